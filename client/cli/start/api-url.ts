import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileOf = (home: string) => join(home, 'api-url');

/** Writes down where the API of this home listens, for other commands: its port may be another one than is set. @returns forgets it */
export function keepApiUrl(home: string, url: string): () => void {
  writeFileSync(fileOf(home), `${url}\n`);
  return () => rmSync(fileOf(home), { force: true });
}

/** Where the API of this home listened last; undefined: it was stopped, or never started. */
export function readApiUrl(home: string): string | undefined {
  try {
    return readFileSync(fileOf(home), 'utf8').trim();
  } catch {
    return undefined;
  }
}
