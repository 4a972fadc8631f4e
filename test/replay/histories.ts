import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HistoryJson } from './scrub-history.ts';

/** Where recorded histories are kept, a folder for each version that was released or landed; with a slash at the end. */
export const historiesFolder = fileURLToPath(new URL('./histories/', import.meta.url));

/**
 * The folder that recordings of the present code go into. A version whose histories have landed is a record of loops that
 * run somewhere: the next change of a workflow that is worth recording gets the next folder.
 */
export const presentVersion = '0.5.0';

/**
 * Where the recorder may write.
 *
 * @throws Error with a sentence for every version but the present one: those histories are of loops that run somewhere
 */
export function recordingFolder(version: string = presentVersion): string {
  if (version === presentVersion) return `${historiesFolder}${version}/`;
  throw new Error(`The histories of ${version} are kept as they are; recordings go to ${presentVersion}.`);
}

export interface StoredHistory {
  version: string;
  /** Name of the file. */
  file: string;
  /** As it lies in the file. */
  text: string;
  history: HistoryJson;
}

/** Every history that was ever recorded and kept, by version and name. */
export function readHistories(): StoredHistory[] {
  return readdirSync(historiesFolder).sort().flatMap(readVersion);
}

function readVersion(version: string): StoredHistory[] {
  const folder = `${historiesFolder}${version}/`;
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => {
    const text = readFileSync(folder + file, 'utf8');
    return { version, file, text, history: JSON.parse(text) as HistoryJson };
  });
}
