import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HistoryJson } from './scrub-history.ts';

/** Where recorded histories are kept, with a slash at the end. */
export const historiesFolder = fileURLToPath(new URL('./histories/', import.meta.url));

export interface StoredHistory {
  /** Name of the file. */
  file: string;
  /** As it lies in the file. */
  text: string;
  history: HistoryJson;
}

/** Every history that was recorded, by name. */
export function readHistories(): StoredHistory[] {
  const files = readdirSync(historiesFolder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => {
    const text = readFileSync(historiesFolder + file, 'utf8');
    return { file, text, history: JSON.parse(text) as HistoryJson };
  });
}
