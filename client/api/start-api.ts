import getPort, { clearLockedPorts, portNumbers } from 'get-port';
import { isIPv6 } from 'node:net';
import type { Client } from '@temporalio/client';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../../config.ts';
import { createDb } from '../../sql/db.ts';
import { createReader } from '../../sql/reader.ts';
import { hasKeys } from '../keys/find-key.ts';
import { buildApi } from './build-api.ts';

/** What the API is started with. */
export interface ApiStart {
  config: Pick<Config, 'api'>;
  version: string;
  /** Login of the reader. */
  readerUrl: string;
  /** Login of the owner; undefined: orders do not change the list of loops themselves. */
  databaseUrl: string | undefined;
  temporal: () => Promise<Client>;
  /** Where Temporal's UI shows workflows; undefined: nobody has said. */
  workflowsUrl?: string | undefined;
  log: FastifyBaseLogger;
  say: (line: string) => void;
}

/** An API that listens. */
export interface RunningApi {
  /** Where people open it. */
  url: string;
  close(): Promise<void>;
}

const loopback = ['127.0.0.1', 'localhost', '::1'];
const everywhere = ['0.0.0.0', '::'];
const requestsPerMinute = 600;
/** Statements of reads take milliseconds; one that takes longer is broken off. */
const readTimeoutMs = 15_000;
const portsTried = 100;

/** The port that is set, or the first free one from the default on, which is said. @throws Error with a sentence */
async function choosePort({ config: { api }, say }: ApiStart): Promise<number> {
  const { port, isSet } = api.port;
  clearLockedPorts();
  if ((await getPort({ port, host: api.host })) === port) return port;
  if (isSet) {
    throw new Error(`Port ${port} (REPOMETER_API_PORT) is in use by another program; free it or set another.`);
  }
  const moved = await getPort({ port: portNumbers(port + 1, port + portsTried), host: api.host });
  say(`Port ${port} is in use, so the API listens on ${moved}.`);
  return moved;
}

const bracketed = (host: string) => (isIPv6(host) ? `[${host}]` : host);

/** Names that a request may be meant for. @throws Error with a sentence where nobody can know them */
function hostnamesOf({ host, names }: Config['api']): string[] {
  if (loopback.includes(host)) return [...loopback.map(bracketed), ...names];
  if (everywhere.includes(host)) {
    if (names.length > 0) return [...loopback.map(bracketed), ...names];
    throw new Error(
      `REPOMETER_API_HOST is ${host}, so anybody may come by any name: say by which it is called, REPOMETER_API_NAMES=host.example.org.`,
    );
  }
  return [bracketed(host.toLowerCase()), ...names];
}

/**
 * Whether everybody who reaches it is on this machine. A name that others call it by says that a proxy lets them in, which comes
 * from this machine, too.
 */
export const isForThisMachine = ({ host, names }: Pick<Config['api'], 'host' | 'names'>): boolean =>
  loopback.includes(host) && names.every((name) => loopback.includes(name));

/** Where others than this machine reach it. */
const reachedAt = ({ host, names }: Config['api']) =>
  loopback.includes(host) ? `is called ${names.join(', ')} (REPOMETER_API_NAMES)` : `would listen on ${host}`;

/**
 * Opens the API's connections and lets it listen. Reads are open where only this machine reaches it; any other host, and any other
 * name, needs keys.
 *
 * @throws Error with a sentence when it would listen to others without a key, or its port is taken
 */
export async function startApi(start: ApiStart): Promise<RunningApi> {
  const { config, version, readerUrl, databaseUrl, temporal, workflowsUrl, log } = start;
  const { host, webhookSecret } = config.api;
  const hasOpenReads = isForThisMachine(config.api);
  const hostnames = hostnamesOf(config.api);
  const reader = createReader(readerUrl, { size: 10, name: 'repometer api', timeoutMs: readTimeoutMs });
  const exports = createReader(readerUrl, { size: 4, name: 'repometer api exports' });
  const keys = createReader(readerUrl, { size: 2, name: 'repometer api keys', timeoutMs: readTimeoutMs });
  const owner =
    databaseUrl === undefined
      ? undefined
      : createDb(databaseUrl, { size: 2, name: 'repometer api orders', timeoutMs: readTimeoutMs });
  const end = async () => {
    await Promise.all([reader.end(), exports.end(), keys.end(), owner?.end()]);
  };
  try {
    if (!hasOpenReads && !(await hasKeys(keys))) {
      throw new Error(
        `The API ${reachedAt(config.api)}, where others reach it, and there is no key: make one with "repometer keys create --name NAME --scope read".`,
      );
    }
    const api = await buildApi({
      reader,
      exports,
      keys,
      asOwner: owner && ((work) => work(owner)),
      temporal,
      log,
      settings: { version, hostnames, hasOpenReads, requestsPerMinute, workflowsUrl, webhookSecret },
    });
    const port = await choosePort(start);
    await api.listen({ host, port });
    return {
      url: `http://${bracketed(everywhere.includes(host) ? '127.0.0.1' : host)}:${port}/`,
      async close() {
        await api.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
