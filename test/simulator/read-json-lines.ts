import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** The values of a file with one JSON value a line, compressed where its name ends in `.gz`. */
export async function* readJsonLines(path: string): AsyncIterable<unknown> {
  const file = createReadStream(path);
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  const failed = new Promise<never>((_, reject) => file.once('error', reject));
  failed.catch(() => undefined);
  const lines = createInterface({ input, crlfDelay: Infinity });
  // readline does not report a file that is not there: it would look like an empty one.
  await Promise.race([failed, new Promise((resolve) => file.once('open', resolve))]);
  for await (const line of lines) if (line !== '') yield JSON.parse(line);
}
