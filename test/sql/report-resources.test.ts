import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createKpiActivities } from '../../activities/kpis/create-kpi-activities.ts';
import type { ReportFilter } from '../../client/reports/report-statement.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { queryReport } from '../support/query-report.ts';
import { storeIssue } from '../support/store-issue.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

type Row = Record<string, unknown>;

describe('Report views of resources', () => {
  let database: TestDatabase;
  let db: Pool;
  let reader: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    reader = createDb(database.readerUrl, { size: 2 });
    await storeRepository(db, 7, 'acme/rocket');
    await storeRepository(db, 8, 'other/rocket');
    await db.query(
      `insert into github.account values
         (1, 'ann', 'User', false, '2026-01-01'), (2, 'bob', 'User', false, '2026-01-01'),
         (3, 'robot[bot]', 'Bot', true, '2026-01-01')`,
    );
    await db.query(`insert into sync.origin (api_url) values ('https://api.github.com')`);
  });
  after(async () => {
    await Promise.all([db.end(), reader.end()]);
    await database.drop();
  });

  async function read(view: string, filter: ReportFilter = {}) {
    const rows = await queryReport<Row>(reader, view, filter);
    return rows.map(({ repository_id: _id, owner: _owner, name: _name, ...row }) => plain(row));
  }
  const plain = (row: Row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
    );

  it('repository_daily fills the days between, up to the last one that GitHub has answered on', async () => {
    await db.query(
      `insert into github.repository_daily values
         (7, '2026-02-27', 10, 1, 2, 3, 400, '2026-02-27 10:00Z'),
         (7, '2026-03-02', 11, 1, 2, 3, 401, '2026-03-02 10:00Z'),
         (8, '2026-03-01', 5, null, null, 0, 1, '2026-03-01 10:00Z')`,
    );
    await storeResource(db, 7, 'repository', '2026-03-03 23:59:59Z');
    await storeResource(db, 7, 'issues', '2026-03-20 00:00Z');
    const days = async (filter = {}) =>
      (await read('repository_daily', filter)).map(({ repository, day, stars, size }) =>
        [repository, day, stars, size].join(' '),
      );
    assert.deepEqual(await days(), [
      'acme/rocket 2026-02-27 10 400',
      'acme/rocket 2026-02-28 10 400',
      'acme/rocket 2026-03-01 10 400',
      'acme/rocket 2026-03-02 11 401',
      'acme/rocket 2026-03-03 11 401',
      'other/rocket 2026-03-01 5 1',
    ]);
    assert.deepEqual(await days({ repository: 'Acme/Rocket', from: '2026-02-28', to: '2026-03-01' }), [
      'acme/rocket 2026-02-28 10 400',
    ]);
    const [row] = await read('repository_daily');
    assert.deepEqual(Object.keys(row!), ['repository', 'day', 'stars', 'forks', 'subscribers', 'open_issues', 'size']);
    await reader.query(`set timezone to 'America/New_York'`);
    assert.equal((await days()).length, 6);
  });

  it('issues and label_quality leave out issues that are gone', async () => {
    for (const id of [1, 2, 3])
      await storeIssue(db, { repositoryId: 7, id, labels: ['bug'], createdAt: '2026-03-01T00:00:00Z' });
    await db.query(`update github.issue set deleted_at = '2026-03-02', deletion = 'hidden' where number = 2`);
    assert.deepEqual(
      (await read('issues')).map(({ number }) => number),
      [1, 3],
    );
    const computed = { repositoryId: 7, months: [], all: true, asOf: '2026-03-03', isPast: false };
    await createKpiActivities({ db }).computeRepositoryKpis(computed);
    const quality = await read('label_quality');
    assert.deepEqual([...new Set(quality.map(({ issues }) => issues))], [2]);
  });

  it('pull_requests has names in the place of ids, labels of the list of issues, and nothing that is gone', async () => {
    await storeIssue(db, {
      repositoryId: 7,
      id: 20,
      labels: ['ui', 'bug'],
      createdAt: '2026-03-01T00:00:00Z',
      isPullRequest: true,
    });
    await db.query(`update github.issue set milestone_title = '1.0' where number = 20`);
    await db.query(
      `insert into github.pull_request (
         repository_id, pull_request_id, number, state, title, author_id, is_draft, base_ref, head_ref,
         requested_reviewer_ids, requested_teams, created_at, updated_at, is_cleaned, deleted_at
       ) values
         (7, 120, 20, 'open', 'A', 1, true, 'main', 'a', '{2,99,1}', '{core}', '2026-03-01', '2026-03-02', false, null),
         (7, 121, 21, 'closed', 'B', null, false, 'main', 'b', '{}', '{}', '2026-03-02', '2026-03-02', false, null),
         (7, 122, 22, 'open', 'C', 1, false, 'main', 'c', '{}', '{}', '2026-03-03', '2026-03-02', false, '2026-03-04')`,
    );
    const [first, second, ...more] = await read('pull_requests');
    assert.deepEqual(more, []);
    assert.deepEqual(first, {
      repository: 'acme/rocket',
      pull_request_id: 120,
      number: 20,
      title: 'A',
      state: 'open',
      is_draft: true,
      author: 'ann',
      author_association: null,
      base_ref: 'main',
      head_ref: 'a',
      requested_reviewers: ['bob', 'ann'],
      requested_teams: ['core'],
      labels: ['ui', 'bug'],
      milestone: '1.0',
      created_at: '2026-03-01T00:00:00.000Z',
      updated_at: '2026-03-02T00:00:00.000Z',
      closed_at: null,
      merged_at: null,
      author_id: 1,
      is_bot: false,
      html_url: 'https://github.com/acme/rocket/pull/20',
    });
    assert.deepEqual([second!.author, second!.labels, second!.requested_reviewers], [null, null, []]);
    const [only] = await read('pull_requests', { from: '2026-03-02', to: '2026-03-03' });
    assert.equal(only!.number, 21);
  });

  it('catalogues show what is there and what was', async () => {
    await db.query(
      `insert into github.label values
         (7, 1, 'defect', 'ff0000', null, true, null), (7, 2, 'gone', null, null, false, '2026-03-01')`,
    );
    await db.query(
      `insert into github.label_former_name values (7, 1, 'bug', '2026-02-01'), (7, 9, 'lost', '2026-02-02')`,
    );
    await db.query(
      `insert into github.milestone values
         (7, 1, 1, '1.0', null, 'open', 1, 2, 3, '2026-01-01', '2026-01-02', null, null, null),
         (7, 2, 2, '2.0', null, 'open', null, 0, 0, '2026-02-01', '2026-02-02', null, null, '2026-03-01')`,
    );
    await db.query(
      `insert into github.release values
         (7, 1, 'v1', 'One', 'text', 1, false, false, '2026-01-01', '2026-01-05', false, null),
         (7, 2, 'v2', null, null, null, true, true, '2026-01-04', null, false, '2026-03-01')`,
    );
    await db.query(
      `insert into github.fork values
         (7, 70, 2, 'bob/rocket', '2026-01-01', '2026-01-02', 4, false, null),
         (7, 71, 99, 'eve/rocket', '2026-01-03', null, null, true, '2026-03-01')`,
    );
    const labels = await read('labels');
    assert.deepEqual(
      labels.map(({ label, deleted_at }) => [label, deleted_at]),
      [
        ['defect', null],
        ['gone', '2026-03-01T00:00:00.000Z'],
      ],
    );
    const former = await read('label_former_names');
    assert.deepEqual(
      former.map(({ label_id, former_name, label }) => [label_id, former_name, label]),
      [
        [1, 'bug', 'defect'],
        [9, 'lost', null],
      ],
    );
    const milestones = await read('milestones');
    assert.deepEqual(
      milestones.map(({ title, creator, deleted_at }) => [title, creator, deleted_at]),
      [
        ['1.0', 'ann', null],
        ['2.0', null, '2026-03-01T00:00:00.000Z'],
      ],
    );
    const releases = await read('releases');
    assert.deepEqual(
      releases.map(({ tag_name, title, author }) => [tag_name, title, author]),
      [
        ['v2', null, null],
        ['v1', 'One', 'ann'],
      ],
    );
    assert.ok(releases.every((release) => !('body' in release)));
    const published = await read('releases', { from: '2026-01-05', to: '2026-01-06' });
    assert.deepEqual(
      published.map(({ tag_name }) => tag_name),
      ['v1'],
    );
    const forks = await read('forks');
    assert.deepEqual(
      forks.map(({ fork, fork_owner, stars }) => [fork, fork_owner, stars]),
      [
        ['bob/rocket', 'bob', 4],
        ['eve/rocket', null, null],
      ],
    );
  });

  it('commits name accounts or hashes, and when a commit has left the branch', async () => {
    await db.query(
      `insert into github.commit values
         (7, 'b', 1, null, 1, 'One', false, '{}', '2026-03-01', '2026-03-02', false, null),
         (7, 'a', null, 'abc', null, 'Two', true, '{b,c}', '2026-03-02', '2026-03-02', false, '2026-03-05'),
         (7, 'c', null, null, null, null, false, '{}', null, null, false, null)`,
    );
    assert.deepEqual((await read('commits', { to: '2026-03-03' }))[1], {
      repository: 'acme/rocket',
      sha: 'a',
      author: null,
      author_email_sha256: 'abc',
      is_merge: true,
      subject: 'Two',
      authored_at: '2026-03-02T00:00:00.000Z',
      committed_at: '2026-03-02T00:00:00.000Z',
      left_branch_at: '2026-03-05T00:00:00.000Z',
      author_id: null,
      is_bot: null,
      html_url: 'https://github.com/acme/rocket/commit/a',
    });
    assert.deepEqual(
      (await read('commits')).map(({ sha, author }) => [sha, author]),
      [
        ['b', 'ann'],
        ['a', null],
        ['c', null],
      ],
    );
  });

  it('star_weeks, transfers and gaps are told by repository', async () => {
    await db.query(`insert into github.star_week values (7, '2026-03-01', 3, '{1,2,0,0,0,0,0}')`);
    await db.query(
      `insert into github.issue_transfer values
         (7, 4, 104, 8, 'other/old-name', 12, 112, '2026-03-02'), (7, 5, null, 99, 'far/away', 1, null, '2026-03-03')`,
    );
    await db.query(`insert into sync.loop (workflow_id, kind, subject_kind, owner, name, subject_id, every, resources, state) values
      ('sync/a/b', 'syncRepository', 'repository', 'a', 'b', 70, '30m', '{issues}', 'loading')`);
    await db.query(`insert into sync.resource (subject_id, resource) values (70, 'commits'), (71, 'commits')`);
    await db.query(`insert into sync.gap (subject_id, resource, gap, reason, found_at) values
      (7, 'issues', 'page 3', 'Not given.', '2026-03-01'), (70, 'commits', 'page 1', 'Odd.', '2026-03-01'),
      (71, 'commits', 'page 2', 'Odd.', '2026-03-01')`);
    assert.deepEqual((await read('star_weeks', { from: '2026-03-01', to: '2026-03-02' })).length, 1);
    const transfers = await read('issue_transfers');
    assert.deepEqual(
      transfers.map(({ number, to_repository, to_number }) => [number, to_repository, to_number]),
      [
        [4, 'other/rocket', 12],
        [5, 'far/away', 1],
      ],
    );
    const gaps = await read('gaps');
    assert.deepEqual(
      gaps.map(({ repository, resource, gap, reason }) => [repository, resource, gap, reason]),
      [
        ['a/b', 'commits', 'page 1', 'Odd.'],
        ['acme/rocket', 'issues', 'page 3', 'Not given.'],
        [null, 'commits', 'page 2', 'Odd.'],
      ],
    );
  });

  it('sync_status has its newer columns at its end, in the order in which they came', async () => {
    await db.query(`update sync.resource set reconciled_at = '2026-03-09' where resource = 'issues'`);
    const { rows, fields } = await reader.query<{ reconciled_at: Date }>(
      `select * from report.sync_status where resource = 'issues' and repository_id = 7`,
    );
    assert.deepEqual(
      fields.slice(-8).map(({ name }) => name),
      [
        ...['reconciled_at', 'subject_id', 'rows_expected', 'items_due', 'items_wanted', 'subject'],
        ...['read_by', 'read_by_reason'],
      ],
    );
    assert.equal(rows[0]!.reconciled_at.toISOString(), '2026-03-09T00:00:00.000Z');
  });

  it('what people did can be asked for row by row, with the account and its page, without any text', async () => {
    await storeIssue(db, { repositoryId: 8, id: 1, labels: [], createdAt: '2026-03-01T00:00:00Z' });
    await storeIssue(db, {
      repositoryId: 8,
      id: 2,
      labels: [],
      createdAt: '2026-03-01T00:00:00Z',
      isPullRequest: true,
    });
    await db.query(
      `insert into github.review (repository_id, review_id, number, author_id, state, body, submitted_at, is_cleaned, deleted_at) values
         (8, 10, 2, 1, 'APPROVED', 'text', '2026-03-02Z', false, null), (8, 11, 2, 3, 'COMMENTED', '', '2026-03-01Z', false, null),
         (8, 12, 2, 2, 'PENDING', '', null, false, null), (8, 13, 2, 2, 'COMMENTED', '', '2026-03-01Z', false, '2026-03-03Z')`,
    );
    await db.query(
      `insert into github.comment
         (repository_id, comment_id, number, author_id, body, created_at, updated_at, is_cleaned, deleted_at) values
         (8, 20, 1, 1, 'text', '2026-03-01Z', '2026-03-01Z', false, null), (8, 21, 2, null, '', '2026-03-02Z', '2026-03-02Z', false, null),
         (8, 22, null, 2, '', '2026-03-03Z', '2026-03-03Z', false, null), (8, 23, 1, 2, '', '2026-03-03Z', '2026-03-03Z', false, '2026-03-04Z')`,
    );
    await db.query(
      `insert into github.review_comment
         (repository_id, review_comment_id, number, review_id, author_id, path, line, created_at, updated_at, is_cleaned) values
         (8, 30, 2, 10, 2, 'a.ts', 4, '2026-03-01Z', '2026-03-01Z', false)`,
    );
    await db.query(
      `insert into github.issue_event (repository_id, event_id, number, event, actor_id, label_name, assignee_id, created_at) values
         (8, 40, 1, 'labeled', 1, 'bug', null, '2026-03-01Z'), (8, 41, 2, 'assigned', 3, null, 2, '2026-03-02Z')`,
    );
    const rowsOf = async (view: string, columns: string[]) =>
      (await read(view, { repository: 'other/rocket' })).map((row) => {
        assert.ok(!('body' in row));
        return columns.map((column) => row[column]).join(' ');
      });
    const page = 'https://github.com/other/rocket';
    assert.deepEqual(await rowsOf('reviews', ['number', 'state', 'author', 'author_id', 'is_bot', 'html_url']), [
      `2 COMMENTED robot[bot] 3 true ${page}/pull/2#pullrequestreview-11`,
      `2 APPROVED ann 1 false ${page}/pull/2#pullrequestreview-10`,
    ]);
    assert.deepEqual(await rowsOf('comments', ['number', 'is_pull_request', 'author', 'is_bot', 'html_url']), [
      `1 false ann false ${page}/issues/1#issuecomment-20`,
      `2 true   ${page}/pull/2#issuecomment-21`,
      '  bob false ',
    ]);
    assert.deepEqual(await rowsOf('review_comments', ['review_id', 'author', 'path', 'line', 'html_url']), [
      `10 bob a.ts 4 ${page}/pull/2#discussion_r30`,
    ]);
    assert.deepEqual(await rowsOf('issue_events', ['number', 'event', 'actor', 'label', 'assignee', 'html_url']), [
      `1 labeled ann bug  ${page}/issues/1#event-40`,
      `2 assigned robot[bot]  bob ${page}/pull/2#event-41`,
    ]);
    const accounts = await queryReport<Row>(reader, 'accounts');
    assert.deepEqual(
      accounts.map(({ login, html_url }) => `${String(login)} ${String(html_url)}`),
      ['ann https://github.com/ann', 'bob https://github.com/bob', 'robot[bot] https://github.com/apps/robot'],
    );
  });

  it('the pages of a GitHub stand where its API says', async () => {
    for (const [apiUrl, page] of [
      ['https://api.github.com', 'https://github.com/ann'],
      ['https://api.acme.ghe.com', 'https://acme.ghe.com/ann'],
      ['https://code.acme.com/api/v3', 'https://code.acme.com/ann'],
      ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/ann'],
    ]) {
      await db.query('update sync.origin set api_url = $1', [apiUrl]);
      const [ann] = await queryReport<Row>(reader, 'accounts');
      assert.equal(ann!.html_url, page);
    }
    await db.query('delete from sync.origin');
    const [ann] = await queryReport<Row>(reader, 'accounts');
    assert.equal(ann!.html_url, null);
  });
});
