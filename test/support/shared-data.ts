import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { leftOut } from './left-out.ts';

/** Recorded answers of GitHub, beside the checkout; not part of the product. */
const folder = new URL('../../../shared/data/', import.meta.url);

/**
 * Mocha's `it` for a test that needs a recorded file; where the file is missing it registers
 * no test, and the run says so at its end.
 *
 * @param path below the folder of recorded data
 */
export function withData(path: string) {
  const file = fileURLToPath(new URL(path, folder));
  return (title: string, test: (file: string) => Promise<void>, timeoutMs = 60_000): void => {
    if (existsSync(file)) it(title, () => test(file)).timeout(timeoutMs);
    else
      leftOut.push({
        kind: 'leftOut',
        reason: 'the recorded data beside the checkout (../shared/data) are not here',
        title,
      });
  };
}

/** The objects of a compressed file with one JSON object a line. */
export function readJsonLines<T>(file: string): T[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}
