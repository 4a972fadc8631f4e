import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { childEnvironment } from '../../config.ts';
import { productFolder } from '../../programs.ts';
import { commandArguments } from '../support/command-arguments.ts';
import { productEnvironment } from '../support/product-environment.ts';

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export interface RunningCli {
  /** Resolves when this was written to stderr; rejects when the command ends without. */
  said(text: string): Promise<void>;
  interrupt(): void;
  terminate(): void;
  /** Nobody reads any more what it writes. */
  closePipes(): void;
  ended: Promise<Ended>;
}

/**
 * Starts `repometer` as a user does: a process of its own, without a terminal and without the user's own settings.
 *
 * @param input what its standard input holds; nothing unless given
 */
export function startCli(args: string[], environment: Record<string, string>, input?: string): RunningCli {
  const child = spawn(process.execPath, [...commandArguments('repometer.ts'), ...args], {
    cwd: productFolder,
    env: childEnvironment({ ...productEnvironment, ...environment }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, out, err }));
  return {
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => err.includes(text) && resolve();
        child.stderr.on('data', look);
        look();
        void ended.then(() => reject(new Error(`It ended without saying ${JSON.stringify(text)}:\n${err}`)));
      }),
    interrupt: () => void child.kill('SIGINT'),
    terminate: () => void child.kill('SIGTERM'),
    closePipes() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    ended,
  };
}

/** Runs one command to its end, see `startCli`. */
export function runCli(args: string[], environment: Record<string, string> = {}, input?: string): Promise<Ended> {
  return startCli(args, environment, input).ended;
}
