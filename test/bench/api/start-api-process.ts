import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { childEnvironment } from '../../../config.ts';
import { productFolder } from '../../../programs.ts';
import { commandArguments } from '../../support/command-arguments.ts';
import { lastingPort } from '../../support/lasting-port.ts';
import { leash } from '../../support/leash.ts';
import { productEnvironment } from '../../support/product-environment.ts';
import type { TestDatabase } from '../../support/test-databases.ts';

const noFolder = '';

export interface ApiProcess {
  pid: number;
  /** Without a slash at its end. */
  origin: string;
  stop(): Promise<void>;
}

/**
 * Starts `repometer api` as users do, and waits until it listens.
 *
 * @throws Error with what it said when it ends instead
 */
export async function startApiProcess({ url, readerUrl }: TestDatabase): Promise<ApiProcess> {
  const port = await lastingPort();
  const child = spawn(process.execPath, [...commandArguments('repometer.ts'), 'api'], {
    cwd: productFolder,
    env: childEnvironment({
      ...productEnvironment,
      DATABASE_URL: url,
      DATABASE_READER_URL: readerUrl,
      REPOMETER_API_PORT: String(port),
      // A line for each request would be measured, too.
      REPOMETER_LOG_LEVEL: 'warn',
    }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await once(child, 'spawn');
  // A benchmark that is killed leaves no server behind.
  const { release } = leash(child.pid as number, 'TERM', noFolder);
  child.once('exit', release);
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('The API listens')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`The API ended with ${code}:\n${said}`)));
  });
  return {
    pid: child.pid as number,
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
