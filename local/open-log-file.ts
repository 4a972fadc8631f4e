import { closeSync, openSync } from 'node:fs';
import { rotateLog } from './rotate-logs.ts';

/** Runs `use` with a descriptor that appends to a process's log; a file over the bound is set aside as `.1` first. */
export function withLogFile<T>(file: string, use: (descriptor: number) => T): T {
  rotateLog(file);
  const descriptor = openSync(file, 'a', 0o600);
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor); // the child has its own copy
  }
}
