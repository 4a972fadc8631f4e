import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { leash } from '../../support/leash.ts';
import type { Costs, PeerCommand } from './peer.ts';
import { cpuOfEnded, watchMemory } from './tree-use.ts';

const keptLines = 20;

/**
 * Runs a command to its end, and counts what it and all that it starts have used.
 *
 * @param folder where it begins, its home too: nothing of the user's own settings reaches it, such as a token
 * @throws Error with its last lines when it fails
 */
export async function runMeasured(
  { command, args, environment }: PeerCommand,
  folder: string,
): Promise<Pick<Costs, 'wallSeconds' | 'cpuSeconds' | 'peakMib'>> {
  const logFile = join(folder, 'run.log');
  const log = openSync(logFile, 'w');
  const cpuBefore = cpuOfEnded();
  const startedAt = performance.now();
  const child = spawn(command, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
    stdio: ['ignore', log, log],
  });
  const ended = once(child, 'exit');
  closeSync(log);
  await once(child, 'spawn');
  const pid = child.pid as number;
  const { release } = leash(pid, 'TERM', '');
  const endMemory = watchMemory(() => [pid]);
  const [code] = await ended;
  const costs = {
    wallSeconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: cpuOfEnded() - cpuBefore,
    peakMib: endMemory(),
  };
  release();
  if (code === 0) return costs;
  const lines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-keptLines);
  throw new Error(`${command} ended with ${code}:\n${lines.join('\n')}`);
}
