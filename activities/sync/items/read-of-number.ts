import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import { TransportError } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import { finishItem } from '../queue/finish-item.ts';
import type { Item, ItemEnd } from '../queue/finish-item.ts';
import { belowSubject } from '../../resource.ts';
import { stageLabelPeriods } from '../../store/stage-label-periods.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import { readListPage } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { storePage } from '../../store/store-page.ts';

const gone = ['missing', 'gone', 'disabled'];

/**
 * Reads all rows of one issue or pull request; those that GitHub does not show any more are marked with the last page.
 *
 * @param item `{what}/{number}`
 */
export async function readOfNumber(slice: ListSlice, item: Item): Promise<ItemEnd> {
  const { list, deps, subject } = slice;
  const number = item.item.slice(item.item.indexOf('/') + 1);
  if (!list.ofNumberPath) throw new Error(`${slice.key.resource} cannot be asked for by number.`);
  const seen: string[] = [];
  let url = belowSubject(slice.urls, list.ofNumberPath(number));
  let changed = 0;
  for (let pages = 1; ; pages += 1) {
    const reply = await slice.ask({ url, priority: slice.isFirstLoad ? 'load' : 'cycle' });
    if (isLimited(reply)) return { kind: 'limited', limit: reply };
    const { verdict } = reply;
    const isGone = verdict.kind === 'moved' || (verdict.kind === 'refused' && gone.includes(verdict.state));
    if (isGone) {
      // The issue itself is gone: that is for the issue list to tell, with all that hangs on it.
      await inTransaction(deps.db, (db) => finishItem(slice, db, item, { inserted: 0, deleted: 0, pages }));
      return { kind: 'read', changed };
    }
    if (verdict.kind === 'refused') return { kind: 'refused', state: verdict.state, reason: verdict.reason };
    const page = readListPage(slice, reply);
    seen.push(...page.ids);
    const answeredAt = new Date(reply.answer.date).toISOString();
    changed += await storePage(slice.target, { stage: list.stage, page }, async (db, { inserted, updated }) => {
      if (page.next !== null) return inserted + updated;
      const deleted = await markAbsent(db, slice, { number, seen, answeredAt });
      if (deleted > 0 && list.stage.tellsLabels) await stageLabelPeriods(db, subject.id, [number]);
      await finishItem(slice, db, item, { inserted, deleted, pages });
      return inserted + updated + deleted;
    });
    if (page.next === null) return { kind: 'read', changed };
    if (pages > 1000) throw new TransportError(`GitHub never ends the pages of ${url}.`);
    url = page.next;
  }
}

async function markAbsent(
  db: Db,
  { key, list }: ListSlice,
  { number, seen, answeredAt }: { number: string; seen: string[]; answeredAt: string },
): Promise<number> {
  const [row] = await runSql<{ deleted: number }>(
    db,
    'absent/mark_of_number',
    { subject_id: key.subject_id, number, seen, answered_at: answeredAt },
    namesOfTable(list),
  );
  return row?.deleted ?? 0;
}
