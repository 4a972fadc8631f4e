import { loadConfig } from '../../config.ts';
import { prebuiltBundle } from '../../worker/workflow-bundle.ts';
import { createTemplate } from './test-databases.ts';
import type { PostgresLogins } from './test-databases.ts';
import { testTemporalBinary } from './test-servers.ts';
import type { TestServers } from './test-servers.ts';

interface SharedTemporal {
  /** host:port */
  address: string;
  uiUrl: string;
}

interface Counts {
  passes: number;
  failures: number;
}

/** What the processes of a run tell the one that holds it together. */
export type News =
  | { kind: 'kept'; database: string }
  | { kind: 'leftOut'; reason: string; title: string }
  | { kind: 'file'; file: string; ms: number }
  | { kind: 'failed'; title: string; reason: string }
  | ({ kind: 'counts' } & Counts);

/** What all test processes of a run share. Everything is made by the first call, and once. */
export interface SharedRun {
  postgres(): Promise<PostgresLogins>;
  /** The same server, with its template. */
  prepared(): Promise<PostgresLogins>;
  temporal(): Promise<SharedTemporal>;
  /** Temporal's binary and the workflows' bundle are in the cache afterwards; on a new machine this takes minutes. */
  readyForTemporal(): Promise<void>;
  tell(news: News): Promise<void>;
}

export interface OwnRun extends SharedRun {
  readonly news: News[];
  /** Stops what was started. Postgres' data stay for a look where a database was kept. */
  stop(): Promise<void>;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/**
 * A run whose servers belong to this process.
 *
 * @param news where what is told is kept
 */
export function createRun(servers: TestServers, news: News[] = []): OwnRun {
  return {
    news,
    postgres: once(servers.postgres),
    prepared: once(async () => {
      const logins = await servers.postgres();
      await createTemplate(logins);
      return logins;
    }),
    temporal: once(servers.temporal),
    readyForTemporal: once(async () => {
      await Promise.all([testTemporalBinary(), prebuiltBundle(loadConfig().cacheFolder)]);
    }),
    tell: async (one) => void news.push(one),
    stop: () => servers.stop(news.some(({ kind }) => kind === 'kept')),
  };
}
