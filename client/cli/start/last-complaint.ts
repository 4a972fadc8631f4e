import { existsSync, readFileSync } from 'node:fs';

const errorLevel = 50; // pino's

function complaint(line: string): string | undefined {
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
    return level !== undefined && level >= errorLevel ? (err?.message ?? msg) : undefined;
  } catch {
    return line.trim() || undefined; // what Node itself wrote
  }
}

/**
 * What a part of ours said last before it ended.
 *
 * @param logFile its log: JSON lines by pino, or plain ones
 * @returns undefined when it said nothing of use
 */
export function lastComplaint(logFile: string): string | undefined {
  if (!existsSync(logFile)) return undefined;
  const lines = readFileSync(logFile, 'utf8').slice(-20_000).split('\n');
  return lines.map(complaint).findLast((text) => text !== undefined);
}
