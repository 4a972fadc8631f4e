import { runSql } from '../../../sql/query.ts';
import type { ListSlice } from '../slice/list-slice.ts';

/** Those of some numbers of a repository that are pull requests, as far as the list of issues has told. */
export async function pullsAmong(
  { deps, subject }: ListSlice,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const values = { repository_id: subject.id, numbers };
  const rows = await runSql<{ number: string }>(deps.db, 'sync/pulls_among', values);
  return new Set(rows.map(({ number }) => number));
}
