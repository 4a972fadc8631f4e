import type { Db } from '../../sql/query.ts';

/** Months that wait to be computed for a family, marks that nobody has taken yet and due ones, as `{repository} {month}`. */
export async function waitingMonths(db: Db, family: string): Promise<string[]> {
  const { rows } = await db.query<{ line: string }>(
    `select repository_id || ' ' || month as line from kpi.due_month where family = $1
     union
     select subject_id || ' ' || month from sync.mark join kpi.follows using (source) where family = $1
     order by 1`,
    [family],
  );
  return rows.map(({ line }) => line);
}
