import { statfsSync } from 'node:fs';

/** A Postgres begins a segment of its log with so much. */
const leastBytes = 16 * 2 ** 20;

/** Whether the disk on which a file or folder lies has too little room for a server to run. */
export function isDiskFull(path: string): boolean {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize < leastBytes;
}
