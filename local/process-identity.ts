import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';

/** A process for good: pids are used again, a pid together with its start time is not. */
export interface ProcessIdentity {
  pid: number;
  /** Opaque; on Linux the boot's id and the start in clock ticks, elsewhere what `ps -o lstart=` prints. */
  startTime: string;
}

/** What a Linux kernel says in `/proc/PID/stat` (proc(5): field 1 pid, 3 state, 4 parent, 22 start time in ticks since boot). */
export function parseProcStat(stat: string): { pid: number; state: string; parent: number; ticks: string } | undefined {
  // The command's name is in parentheses and may itself contain spaces and parentheses.
  const end = stat.lastIndexOf(')');
  const pid = Number.parseInt(stat, 10);
  const fields = stat.slice(end + 2).split(' ');
  const [state, parent, ticks] = [fields[0], Number(fields[1]), fields[19]];
  if (end < 0 || !Number.isInteger(pid) || !state || !ticks) return undefined;
  return { pid, state, parent, ticks };
}

function identifyOnLinux(pid: number): ProcessIdentity | undefined {
  const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // no such process
  }
  const stat = parseProcStat(text);
  // A zombie has ended; in a container without an init nobody collects it.
  if (!stat || stat.state === 'Z' || stat.state === 'X') return undefined;
  return { pid, startTime: `${bootId}/${stat.ticks}` };
}

function identifyWithPs(pid: number): ProcessIdentity | undefined {
  try {
    const env = { PATH: '/bin:/usr/bin', LC_ALL: 'C' };
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { env, stdio: 'pipe' });
    const [state, ...startTime] = line.toString().trim().split(/\s+/);
    return !state || state.startsWith('Z') ? undefined : { pid, startTime: startTime.join(' ') };
  } catch {
    return undefined; // ps exits 1 when there is no such process
  }
}

/** The identity of a living process, undefined when there is none with this pid. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  return platform() === 'linux' ? identifyOnLinux(pid) : identifyWithPs(pid);
}

/** True while exactly this process lives, false once it ended, even if its pid belongs to another one now. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startTime === identity.startTime;
}
