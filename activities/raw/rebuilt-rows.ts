import type { ClientBase } from 'pg';
import { subjectColumns } from '../resource.ts';
import { typedTables } from './typed-tables.ts';
import type { RebuiltSubject } from './typed-tables.ts';

/** What a rebuild has made. */
export interface Rebuilt {
  /** owner/name or owner, as GitHub writes it. */
  subject: string;
  /** Answers that were staged, and how many of them not wholly. */
  pages: number;
  refusedPages: number;
  /** False: answers are gone, so rows were corrected and none was deleted. */
  isWhole: boolean;
  /** Rows of the subject that are stored now, marked ones included; tables without any are left out. */
  rows: { table: string; rows: number }[];
}

/** Deletes the rows that a rebuild makes anew. */
export async function deleteRows(db: ClientBase, { kind, id }: RebuiltSubject): Promise<void> {
  for (const { name } of typedTables[kind])
    await db.query(`delete from github.${name} where ${subjectColumns[kind]} = $1`, [id]);
}

/** Counts the rows that a rebuild has made anew, in the order of the tables. */
export async function countStoredRows(db: ClientBase, { kind, id }: RebuiltSubject): Promise<Rebuilt['rows']> {
  const counts: Rebuilt['rows'] = [];
  for (const { name: table } of typedTables[kind]) {
    const { rows } = await db.query<{ rows: number }>(
      `select count(*)::int as rows from github.${table} where ${subjectColumns[kind]} = $1`,
      [id],
    );
    if (rows[0]?.rows) counts.push({ table, rows: rows[0].rows });
  }
  return counts;
}
