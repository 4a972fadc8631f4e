import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./views/', import.meta.url));

/** Views of a schema may stand on those of the schemas before it, and on those before them in their own. */
const schemas = ['github', 'sync', 'kpi', 'report'];

/** A view as its file has it. */
export interface View {
  /** `schema/view`, as the file lies below `sql/views/`. */
  name: string;
  schema: string;
  view: string;
  sql: string;
  /** SHA-256 of the text, hex. */
  checksum: string;
}

/** Every view of this product, in the order in which they can be made. */
export function readViews(): View[] {
  return schemas.flatMap((schema) =>
    readdirSync(`${folder}${schema}`)
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => {
        const view = file.slice(0, -'.sql'.length);
        const sql = readFileSync(`${folder}${schema}/${file}`, 'utf8');
        return {
          name: `${schema}/${view}`,
          schema,
          view,
          sql,
          checksum: createHash('sha256').update(sql).digest('hex'),
        };
      }),
  );
}
