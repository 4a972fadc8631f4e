import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { belowApi } from './enterprise/as-enterprise.ts';
import { createFaults, type Faults } from './faults.ts';
import { answerRequest, type Services } from './http/answer-request.ts';
import { createApps } from './http/apps.ts';
import { identify } from './http/credentials.ts';
import { deliver } from './http/deliver.ts';
import { createLimits, type Limits } from './http/limits.ts';
import type { SimulatorOptions } from './options.ts';
import { logEntry, type LoggedRequest } from './request-log.ts';
import { createCursorBook } from './routes/cursor-book.ts';
import { findRoute } from './routes/find-route.ts';
import { graphqlRoute } from './routes/graphql-route.ts';
import { createStatsCache } from './routes/stats-cache.ts';
import { createWorld, type World } from './world.ts';

export type { Fault } from './faults.ts';
export type { SimulatorOptions } from './options.ts';

/** The simulator listens on the loopback interface unless told otherwise; every caller without a token is the same one. */
const address = '127.0.0.1';

export interface Simulator {
  /** `http://127.0.0.1:PORT`, of an Enterprise Server with `/api/v3`; without a slash at the end. */
  url: string;
  world: World;
  faults: Faults;
  limits: Limits;
  requests: LoggedRequest[];
  /** Live: may be changed while the server runs. */
  options: SimulatorOptions;
  /** Runs before each answer is computed, so that a test changes the world between pages; returns its undo. */
  beforeAnswer(hook: (request: LoggedRequest) => void | Promise<void>): () => void;
  /** Stops listening and breaks what is still open. */
  close(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 that answers as api.github.com does, from a world that tests change at will.
 * Throws where the port is taken.
 */
export async function startSimulator(given: SimulatorOptions = {}): Promise<Simulator> {
  const options = { ...given };
  const world = options.world ?? createWorld({ seed: options.seed ?? 1 });
  const faults = createFaults();
  const requests: LoggedRequest[] = [];
  const hooks = new Set<(request: LoggedRequest) => void | Promise<void>>();
  const now = () => world.clock().getTime();
  const limits = createLimits(now);
  const freshTokenRefusals = () => options.freshTokenRefusals ?? 0;
  const apps = createApps({ apps: () => options.apps ?? [], freshTokenRefusals, now });
  const statsCache = createStatsCache();
  const cursors = createCursorBook(now, () => options.cursorLifetimeSeconds ?? null);
  const services: Services = { world, options, origin: '', limits, apps, statsCache, cursors };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', services.origin);
    if (options.enterprise) {
      const path = belowApi(url.pathname);
      if (path === null) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>Not Found');
      url.pathname = path;
    }
    const isGraphql = request.method === 'POST' && url.pathname === '/graphql' && options.graphql !== false;
    const route = isGraphql ? await graphqlRoute() : findRoute(request.method ?? 'GET', url.pathname);
    const logged = logEntry(requests.length, request, url, route.name, world.clock());
    requests.push(logged);
    const body = isGraphql ? await readBody(request) : '';
    if (isGraphql) logged.graphql = body;
    else request.resume();
    const known = identify(request.headers.authorization, { tokens: options.tokens, apps, address });
    response.once('close', limits.enter('caller' in known ? known.caller.bucket : `ip:${address}`));
    if (options.latencyMs) await pauseWhileOpen(response, options.latencyMs);
    for (const hook of hooks) await hook(logged);
    const fault = faults.next(logged);
    if (fault?.kind === 'reset') return void request.socket.resetAndDestroy();
    if (fault?.kind === 'stall') await pauseWhileOpen(response, fault.ms ?? Infinity);
    if (response.destroyed) return;
    const exchange = { logged, headers: request.headers, known, address, query: url.searchParams, body, route, fault };
    const answered = answerRequest(exchange, services);
    const compress = options.gzip === true && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    deliver(response, { ...answered, compress, isHead: request.method === 'HEAD' }, fault);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      // A bug in a hook or in the simulator must not look like one of GitHub's own answers.
      response.writeHead(599, { 'content-type': 'text/plain' }).end(`simulator: ${String(error)}`);
    });
  });
  // Longer than any client keeps an idle connection: otherwise a request could meet a closing one.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? address, resolve);
  });
  const own = `http://${address}:${(server.address() as AddressInfo).port}`;
  services.origin = options.origin ?? (options.enterprise ? `${own}/api/v3` : own);

  return {
    url: services.origin,
    world,
    faults,
    limits,
    requests,
    options,
    beforeAnswer: (hook) => {
      hooks.add(hook);
      return () => void hooks.delete(hook);
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Waits so many milliseconds, or until the client or `close` breaks the connection. */
function pauseWhileOpen(response: ServerResponse, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = milliseconds === Infinity ? undefined : setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      response.off('close', done);
      resolve();
    }
    response.once('close', done);
  });
}
