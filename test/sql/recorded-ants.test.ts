import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { createTestDatabase } from '../support/global.ts';
import { readCsvArchive, type CsvRow } from '../support/read-csv-archive.ts';
import { withData } from '../support/shared-data.ts';
import { stagePage } from '../support/stage-page.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const repositoryId = 134018330;
const archive = 'ants/devlake_github_e2e.tar.gz';
const folder = 'backend/plugins/github/e2e/';

/** Recorded tables of answers, with the statement that takes them and where they name accounts. */
const recorded = [
  { raw: 'issues', stage: 'issues', accounts: ['$[*].user', '$[*].assignees[*]'] },
  { raw: 'pull_requests', stage: 'pull_requests', accounts: ['$[*].user', '$[*].assignees[*]'] },
  { raw: 'comments', stage: 'comments', accounts: ['$[*].user'] },
  { raw: 'pull_request_review_comments', stage: 'review_comments', accounts: ['$[*].user'] },
  { raw: 'pull_request_reviews', stage: 'reviews', accounts: ['$[*].user'] },
  { raw: 'events', stage: 'issue_events', accounts: ['$[*].actor', '$[*].assignee'] },
  { raw: 'pull_request_commits', stage: 'commits', accounts: ['$[*].author', '$[*].committer'] },
];

/** The peer's texts: as they are, or quoted as JSON. */
const said = (text: string) => (text.startsWith('"') ? (JSON.parse(text) as string) : text);
const instant = (text: string) => (text === '' ? null : new Date(text));
/** The peer writes 0 where there is nobody. */
const id = (text: string) => (text === '0' ? null : Number(text));
const sortedBy = <T extends Record<string, unknown>>(key: string, rows: T[]) =>
  rows.sort((one, other) => (String(one[key]) < String(other[key]) ? -1 : 1));

