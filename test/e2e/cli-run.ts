import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment, productFolder } from '../../config.ts';

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export interface RunningCli {
  /** Resolves when this was written to stderr; rejects when the command ends without. */
  said(text: string): Promise<void>;
  interrupt(): void;
  /** Nobody reads any more what it writes. */
  closePipes(): void;
  ended: Promise<Ended>;
}

/** Starts `repometer` as a user does: a process of its own, without a terminal and without the user's own settings. */
export function startCli(args: string[], environment: Record<string, string>): RunningCli {
  const own = {
    // What was started in this folder is none of a test's business.
    REPOMETER_HOME: join(tmpdir(), 'repometer-no-home'),
    DATABASE_URL: '',
    DATABASE_READER_URL: '',
    TEMPORAL_ADDRESS: '',
    TEMPORAL_PROFILE: '',
    GITHUB_TOKEN: '',
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'repometer.ts', ...args], {
    cwd: productFolder,
    env: childEnvironment({ ...own, ...environment }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
    closePipes() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    ended,
  };
}

/** Runs one command to its end. */
export function runCli(args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  return startCli(args, environment).ended;
}
