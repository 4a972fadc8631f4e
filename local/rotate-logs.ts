import { copyFileSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

const largestBytes = 20 * 1024 * 1024;
const lookEveryMs = 30_000;

/**
 * Sets the content of a log aside as `.1` where it is over the bound, and goes on with an empty file. The file itself stays: whoever
 * writes to it has it open (append mode) and would go on writing to a renamed one.
 *
 * @param largest bytes, 20 MiB
 */
export function rotateLog(file: string, largest = largestBytes): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= largest) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}

/**
 * Keeps every `.log` of a folder under the bound while its writers run.
 *
 * @param onError a disk that is full, say: told, and tried again
 * @returns ends it
 */
export function keepLogsSmall(
  folder: string,
  onError: (error: unknown) => void,
  { everyMs = lookEveryMs, largest = largestBytes } = {},
): () => void {
  const look = () => {
    try {
      for (const name of readdirSync(folder)) if (name.endsWith('.log')) rotateLog(join(folder, name), largest);
    } catch (error) {
      onError(error);
    }
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
