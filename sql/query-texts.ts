import type { QueryArrayConfig, QueryArrayResult } from 'pg';
import type { Db } from './query.ts';

/** An answer in Postgres' own text forms. */
export type Texts = QueryArrayResult<(string | null)[]>;

const asText = { getTypeParser: () => (value: string) => value };

/**
 * Runs one statement in the extended protocol, which refuses a second one behind a semicolon.
 *
 * @param name under which sessions keep it planned; of another text it must be another one
 * @throws what Postgres says
 */
export function queryTexts(db: Db, text: string, values: unknown[] = [], name?: string): Promise<Texts> {
  const config = { text, values, name, rowMode: 'array', queryMode: 'extended', types: asText };
  // By callback: an answer that pg's own promise gave stays reachable through the next one's, so those of a long series are
  // not collected when they are young; a million rows took 60 MiB more and twice the time.
  return new Promise((resolve, reject) => {
    const callback = (error: Error | null, result: Texts) => (error ? reject(error) : resolve(result));
    (db as { query(config: QueryArrayConfig, callback: (error: Error | null, result: Texts) => void): void }).query(
      config as QueryArrayConfig,
      callback,
    );
  });
}
