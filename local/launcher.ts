import { readFileSync } from 'node:fs';
import { parseProcStat } from './process-identity.ts';

const lookEveryMs = 500;
const shells = ['sh', 'dash', 'bash', 'ash', 'busybox'];

function nameOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return undefined; // it has ended, or this is no Linux
  }
}

function parentOf(pid: number): number | undefined {
  try {
    return parseProcStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.parent;
  } catch {
    return undefined;
  }
}

/** The shell that npm runs a script with, and npm itself; npm alone where the shell has become the script. */
function launchers(): (number | undefined)[] {
  const parent = process.ppid;
  return shells.includes(nameOf(parent) ?? '') ? [parent, parentOf(parent)] : [parent];
}

/**
 * Watches the npm that runs this process. A SIGTERM to npm ends npm and its shell, and neither passes it on: that they are
 * gone is the only sign.
 *
 * @param onGone called once; the watch itself keeps no process alive
 */
export function watchLauncher(onGone: () => void): void {
  const before = launchers().join();
  const timer = setInterval(() => {
    if (launchers().join() === before) return;
    clearInterval(timer);
    onGone();
  }, lookEveryMs); // nobody tells a process of its parent's end
  timer.unref();
}
