import type { ClientBase } from 'pg';
import { runSql } from './query.ts';

const header = `-- The schema as the migrations make it: for reading and for comparing, made from the catalogue by "npm run schema:dump".
-- Never edited by hand and never run by the product; a change is a new file in migrations/.
`;

/**
 * The statements that make our schemas, in a fixed order: the text of `schema.sql`.
 *
 * @param db one connection, as the schemas' owner; its search_path is put back
 */
export async function describeSchema(db: ClientBase): Promise<string> {
  await db.query('begin read only');
  try {
    await db.query(`set local search_path to ''`);
    const rows = await runSql<{ section: number; statement: string }>(db, 'schema/describe');
    const blocks = rows.map(({ section, statement }, place) => {
      const isFirst = place === 0 || rows[place - 1]?.section !== section;
      // One-line statements of a kind stand together.
      const gap = isFirst || statement.includes('\n') ? '\n' : '';
      return `${gap}${statement};\n`;
    });
    return header + blocks.join('');
  } finally {
    await db.query('rollback');
  }
}
