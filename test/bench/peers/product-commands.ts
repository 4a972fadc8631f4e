import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { commandArguments } from '../../support/command-arguments.ts';
import { leash } from '../../support/leash.ts';

/** Commands of the product that run beside one another, as people type them. */
export interface ProductCommands {
  /** Runs one to its end. */
  run(...args: string[]): Promise<void>;
  /** Starts one that goes on until `stop`. */
  start(...args: string[]): void;
  /** Of those that run now. */
  pids(): number[];
  /** What they have said. */
  said(): string;
  stop(): Promise<void>;
}

/** @param logFile gets what all of them say */
export function createProductCommands(environment: NodeJS.ProcessEnv, logFile: string): ProductCommands {
  const children: ChildProcess[] = [];
  const runs = ({ pid, exitCode, signalCode }: ChildProcess) => pid && exitCode === null && signalCode === null;

  function start(...args: string[]): ChildProcess {
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, [...commandArguments('repometer.ts'), ...args], {
      env: environment,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    children.push(child);
    // A benchmark that is killed leaves none behind.
    child.once('spawn', () => child.once('exit', leash(child.pid as number, 'TERM', '').release));
    return child;
  }

  return {
    async run(...args) {
      const [code] = await once(start(...args), 'exit');
      if (code !== 0) throw new Error(`repometer ${args.join(' ')} ended with ${code}.`);
    },
    start: (...args) => void start(...args),
    pids: () => children.filter(runs).flatMap(({ pid }) => pid ?? []),
    said: () => readFileSync(logFile, 'utf8'),
    async stop() {
      for (const child of children.filter(runs)) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
    },
  };
}
