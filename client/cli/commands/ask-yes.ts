import { createInterface } from 'node:readline/promises';
import type { Output } from '../output.ts';
import { usageError } from '../usage-error.ts';

/**
 * Asks before data is deleted.
 *
 * @throws Error when the answer is not "yes"; CommanderError without a terminal to ask in
 */
export async function askYes({ stderr }: Pick<Output, 'stderr'>, question: string): Promise<void> {
  if (!process.stdin.isTTY) throw usageError('--purge deletes data; without a terminal to ask in, it needs --yes.');
  const ask = createInterface({ input: process.stdin, output: stderr });
  try {
    const answer = await ask.question(`${question} Type "yes": `);
    if (answer.trim() !== 'yes') throw new Error('Nothing was removed.');
  } finally {
    ask.close();
  }
}
