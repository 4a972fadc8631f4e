import { spawn } from 'node:child_process';

/** Ends a process when this one is gone, even by SIGKILL: tests must leave nothing behind. */
export interface Leash {
  /** The process has ended in order; there is nothing left to hold. */
  release(): void;
}

// Standard input ends with the process that holds its other end, however that ends.
const script = [
  'cat > /dev/null',
  'kill -"$1" "$2" 2> /dev/null',
  'while kill -0 "$2" 2> /dev/null; do sleep 0.1; done',
  'rm -rf "$3"',
].join('\n');

/** @param folder removed after the process has ended, when it was the leash that ended it */
export function leash(pid: number, signal: 'INT' | 'TERM', folder: string): Leash {
  const holder = spawn('/bin/sh', ['-c', script, 'sh', signal, String(pid), folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  holder.unref();
  return { release: () => void holder.kill('SIGKILL') };
}
