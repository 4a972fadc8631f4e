import type { State } from '../../../workflows/contract.ts';
import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import type { Limited } from '../../github/ask.ts';
import type { ListSlice } from '../slice/list-slice.ts';

/** A single thing to ask for. */
export interface Item {
  item: string;
  /** What it is asked for; a newer version that comes up meanwhile stays due. */
  version: string;
}

/** How one thing was answered; a limit or a refusal of the whole resource ends the slice. */
export type ItemEnd =
  | { kind: 'read'; changed: number }
  | { kind: 'limited'; limit: Limited }
  | { kind: 'refused'; state: State; reason: string };

/** Notes in the transaction of its rows that one thing was asked for. */
export async function finishItem(
  { key, takeRequests }: ListSlice,
  db: Db,
  { item, version }: Item,
  counts: { inserted: number; deleted: number; pages: number },
): Promise<void> {
  await runSql(db, 'sync/finish_item', {
    ...key,
    item,
    version,
    ...counts,
    requests: takeRequests(),
  });
}
