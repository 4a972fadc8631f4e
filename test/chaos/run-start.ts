import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { childEnvironment } from '../../config.ts';
import { productFolder } from '../../programs.ts';
import { commandArguments } from '../support/command-arguments.ts';
import { isAlive } from '../../local/process-identity.ts';
import { readRunFile } from '../../local/run-file.ts';
import type { RunFile } from '../../local/run-file.ts';
import { signalProcess } from '../../local/stop-process.ts';
import { leash } from '../support/leash.ts';
import type { Leash } from '../support/leash.ts';
import { until } from '../support/rig.ts';

const readyWithinMs = 120_000;

/** `repometer start` in one home, started again and again. */
export interface StartRunner {
  /** Starts it; returns when all of its parts run. */
  start(names: string[]): Promise<RunFile>;
  /** SIGKILL of the command, and where asked for of all that it started. */
  kill(isEverything: boolean): Promise<void>;
  /** The pid of a part or a server, as it runs now. */
  pidOf(name: string): number;
  /** Ctrl-C. Throws where it fails or leaves a process behind; nothing runs in any case. */
  stop(): Promise<void>;
  /** What it has said so far. */
  said(): string;
}

/** @param home folder; removed with everything in it when this process is killed */
export function createStartRunner(home: string, environment: Record<string, string>): StartRunner {
  const said: string[] = [];
  let child: ChildProcess | undefined;
  let held: Leash | undefined;
  let lastRun: RunFile | undefined;
  const hasEnded = () => !child || child.exitCode !== null || child.signalCode !== null;
  // As it is now, also after a worker that was started again.
  const running = () => Object.entries((readRunFile(home) ?? lastRun)?.processes ?? {});

  async function start(names: string[]): Promise<RunFile> {
    const started = spawn(process.execPath, [...commandArguments('repometer.ts'), 'start', ...names], {
      cwd: productFolder,
      env: childEnvironment(environment),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = started;
    started.stderr.on('data', (text: Buffer) => said.push(text.toString()));
    await once(started, 'spawn');
    held = leash(started.pid!, 'INT', home);
    const look = () => {
      if (hasEnded()) throw new Error(`npm start ended with ${started.exitCode}:\n${said.join('')}`);
      const found = readRunFile(home);
      return Promise.resolve(found?.processes['worker'] && found.owner.pid === started.pid ? found : undefined);
    };
    lastRun = await until(look, { tell: () => Promise.resolve(said.join('')), waitMs: readyWithinMs });
    return lastRun;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child && !hasEnded()) {
      child.kill(signal);
      await once(child, 'exit');
    }
    held?.release();
  }

  return {
    start,
    async kill(isEverything) {
      const parts = running();
      await end('SIGKILL');
      if (isEverything) for (const [, { pid }] of parts) signalProcess(pid, 'SIGKILL');
    },
    pidOf(name) {
      const found = running().find(([known]) => known === name);
      if (!found) throw new Error(`No ${name} runs:\n${said.join('')}`);
      return found[1].pid;
    },
    async stop() {
      const parts = running();
      await end('SIGINT');
      const left = parts.filter(([, identity]) => isAlive(identity));
      for (const [, { pid }] of left) signalProcess(pid, 'SIGKILL');
      if (child?.exitCode === 0 && left.length === 0) return;
      const names = left.map(([name]) => name).join(', ') || 'nothing';
      throw new Error(`npm start ended with ${child?.exitCode} and left ${names}:\n${said.join('')}`);
    },
    said: () => said.join(''),
  };
}
