import { mountSmallDisk } from './small-disk.ts';
import type { SmallDisk } from './small-disk.ts';

/**
 * A small disk, or none where this process may not mount one; continuous integration must be able to.
 *
 * @param tell hears why there is none
 */
export function smallDiskOrNone(mebibytes: number, tell: (reason: string) => void): SmallDisk | null {
  try {
    return mountSmallDisk(mebibytes);
  } catch (error) {
    if (process.env.CI) throw error;
    tell((error as Error).message);
    return null;
  }
}
