import type { Db } from '../../sql/query.ts';
import type { truth } from '../simulator/truth.ts';

type Json = Record<string, unknown>;

const instant = (at: unknown) => (typeof at === 'string' ? new Date(at).toISOString() : null);
const idOf = (account: unknown) => (account as { id: number } | null | undefined)?.id ?? null;
const idsOf = (accounts: unknown) => (accounts as { id: number }[]).map(({ id }) => id);
const textOf = (object: unknown, member: string) => (object as Record<string, string> | undefined)?.[member] ?? null;

const dates = (row: Json) => ({ created_at: instant(row.created_at), updated_at: instant(row.updated_at) });
const said = (row: Json) => ({
  author_id: idOf(row.user),
  author_association: row.author_association,
  body: row.body ?? null,
  is_cleaned: false,
});

/** Rows as the API shows them, with the number that they hang on, in the shape of our typed rows; by table. */
const expected: Record<string, (row: Json) => Json> = {
  pull_request: (row) => ({
    pull_request_id: row.id,
    number: row.number,
    state: row.state,
    title: row.title,
    author_id: idOf(row.user),
    author_association: row.author_association,
    is_draft: row.draft,
    base_ref: textOf(row.base, 'ref'),
    base_sha: textOf(row.base, 'sha'),
    head_ref: textOf(row.head, 'ref'),
    head_sha: textOf(row.head, 'sha'),
    head_repository_id: idOf((row.head as Json).repo),
    requested_reviewer_ids: idsOf(row.requested_reviewers),
    requested_teams: (row.requested_teams as { slug: string }[]).map(({ slug }) => slug),
    ...dates(row),
    closed_at: instant(row.closed_at),
    merged_at: instant(row.merged_at),
    is_cleaned: false,
  }),
  comment: (row) => ({ comment_id: row.id, number: row.number, ...said(row), ...dates(row) }),
  review_comment: (row) => ({
    review_comment_id: row.id,
    number: row.number,
    review_id: row.pull_request_review_id,
    in_reply_to_id: row.in_reply_to_id ?? null,
    path: row.path,
    line: row.line ?? null,
    commit_sha: row.commit_id,
    ...said(row),
    ...dates(row),
  }),
  review: (row) => ({
    review_id: row.id,
    number: row.number,
    state: row.state,
    commit_sha: row.commit_id,
    submitted_at: instant(row.submitted_at),
    ...said(row),
  }),
  issue_event: (row) => ({
    event_id: row.id,
    number: row.number,
    event: row.event,
    actor_id: idOf(row.actor),
    label_name: textOf(row.label, 'name'),
    assignee_id: idOf(row.assignee),
    milestone_title: textOf(row.milestone, 'title'),
    renamed_from: textOf(row.rename, 'from'),
    renamed_to: textOf(row.rename, 'to'),
    requested_reviewer_id: idOf(row.requested_reviewer),
    commit_sha: row.commit_id,
    state_reason: row.state_reason ?? null,
    created_at: instant(row.created_at),
    // REST tells names alone.
    label_id: null,
  }),
};

/** The tables of pull requests and of all that is said and done about items, with their keys and their place in the truth. */
const conversationTables = [
  { table: 'pull_request', key: 'pull_request_id', of: 'pulls' },
  { table: 'comment', key: 'comment_id', of: 'comments' },
  { table: 'review_comment', key: 'review_comment_id', of: 'reviewComments' },
  { table: 'review', key: 'review_id', of: 'reviews' },
  { table: 'issue_event', key: 'event_id', of: 'issueEvents' },
] as const;

/** What the tables should hold, each in the order of its ids. */
export function expectedConversation(truths: ReturnType<typeof truth>): Record<string, Json[]> {
  const tables = conversationTables.map(({ table, key, of }) => {
    const rows = (truths[of] as Json[]).map((row) => expected[table]!(row));
    return [table, rows.sort((one, other) => (one[key] as number) - (other[key] as number))];
  });
  return Object.fromEntries(tables) as Record<string, Json[]>;
}

/** The rows of a repository that are not marked as gone, in the order of their ids, times in ISO. */
export async function storedConversation(db: Db, repositoryId: number): Promise<Record<string, Json[]>> {
  const tables: Record<string, Json[]> = {};
  for (const { table, key } of conversationTables) {
    const { rows } = await db.query<Json>(
      `select * from github.${table} where repository_id = $1 and deleted_at is null order by ${key}`,
      [repositoryId],
    );
    tables[table] = rows.map(plain);
  }
  return tables;
}

function plain({ repository_id: _repository, deleted_at: _deleted, ...row }: Json): Json {
  const ids = row.requested_reviewer_ids as unknown[] | undefined;
  const changed = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return { ...Object.fromEntries(changed), ...(ids && { requested_reviewer_ids: ids.map(Number) }) } as Json;
}

/** Where each row version of the tables lies: equal as long as no row is written. */
export async function rowVersions(db: Db): Promise<string[]> {
  const versions: string[] = [];
  for (const table of ['account', 'issue', ...conversationTables.map(({ table }) => table)]) {
    const { rows } = await db.query<{ version: string }>(
      `select concat_ws(' ', '${table}', ctid, xmin) as version from github.${table} order by ctid`,
    );
    versions.push(...rows.map(({ version }) => version));
  }
  return versions;
}
