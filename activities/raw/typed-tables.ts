/** A table of `github` whose rows belong to one repository and come from its answers. */
export interface TypedTable {
  table: string;
  /** The column that names a row, and its type, where rows can be marked as deleted. */
  id?: { column: string; type: 'bigint' | 'text' };
  /** Columns of the mark. */
  mark?: string[];
}

function marked(table: string, column: string, type: 'bigint' | 'text' = 'bigint'): TypedTable {
  return { table, id: { column, type }, mark: ['deleted_at'] };
}

/**
 * The tables that `rebuild` makes anew. `github.repository` and `github.account` are only brought up to date;
 * `github.issue_transfer` is in no list of GitHub's, and `github.label_alias` keeps what earlier labels let conclude.
 */
export const typedTables: readonly TypedTable[] = [
  { ...marked('issue', 'issue_id'), mark: ['deleted_at', 'deletion'] },
  marked('pull_request', 'pull_request_id'),
  marked('comment', 'comment_id'),
  marked('review_comment', 'review_comment_id'),
  marked('review', 'review_id'),
  marked('issue_event', 'event_id'),
  { table: 'issue_label_period' },
  { table: 'issue_label_carry' },
  marked('label', 'label_id'),
  { table: 'label_former_name' },
  marked('milestone', 'milestone_id'),
  marked('release', 'release_id'),
  marked('fork', 'fork_id'),
  marked('commit', 'sha', 'text'),
  { table: 'star_week' },
  { table: 'repository_daily' },
  { table: 'contributor_stats' },
];
