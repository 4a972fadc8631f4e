import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The version of the Temporal CLI (with server and UI in it) that Repometer obtains; `tools/temporal` pins the same. */
export const temporalVersion = '1.8.2';

/** From here on `temporal` has all that Repometer uses of it. */
export const oldestTemporalVersion = '1.5.0';

/**
 * The version of a `temporal` binary, undefined when the file does not run or is something else.
 *
 * @param path a file, or a name to be looked up on PATH
 */
export async function readTemporalVersion(path: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 20_000 });
    return /^temporal version (\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

/** True when version `a` is `b` or newer. */
export function isAtLeast(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
