import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ClientBase, Pool, QueryResultRow } from 'pg';

/** A pool, or one connection inside a transaction. */
export type Db = Pool | ClientBase;

interface Statement {
  name: string;
  text: string;
  parameters: string[];
}

const statements = new Map<string, Statement>();
const folder = fileURLToPath(new URL('.', import.meta.url));

// Skips what only looks like a parameter: strings, comments, casts (`::text`).
const tokens = /'(?:[^']|'')*'|--[^\n]*|::|:([a-z_][a-z0-9_]*)/g;

function load(file: string): Statement {
  const parameters: string[] = [];
  const text = readFileSync(`${folder}${file}.sql`, 'utf8').replace(tokens, (token, name: string | undefined) => {
    if (name === undefined) return token;
    if (!parameters.includes(name)) parameters.push(name);
    return `$${parameters.indexOf(name) + 1}`;
  });
  return { name: file, text, parameters };
}

/**
 * Reads a statement of this folder once and numbers its `:named` parameters.
 *
 * @param file path below `sql/` without the ending, such as `stage/issues`
 */
export function statement(file: string): Statement {
  let found = statements.get(file);
  if (!found) statements.set(file, (found = load(file)));
  return found;
}

/**
 * Runs one `.sql` file as a named prepared statement, so that a connection plans it once.
 *
 * @param file path below `sql/` without the ending
 * @param values one value for each `:name` of the file
 * @throws Error when a name is missing or unknown; otherwise what Postgres says
 */
export async function runSql<Row extends QueryResultRow>(
  db: Db,
  file: string,
  values: Record<string, unknown> = {},
): Promise<Row[]> {
  const { name, text, parameters } = statement(file);
  const missing = parameters.filter((parameter) => !(parameter in values));
  const unknown = Object.keys(values).filter((value) => !parameters.includes(value));
  if (missing.length + unknown.length > 0) {
    throw new Error(
      `sql/${file}.sql: missing ${missing.join(', ') || 'none'}, unknown ${unknown.join(', ') || 'none'}.`,
    );
  }
  const result = await db.query<Row>({ name, text, values: parameters.map((parameter) => values[parameter]) });
  return result.rows;
}
