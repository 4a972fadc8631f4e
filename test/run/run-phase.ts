import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { childEnvironment } from '../../config.ts';
import { productFolder } from '../../programs.ts';
import { signalProcess } from '../../local/stop-process.ts';
import { leash } from '../support/leash.ts';
import { runVariable } from '../support/lend-run.ts';
import type { LentRun } from '../support/lend-run.ts';
import type { Phase } from './phases.ts';

const mocha = join(dirname(createRequire(import.meta.url).resolve('mocha/package.json')), 'lib', 'cli', 'cli.js');
const patienceMs = 15_000;

export interface RunningPhase {
  /** Resolves when mocha has ended: whether all is well, and how long it took. */
  ended: Promise<{ isWell: boolean; seconds: number }>;
  /** Ctrl-C for all of its processes; those that do not end are killed. */
  interrupt(): void;
}

function signalGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid && exitCode === null && signalCode === null) signalProcess(-pid, signal);
}

/**
 * Runs mocha over the files of a phase, in a process group of its own: a terminal's Ctrl-C reaches us alone, and the end
 * of the run has an order.
 *
 * @param run what the test processes share
 * @param scratch their folder for temporary files
 */
export function runPhase({ files, jobs, isAside }: Phase, run: LentRun, scratch: string): RunningPhase {
  const startedAt = performance.now();
  const parallel = jobs > 1 ? ['--parallel', '--jobs', String(jobs)] : [];
  const args = ['--import', 'tsx', mocha, '--require', './test/support/global.ts', ...parallel, ...files];
  const child = spawn(process.execPath, args, {
    cwd: productFolder,
    env: childEnvironment({ [runVariable]: run.address, TMPDIR: scratch }),
    detached: true,
    stdio: ['ignore', isAside ? 'pipe' : 'inherit', isAside ? 'pipe' : 'inherit'],
  });
  const held = leash(-child.pid!, 'TERM', scratch);
  // Lines of two phases would mix: the one aside shows its own when it has ended.
  const [out, err] = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ''));

  async function end() {
    const [code] = (await once(child, 'exit')) as [number | null];
    held.release();
    process.stdout.write(`${await err!}${await out!}`);
    return { isWell: code === 0, seconds: (performance.now() - startedAt) / 1000 };
  }

  return {
    ended: end(),
    interrupt() {
      signalGroup(child, 'SIGINT');
      setTimeout(() => signalGroup(child, 'SIGKILL'), patienceMs).unref();
    },
  };
}