describe('the recorded answers of panjf2000/ants', () => {
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
  });
  after(async () => {
    await db.end();
    await database.drop();
  });

  /** The recorded tables, and what their staging wrote; staged by the test that comes first. */
  let staged: Promise<{ table: (name: string) => CsvRow[]; changes: Record<string, unknown> }> | undefined;
  async function stageOnce(file: string) {
    const table = await readCsvArchive(file, folder);
    return { table, changes: await stageAll(table) };
  }
  const ants = (file: string) => (staged ??= stageOnce(file));

  /** Stages each answered address as one page; rows that two readings brought stand in it twice. */
  async function stageAll(table: (name: string) => CsvRow[]): Promise<Record<string, unknown>> {
    const changes: Record<string, unknown> = {};
    for (const { raw, stage, accounts } of recorded) {
      const total = { inserted: 0, updated: 0 };
      for (const [url, rows] of Object.entries(byUrl(table(`raw_tables/_raw_github_api_${raw}`)))) {
        const body = `[${rows.map(({ data }) => data).join()}]`;
        const answeredAt = '2022-07-13T00:00:00Z';
        await runSql(db, 'stage/accounts', { body, answered_at: answeredAt, paths: accounts });
        const { inserted, updated } = await stagePage(db, stage, { repositoryId, body, answeredAt, url });
        total.inserted += inserted;
        total.updated += updated;
      }
      changes[stage] = total;
    }
    return changes;
  }

  const query = async (sql: string) => (await db.query<Record<string, unknown>>(sql)).rows;

  withData(archive)('are staged without doubles, and once more without a change', async (file) => {
    const { table, changes } = await ants(file);
    const distinct = Object.fromEntries(
      recorded.map(({ raw, stage }) => {
        const rows = table(`raw_tables/_raw_github_api_${raw}`);
        const ids = rows.map(({ data }) => JSON.parse(data!) as { id?: number; sha?: string });
        const inserted = new Set(ids.map((row) => row.id ?? row.sha)).size;
        assert.ok(stage === 'review_comments' || inserted < rows.length, stage);
        return [stage, { inserted, updated: 0 }];
      }),
    );
    assert.deepEqual(changes, distinct);
    const nothing = recorded.map(({ stage }) => [stage, { inserted: 0, updated: 0 }]);
    assert.deepEqual(await stageAll(table), Object.fromEntries(nothing));
  });

  withData(archive)('give the issues that a peer made of them', async (file) => {
    const { table } = await ants(file);
    const found = await query(
      `select issue_id, number, state, title, body, author_id, author.login, coalesce(assignee_ids[1], 0)::int as assignee,
        milestone_id, issue.created_at, issue.updated_at, closed_at,
        floor(extract(epoch from closed_at - issue.created_at) / 60)::int as minutes
      from github.issue left join github.account as author on author.account_id = author_id
      where not is_pull_request order by issue_id::text collate "C"`,
    );
    const peer = table('snapshot_tables/_tool_github_issues').map((row) => ({
      issue_id: Number(row.github_id),
      number: Number(row.number),
      state: row.state,
      title: row.title,
      body: said(row.body!),
      author_id: id(row.author_id!),
      login: row.author_name,
      assignee: Number(row.assignee_id),
      milestone_id: id(row.milestone_id!),
      created_at: instant(row.github_created_at!),
      updated_at: instant(row.github_updated_at!),
      closed_at: instant(row.closed_at!),
      minutes: row.lead_time_minutes === '' ? null : Number(row.lead_time_minutes),
    }));
    assert.deepEqual(found, sortedBy('issue_id', peer));
    const labels = await query(
      `select issue_id || ' ' || unnest(label_names) as label from github.issue where not is_pull_request`,
    );
    const theirs = table('snapshot_tables/_tool_github_issue_labels');
    assert.deepEqual(
      labels.map(({ label }) => label).sort(),
      theirs.map((row) => `${row.issue_id} ${row.label_name}`).sort(),
    );
  });

  withData(archive)('give the pull requests that a peer made of them', async (file) => {
    const { table } = await ants(file);
    const found = await query(
      `select pull_request_id, number, state, title, author_id, author.login, is_draft, base_ref, base_sha, head_ref,
        head_sha, head_repository_id, created_at, updated_at, closed_at, merged_at,
        case when merged_at is not null then 'MERGED' when state = 'closed' then 'CLOSED' else 'OPEN' end as status
      from github.pull_request left join github.account as author on author.account_id = author_id
      order by pull_request_id::text collate "C"`,
    );
    const status = new Map(
      table('snapshot_tables/pull_requests').map((row) => [row.id!.split(':').at(-1), row.status]),
    );
    const peer = table('snapshot_tables/_tool_github_pull_requests').map((row) => ({
      pull_request_id: Number(row.github_id),
      number: Number(row.number),
      state: row.state,
      title: row.title,
      author_id: id(row.author_id!),
      login: row.author_name,
      is_draft: row.is_draft === '1',
      base_ref: row.base_ref,
      base_sha: row.base_commit_sha,
      head_ref: row.head_ref,
      head_sha: row.head_commit_sha,
      head_repository_id: id(row.head_repo_id!),
      created_at: instant(row.github_created_at!),
      updated_at: instant(row.github_updated_at!),
      closed_at: instant(row.closed_at!),
      merged_at: instant(row.merged_at!),
      status: status.get(row.github_id),
    }));
    assert.deepEqual(found, sortedBy('pull_request_id', peer));
  });

  withData(archive)('give the comments that a peer made of them, each on the item that it hangs on', async (file) => {
    const { table } = await ants(file);
    const found = await query(
      `select comment_id, coalesce(pull_request_id, issue_id) as item_id, comment.body, comment.author_id, author.login,
        comment.created_at, comment.updated_at
      from github.comment
      left join github.pull_request using (repository_id, number)
      left join github.issue using (repository_id, number)
      left join github.account as author on author.account_id = comment.author_id
      order by comment_id::text collate "C"`,
    );
    const row = (comment: CsvRow) => ({
      comment_id: Number(comment.github_id),
      item_id: Number(comment.issue_id ?? comment.pull_request_id),
      body: said(comment.body!),
      author_id: id(comment.author_user_id!),
      login: comment.author_username,
      created_at: instant(comment.github_created_at!),
      updated_at: instant(comment.github_updated_at!),
    });
    const onPulls = table('snapshot_tables/_tool_github_pull_request_comments');
    const peer = [
      ...table('snapshot_tables/_tool_github_issue_comments').map(row),
      ...onPulls.filter(({ type }) => type === 'NORMAL').map(row),
    ];
    assert.deepEqual(found, sortedBy('comment_id', peer));

    const foundOnLines = await query(
      `select review_comment_id as comment_id, pull_request_id as item_id, body, review_comment.author_id, author.login,
        review_comment.created_at, review_comment.updated_at, commit_sha, review_id
      from github.review_comment
      left join github.pull_request using (repository_id, number)
      left join github.account as author on author.account_id = review_comment.author_id
      order by review_comment_id::text collate "C"`,
    );
    const onLines = onPulls
      .filter(({ type }) => type === 'DIFF')
      .map((comment) => ({ ...row(comment), commit_sha: comment.commit_sha, review_id: id(comment.review_id!) }));
    assert.deepEqual(foundOnLines, sortedBy('comment_id', onLines));
  });

  withData(archive)('give the reviews, events and accounts that a peer made of them', async (file) => {
    const { table } = await ants(file);
    const reviews = await query(
      `select review_id, pull_request_id, review.state, body, review.author_id, author.login, commit_sha, submitted_at
      from github.review
      left join github.pull_request using (repository_id, number)
      left join github.account as author on author.account_id = review.author_id
      order by review_id::text collate "C"`,
    );
    const theirReviews = table('snapshot_tables/_tool_github_pull_request_reviews').map((row) => ({
      review_id: Number(row.github_id),
      pull_request_id: Number(row.pull_request_id),
      state: row.state,
      body: said(row.body!),
      author_id: id(row.author_user_id!),
      login: row.author_username,
      commit_sha: row.commit_sha,
      submitted_at: instant(row.github_submit_at!),
    }));
    assert.deepEqual(reviews, sortedBy('review_id', theirReviews));

    const events = await query(
      `select event_id, event, login, created_at
      from github.issue_event left join github.account on account_id = actor_id order by event_id::text collate "C"`,
    );
    const theirEvents = table('snapshot_tables/_tool_github_issue_events').map((row) => ({
      event_id: Number(row.github_id),
      event: row.type,
      login: row.author_username,
      created_at: instant(row.github_created_at!),
    }));
    assert.deepEqual(events, sortedBy('event_id', theirEvents));

    const accounts = new Map(
      (await query('select account_id, login, account_type from github.account')).map((row) => [row.account_id, row]),
    );
    for (const kind of ['issue', 'pr', 'comment', 'review', 'event'])
      for (const row of table(`snapshot_tables/_tool_github_accounts_in_${kind}`))
        assert.equal(accounts.get(Number(row.account_id))?.login, row.login, kind);
    for (const row of table('snapshot_tables/_tool_github_account'))
      assert.equal(accounts.get(Number(row.id))?.account_type ?? row.type, row.type);
  });

  withData(archive)('give the commits that a peer made of them', async (file) => {
    const { table } = await ants(file);
    const found = await query(
      `select sha, authored_at, committed_at, subject from github.commit order by sha collate "C"`,
    );
    const peer = table('snapshot_tables/_tool_github_commits').map((row) => ({
      sha: row.sha!,
      authored_at: instant(row.authored_date!),
      committed_at: instant(row.committed_date!),
      subject: said(row.message!).split('\n')[0],
    }));
    assert.deepEqual(found, sortedBy('sha', peer));
    // The peer names nobody; GitHub names an account, or there is an address.
    const nobody = await query(
      'select sha from github.commit where (author_id is null) = (author_email_sha256 is null) order by sha',
    );
    assert.deepEqual(nobody, []);
  });
});

function byUrl(rows: CsvRow[]): Record<string, CsvRow[]> {
  const pages: Record<string, CsvRow[]> = {};
  for (const row of rows) (pages[row.url!] ??= []).push(row);
  return pages;
}
