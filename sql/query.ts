import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { ClientBase, Pool, QueryResultRow } from 'pg';

/** A pool, or one connection inside a transaction. */
export type Db = Pool | ClientBase;

interface Statement {
  name: string;
  text: string;
  parameters: string[];
}

/** Names of tables and columns by the `:"name"` that stands for them, as psql has it; from our own declarations alone. */
export type Identifiers = Readonly<Record<string, string>>;

const statements = new Map<string, Statement>();
const folder = fileURLToPath(new URL('.', import.meta.url));

/** Finds parameters in a statement, and skips what only looks like one: strings, comments, casts (`::text`). */
export const parameterTokens = /'(?:[^']|'')*'|--[^\n]*|::|:"([a-z_]+)"|:([a-z_][a-z0-9_]*)/g;

function load(file: string, identifiers: Identifiers): Statement {
  const parameters: string[] = [];
  const read = readFileSync(`${folder}${file}.sql`, 'utf8');
  const text = read.replace(parameterTokens, (token, identifier: string | undefined, name: string | undefined) => {
    if (identifier !== undefined) return nameOf(file, identifier, identifiers);
    if (name === undefined) return token;
    if (!parameters.includes(name)) parameters.push(name);
    return `$${parameters.indexOf(name) + 1}`;
  });
  return { name: preparedName(file, identifiers), text, parameters };
}

function nameOf(file: string, identifier: string, identifiers: Identifiers): string {
  const name = identifiers[identifier];
  if (name === undefined) throw new Error(`sql/${file}.sql: nothing is named for :"${identifier}".`);
  return pg.escapeIdentifier(name);
}

// Postgres cuts names at 63 bytes, and two statements that are cut to the same one would be taken for each other.
function preparedName(file: string, identifiers: Identifiers): string {
  const names = JSON.stringify(identifiers);
  return names === '{}' ? file : `${file} ${createHash('sha256').update(names).digest('hex').slice(0, 12)}`;
}

/**
 * Reads a statement of this folder once, puts names in and numbers its `:named` parameters.
 *
 * @param file path below `sql/` without the ending, such as `stage/issues`
 * @param identifiers tables and columns for the `:"names"` of a statement that serves several
 * @throws Error when a `:"name"` is given nothing
 */
export function statement(file: string, identifiers: Identifiers = {}): Statement {
  const name = preparedName(file, identifiers);
  let found = statements.get(name);
  if (!found) statements.set(name, (found = load(file, identifiers)));
  return found;
}

/**
 * Runs one `.sql` file as a named prepared statement, so that a connection plans it once.
 *
 * @param file path below `sql/` without the ending
 * @param values one value for each `:name` of the file
 * @param identifiers see `statement`
 * @throws Error when a name is missing or unknown; otherwise what Postgres says
 */
export async function runSql<Row extends QueryResultRow>(
  db: Db,
  file: string,
  values: Record<string, unknown> = {},
  identifiers: Identifiers = {},
): Promise<Row[]> {
  const { name, text, parameters } = statement(file, identifiers);
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
