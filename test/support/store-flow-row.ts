import type { Db } from '../../sql/query.ts';
import type { FlowRows } from './flow-rows.ts';

type Table = keyof FlowRows;

/** What a table asks for and no KPI of flows or contributors reads. */
const madeUp: Record<Table, Record<string, unknown>> = {
  account: { answered_at: '2025-01-01' },
  bot_rule: {},
  issue: {
    state: 'open',
    title: 'Issue',
    label_ids: [],
    label_names: [],
    assignee_ids: [],
    is_locked: false,
    comments: 0,
    updated_at: '2025-01-01',
    is_cleaned: false,
  },
  pull_request: {
    state: 'open',
    title: 'Pull request',
    requested_reviewer_ids: [],
    requested_teams: [],
    updated_at: '2025-01-01',
    is_cleaned: false,
  },
  comment: { updated_at: '2025-01-01', is_cleaned: false },
  review: { state: 'COMMENTED', is_cleaned: false },
  review_comment: { updated_at: '2025-01-01', is_cleaned: false },
  issue_event: {},
  commit: { parent_shas: [], is_cleaned: false },
};

const keys: Record<Table, string> = {
  account: 'account_id',
  bot_rule: 'pattern',
  issue: 'issue_id',
  pull_request: 'pull_request_id',
  comment: 'comment_id',
  review: 'review_id',
  review_comment: 'review_comment_id',
  issue_event: 'event_id',
  commit: 'sha',
};

/** Stores or replaces rows of a table, as a page of a list would; what is read by no KPI is made up. */
export async function storeFlowRows<T extends Table>(
  db: Db,
  repositoryId: number | string,
  table: T,
  rows: FlowRows[T],
): Promise<void> {
  if (rows.length === 0) return;
  const schema = table === 'bot_rule' ? 'kpi' : 'github';
  const isOfRepository = table !== 'account' && table !== 'bot_rule';
  const own = isOfRepository ? { repository_id: repositoryId } : {};
  const full = rows.map((row) => ({ ...madeUp[table], ...own, ...row }));
  const columns = Object.keys(full[0]!);
  const key = [isOfRepository ? 'repository_id' : null, table === 'bot_rule' ? 'match' : null, keys[table]].filter(
    Boolean,
  );
  await db.query(
    `insert into ${schema}.${table} (${columns.join(', ')})
     select ${columns.join(', ')} from jsonb_populate_recordset(null::${schema}.${table}, $1)
     on conflict (${key.join(', ')}) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [JSON.stringify(full)],
  );
}
