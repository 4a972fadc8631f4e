import type { Client } from '@temporalio/client';
import type { Pool, QueryConfig } from 'pg';
import { buildApi } from '../../../client/api/build-api.ts';
import { createLog } from '../../../client/api/create-log.ts';
import { createReader } from '../../../sql/reader.ts';
import type { TestDatabase } from '../../support/test-databases.ts';

const readsSize = 10;

/** A pool that writes down what goes through it. */
function recorded(pool: Pool, sent: QueryConfig[]): Pool {
  return new Proxy(pool, {
    get(target, member) {
      const value: unknown = Reflect.get(target, member);
      if (member !== 'query') return typeof value === 'function' ? value.bind(target) : value;
      return (...given: unknown[]) => {
        sent.push(given[0] as QueryConfig);
        return (target.query as (...all: unknown[]) => unknown)(...given);
      };
    },
  });
}

/** Which statements an answer of the API is made of, and how fast they are without it. */
export interface BareSql {
  statementsOf(address: string): Promise<QueryConfig[]>;
  /** How often a second all of them can be run, over as many connections as the API has: how many wait for these changes nothing. */
  rate(statements: QueryConfig[], seconds: number): Promise<number>;
  close(): Promise<void>;
}

/** Opens both on the login of the reader. */
export async function openBareSql({ readerUrl }: TestDatabase): Promise<BareSql> {
  const sent: QueryConfig[] = [];
  const pool = createReader(readerUrl, { size: readsSize, name: 'bench bare sql' });
  const reader = recorded(pool, sent);
  const api = await buildApi({
    reader,
    exports: pool,
    keys: pool,
    temporal: () => Promise.reject<Client>(new Error('Nobody orders anything here.')),
    log: createLog('silent', { write: () => undefined }),
    settings: { version: 'bench', hostnames: ['localhost'], hasOpenReads: true, requestsPerMinute: 1_000_000 },
  });
  return {
    async statementsOf(address) {
      sent.length = 0;
      const { statusCode, body } = await api.inject({ url: address, headers: { host: 'localhost' } });
      if (statusCode !== 200) throw new Error(`${address} answers ${statusCode}: ${body}`);
      return [...sent];
    },
    async rate(statements, seconds) {
      const until = performance.now() + seconds * 1000;
      let rounds = 0;
      const ask = async () => {
        while (performance.now() < until) {
          for (const statement of statements) await pool.query(statement);
          rounds += 1;
        }
      };
      await Promise.all(Array.from({ length: readsSize }, ask));
      return rounds / seconds;
    },
    async close() {
      await api.close();
      await pool.end();
    },
  };
}
