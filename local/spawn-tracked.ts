import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:os';
import { once } from 'node:events';
import { withLogFile } from './open-log-file.ts';
import { identifyProcess, parseProcStat, type ProcessIdentity } from './process-identity.ts';
import { politely, signalProcess, stopProcess, type SignalStep } from './stop-process.ts';

export interface Tracked {
  name: string;
  identity: ProcessIdentity;
  /** Resolves when the process has ended, with a clause such as `ended with code 1`. Never rejects. */
  exited: Promise<string>;
  /** Resolves when the process and its group are gone. */
  stop(): Promise<void>;
}

export interface TrackedCommand {
  /** Lower-case letters, digits and hyphens; the name of its file in `folder`. */
  name: string;
  command: string;
  args: string[];
  /** The whole environment of the child. */
  env: NodeJS.ProcessEnv;
  /** Where each child leaves its identity. */
  folder: string;
  logFile: string;
  cwd?: string;
  steps?: SignalStep[];
}

// The child writes down who it is and only then becomes the command: a parent that is killed right after the spawn
// leaves no process that the next start could not find. `exec` keeps the pid and the start time.
const announceThenExec = [
  'umask 077',
  'file=$1; shift',
  'if [ -r /proc/$$/stat ]; then cat /proc/sys/kernel/random/boot_id /proc/$$/stat > "$file.new"',
  'else { echo $$; LC_ALL=C ps -o lstart= -p $$; } > "$file.new"; fi',
  'mv "$file.new" "$file" && exec "$@"',
].join('\n');

/** The processes that announced themselves in a folder and still live, by name. */
export function findTracked(folder: string): Map<string, ProcessIdentity> {
  const found = new Map<string, ProcessIdentity>();
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.new')) continue;
    const announced = parseAnnouncement(readFileSync(join(folder, name), 'utf8'));
    const living = announced && identifyProcess(announced.pid);
    if (living && living.startTime === announced.startTime) found.set(name, living);
  }
  return found;
}

function parseAnnouncement(text: string): ProcessIdentity | undefined {
  const [first = '', second = ''] = text.trim().split('\n');
  if (platform() !== 'linux') return { pid: Number(first), startTime: second.trim().split(/\s+/).join(' ') };
  const stat = parseProcStat(second);
  return stat && { pid: stat.pid, startTime: `${first}/${stat.ticks}` };
}

/** Removes the announcement of a process that is gone. */
export function forgetTracked(folder: string, name: string): void {
  rmSync(join(folder, name), { force: true });
  rmSync(join(folder, `${name}.new`), { force: true }); // it was stopped before it had announced itself
}

/** Ends what a group leader left in its group; only to be called when the leader itself is gone. */
export function stopGroup(pid: number): void {
  signalProcess(-pid, 'SIGKILL');
}

/**
 * Starts a process in a group of its own, so that a terminal's Ctrl-C reaches us alone and the stop has an order.
 *
 * @throws Error when the command cannot be started at all
 */
export async function spawnTracked(options: TrackedCommand): Promise<Tracked> {
  const { name, command, args, env, folder, logFile, cwd, steps = politely } = options;
  const child = withLogFile(logFile, (log) =>
    spawn('/bin/sh', ['-c', announceThenExec, 'sh', join(folder, name), command, ...args], {
      env,
      cwd,
      detached: true,
      stdio: ['ignore', log, log],
    }),
  );
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      if (child.pid) stopGroup(child.pid);
      forgetTracked(folder, name);
      resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`);
    });
  });
  await once(child, 'spawn');
  const identity = identifyProcess(child.pid!) ?? { pid: child.pid!, startTime: 'ended' };
  return {
    name,
    identity,
    exited,
    async stop() {
      await stopProcess(identity, steps);
      await exited;
    },
  };
}
