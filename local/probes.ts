import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isListening } from './ports.ts';
import { readQuota } from './read-quota.ts';
import type { FindTemporalOptions, TemporalBinary } from './temporal-binary.ts';

/** The folder itself, or the nearest one above it that exists. */
function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder));
}

/** Bytes that this user may still write where a folder is, or would be made. */
async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(existing(folder));
  return bavail * bsize;
}

/** Whether this user may write into a folder, or make it. */
function isWritable(folder: string): boolean {
  try {
    accessSync(existing(folder), constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function lookForTemporalBinary(options: FindTemporalOptions): Promise<TemporalBinary | undefined> {
  // Loaded only here: it brings what downloads and builds one.
  return (await import('./temporal-binary.ts')).lookForTemporalBinary(options);
}

/** What `doctor` asks this machine and GitHub; nothing here changes anything. */
export const probes = { readQuota, lookForTemporalBinary, isListening, freeBytes, isWritable };
