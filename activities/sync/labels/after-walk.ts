import type { PoolClient } from 'pg';
import type { ListSlice } from '../slice/list-slice.ts';
import { wantLabelHistory, wantUnderivedLabels } from './keep-label-history.ts';
import { refreshLabelHistory } from './refresh-label-history.ts';

/** What a finished walk means for the history of labels. */
export interface LabelHook {
  /** In the walk's own transaction. @param changed rows that the whole walk has changed */
  within(db: PoolClient, changed: number): Promise<void>;
  /** When that is committed. */
  behind(): Promise<void>;
}

/** The hook of the label history behind a walk; it does nothing for resources that say nothing of labels. */
export function afterWalk(slice: ListSlice, walk: { startedAt: string; isPass: boolean }): LabelHook {
  const { labelHistory } = slice.list;
  return {
    async within(db, changed) {
      if (labelHistory !== 'events') return;
      const version = `events of ${walk.startedAt}`;
      if (changed > 0 || walk.isPass) await wantLabelHistory(db, slice, version);
      else await wantUnderivedLabels(db, slice, version);
    },
    async behind() {
      // Events bear the labels' names of their day: a renamed or deleted label changes what they mean.
      if (labelHistory === 'names') await refreshLabelHistory(slice.deps.db, slice.subject.id);
    },
  };
}
