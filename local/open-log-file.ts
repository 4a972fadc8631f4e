import { closeSync, openSync, renameSync, statSync } from 'node:fs';

const largestBytes = 20 * 1024 * 1024;

/** Runs `use` with a descriptor that appends to a process's log; a file over 20 MiB is set aside as `.1` first. */
export function withLogFile<T>(file: string, use: (descriptor: number) => T): T {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestBytes) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, 'a', 0o600);
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor); // the child has its own copy
  }
}
