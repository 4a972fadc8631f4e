import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessUse {
  /** User and system time since the process began, in seconds. */
  cpuSeconds: number;
  /** The same of its children that have ended, and of theirs. */
  endedCpuSeconds: number;
  /** Most memory that it ever held at once (VmHWM), in MiB. */
  peakMib: number;
  /** What it holds now (VmRSS), in MiB. */
  presentMib: number;
}

let ticks: number | undefined;
const ticksPerSecond = () => (ticks ??= Number(execFileSync('getconf', ['CLK_TCK']).toString()));

/**
 * What a living process has used, by Linux' own account (proc_pid_stat(5), proc_pid_status(5)).
 *
 * @throws Error where there is no such process, or no /proc
 */
export function readProcessUse(pid: number): ProcessUse {
  // The second field, the name in brackets, may hold blanks: count from behind it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const seconds = (field: number) => (Number(fields[field]) + Number(fields[field + 1])) / ticksPerSecond();
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mib = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
  return { cpuSeconds: seconds(11), endedCpuSeconds: seconds(13), peakMib: mib('VmHWM'), presentMib: mib('VmRSS') };
}
