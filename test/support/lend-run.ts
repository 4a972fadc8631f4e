import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { News, SharedRun } from './shared-run.ts';

/** The variable that tells a test process where the run is that it belongs to. */
export const runVariable = 'REPOMETER_TEST_RUN';

export interface LentRun {
  /** Path of the socket. */
  address: string;
  close(): void;
}

async function answer(run: SharedRun, request: IncomingMessage): Promise<unknown> {
  switch (request.url) {
    case '/postgres':
      return run.postgres();
    case '/prepared':
      return run.prepared();
    case '/temporal':
      return run.temporal();
    case '/ready-for-temporal':
      return run.readyForTemporal();
    case '/news':
      return run.tell((await json(request)) as News);
    default:
      throw new Error(`The run has no ${request.url}.`);
  }
}

/**
 * Lends a run to other processes, through a socket that this user alone can reach: its answers hold passwords.
 *
 * @param parent a folder with a short path: that of a socket has at most a hundred characters
 * @throws Error when the socket cannot be made
 */
export async function lendRun(run: SharedRun, parent = tmpdir()): Promise<LentRun> {
  const folder = mkdtempSync(join(parent, 'run-'));
  chmodSync(folder, 0o700);
  const address = join(folder, 'socket');
  const server = createServer((request, response) => {
    answer(run, request).then(
      (value) => response.end(JSON.stringify(value ?? null)),
      (error: Error) => response.writeHead(500).end(JSON.stringify(error.message)),
    );
  });
  server.requestTimeout = 0; // a machine may build Temporal meanwhile
  server.listen(address);
  await once(server, 'listening');
  return {
    address,
    close() {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
