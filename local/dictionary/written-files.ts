import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { productFolder } from '../../programs.ts';
import type { Db } from '../../sql/query.ts';
import { formatDictionary } from './format-dictionary.ts';
import { formatSources } from './format-sources.ts';
import { promiseColumns } from './promise-columns.ts';
import { readQueries } from './read-queries.ts';
import { readTables } from './read-tables.ts';

/** A file that is made of the comments in the database. */
export interface WrittenFile {
  /** Below the product's folder. */
  path: string;
  text: string;
}

/** As it stands; empty where there is none. */
function readFile(path: string): string {
  const file = join(productFolder, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/**
 * What `npm run dictionary:write` writes: the data dictionary, the sources of the dbt package, and the columns that
 * people may rely on.
 *
 * @param db a connection as the schemas' owner, to a migrated database
 * @throws Error when a promised column is gone
 */
export async function writtenFiles(db: Db): Promise<WrittenFile[]> {
  const tables = await readTables(db);
  const promised = 'sql/promised-columns.txt';
  return [
    { path: 'docs/data-dictionary.md', text: formatDictionary(tables, readQueries()) },
    { path: 'dbt/models/sources/report.yml', text: formatSources(tables) },
    { path: promised, text: promiseColumns(tables, readFile(promised)) },
  ];
}
