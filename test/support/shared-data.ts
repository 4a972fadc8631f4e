import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { leaveOut } from './global.ts';

/** Recorded answers of GitHub, beside the checkout; not part of the product. */
const folder = new URL('../../../shared/data/', import.meta.url);

/**
 * Mocha's `it` for a test of a recorded file; where the file is missing it registers no test, and the run says so at its end.
 *
 * @param path below the folder of recorded data
 * @param extract file of `test/fixtures/recorded/`, a part of the recording with which the same is tested on every clone
 */
export function withData(path: string, extract?: string) {
  const file = fileURLToPath(new URL(path, folder));
  const part = extract && fileURLToPath(new URL(`../fixtures/recorded/${extract}`, import.meta.url));
  return (title: string, test: (file: string) => Promise<void>, timeoutMs = 60_000): void => {
    if (part) it(`${title}, from an extract`, () => test(part)).timeout(timeoutMs);
    if (existsSync(file)) it(title, () => test(file)).timeout(timeoutMs);
    else leaveOut(title, 'recorded data beside the checkout (../shared/data) are not here');
  };
}

/** Path of a made-up file that has the form of a recording, see `test/fixtures/recorded-form/README.md`. */
export const recordedForm = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/recorded-form/${name}`, import.meta.url));

/** The objects of a file with one JSON object a line, compressed where its name ends in `.gz`. */
export function readJsonLines<T>(file: string): T[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}
