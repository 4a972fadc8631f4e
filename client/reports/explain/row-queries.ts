import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../sql/rows/', import.meta.url));

/** A number of a view, and the statement of `sql/rows/VIEW/` whose rows it counts. */
export interface RowQuery {
  figure: string;
  /** Path below `sql/` without the ending; takes `:repository`, `:month`, `:begins` and `:ends`. */
  file: string;
}

/** The numbers of a view whose rows can be shown; a new one needs no more than its file. */
export function rowQueries(view: string): RowQuery[] {
  if (!existsSync(`${folder}${view}`)) return [];
  return readdirSync(`${folder}${view}`)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({ figure: file.slice(0, -'.sql'.length), file: `rows/${view}/${file.slice(0, -'.sql'.length)}` }));
}
