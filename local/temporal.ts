import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnTracked, type Tracked } from './spawn-tracked.ts';
import { type TemporalBinary } from './temporal-binary.ts';
import { isAtLeast } from './temporal-version.ts';

export interface TemporalOptions {
  binary: TemporalBinary;
  port: number;
  /** Undefined: without the UI. */
  uiPort?: number | undefined;
  /** SQLite file; undefined: in memory. Never to be opened by two servers. */
  databaseFile?: string | undefined;
  logFile: string;
  /** Where the process leaves its identity, see `spawnTracked`. */
  folder: string;
  /** The server's HOME, so that no configuration of the user's reaches it. */
  homeFolder: string;
  /** `key=JSON`, as `--dynamic-config-value` takes it. */
  dynamicConfig?: string[];
  /** Of the server's process, beside its HOME and PATH. */
  environment?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Temporal extends Tracked {
  /** host:port of the frontend. */
  address: string;
  uiUrl: string | undefined;
}

const readyWithinMs = 120_000;

/**
 * Fair shares: without the first Temporal takes fairness keys and ignores them, without the others it keeps to no order between
 * the parts of a queue. `docker/temporal-dynamic-config.yaml` says the same.
 */
const fairShares = [
  'matching.enableFairness=true',
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
];

function serverArguments(options: TemporalOptions): string[] {
  const { binary, port, uiPort, databaseFile, dynamicConfig = [] } = options;
  const ui = uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)];
  // The newsfeed would be fetched from the internet by the user's browser; older versions have neither feed nor flag.
  if (uiPort !== undefined && isAtLeast(binary.version, '1.8.0')) ui.push('--ui-disable-news-fetch');
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), ...ui],
    ...(databaseFile ? ['--db-filename', databaseFile] : []),
    ...['frontend.enableServerVersionCheck=false', ...fairShares, ...dynamicConfig].flatMap((value) => [
      '--dynamic-config-value',
      value,
    ]),
  ];
}

/** @returns undefined when the UI answers, else why not */
async function whyNoPage(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${url}/namespaces/default/workflows`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok ? undefined : `its UI answers ${response.status}`;
  } catch (error) {
    return `its UI: ${(error as Error).message}`;
  }
}

async function waitUntilReady(server: Temporal, { logFile, signal }: TemporalOptions): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  let end: string | undefined;
  void server.exited.then((clause) => (end = clause));
  // Loading the client takes longer than most commands; only a start needs it.
  const { whyNoAnswer } = await import('./why-no-answer.ts');
  for (;;) {
    const reason = (await whyNoAnswer(server.address)) ?? (server.uiUrl ? await whyNoPage(server.uiUrl) : undefined);
    if (reason === undefined) return;
    signal?.throwIfAborted();
    if (end) {
      const lines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-2).join(' ');
      throw new Error(`Temporal ${end} while it started (see ${logFile}): ${lines}`);
    }
    if (Date.now() > deadline) {
      throw new Error(`Temporal does not answer at ${server.address} (${reason}); see ${logFile}.`);
    }
    await delay(100);
  }
}

/**
 * Starts a real Temporal dev server and returns when its frontend (and its UI) answer.
 *
 * @throws Error with a sentence when it ends or does not answer in two minutes; nothing is left running then
 */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const { binary, port, uiPort, folder, logFile, homeFolder, environment } = options;
  const tracked = await spawnTracked({
    name: 'temporal',
    command: binary.path,
    args: serverArguments(options),
    env: { ...environment, HOME: homeFolder, PATH: '/usr/local/bin:/usr/bin:/bin' },
    cwd: homeFolder,
    folder,
    logFile,
  });
  const server: Temporal = {
    ...tracked,
    address: `127.0.0.1:${port}`,
    uiUrl: uiPort === undefined ? undefined : `http://127.0.0.1:${uiPort}`,
  };
  try {
    await waitUntilReady(server, options);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
