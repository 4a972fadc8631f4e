import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../../config.ts';
import { workerNodeFlags } from '../../worker/node-flags.ts';
import { workerArguments } from '../support/command-arguments.ts';
import { leash } from '../support/leash.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const keptLines = 20;
const noFolder = '';

export interface WorkerProcess {
  pid: number;
  /** The last lines of its log. */
  lines: string[];
  stop(): Promise<void>;
}

/**
 * Starts the product's worker and waits until it is ready.
 *
 * @param environment on top of this process' own
 * @param options `profile`: folder for a CPU profile, written when the worker stops; `folder`: of another version of the product
 * @throws Error with its last lines when it ends instead
 */
export async function startWorker(
  environment: Record<string, string | undefined>,
  { profile, folder = root }: { profile?: string | undefined; folder?: string | undefined } = {},
): Promise<WorkerProcess> {
  const profiling = profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
  const flags = [...workerNodeFlags, ...profiling];
  const child = spawn(process.execPath, [...flags, ...workerArguments(folder)], {
    cwd: folder,
    env: childEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await once(child, 'spawn');
  // A benchmark that is killed leaves no worker behind.
  const { release } = leash(child.pid as number, 'TERM', noFolder);
  child.once('exit', release);
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const onText = (text: Buffer) => {
      lines.push(...text.toString().split('\n').filter(Boolean));
      lines.splice(0, lines.length - keptLines);
      if (text.includes('worker is ready')) resolve();
    };
    child.stdout.on('data', onText);
    child.stderr.on('data', onText);
    child.once('exit', (code) => reject(new Error(`The worker ended with ${code}:\n${lines.join('\n')}`)));
  });
  return {
    pid: child.pid as number,
    lines,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
