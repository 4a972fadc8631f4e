import { explainFailure } from './explain-failure.ts';
import type { Output } from './output.ts';

/**
 * Does the same for each of several repositories, or owners; one that fails does not keep the others from their turn.
 *
 * @param several what they are, in the sentence
 * @throws Error when any failed, after all sentences were said
 */
export async function eachName(
  output: Output,
  names: string[],
  work: (name: string) => Promise<void>,
  several = 'repositories',
): Promise<void> {
  const failures: unknown[] = [];
  for (const name of names) {
    await work(name).catch((error: unknown) => {
      if (names.length > 1) output.say(`${name}: ${explainFailure(error)}`);
      failures.push(error);
    });
  }
  if (failures.length === 0) return;
  if (names.length === 1) throw failures[0];
  throw new Error(`${failures.length} of ${names.length} ${several} failed.`);
}
