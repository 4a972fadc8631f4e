import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { listResources } from '../../activities/list-resources.ts';
import { namesOfTable } from '../../activities/sync/queue/names-of-table.ts';
import { runSql } from '../../sql/query.ts';
import type { Identifiers } from '../../sql/query.ts';
import type { Resource } from '../../workflows/contract.ts';
import { createTestDatabase } from '../support/global.ts';
import { stagePage } from '../support/stage-page.ts';
import type { TestDatabase } from '../support/test-databases.ts';

type Row = Record<string, unknown>;

const api = 'https://api.example/repositories/7';
const created = '2025-12-31T23:30:00Z';
const [monday, tuesday, wednesday] = ['2026-01-05T10:00:00Z', '2026-01-06T10:00:00Z', '2026-01-07T10:00:00Z'];
const times = { created_at: created, updated_at: monday };

const issue = (number: number, more: Row = {}): Row => ({
  id: 1000 + number,
  number,
  state: 'open',
  ...times,
  ...more,
});
const pull = (number: number, more: Row = {}): Row => ({ ...issue(number), id: 2000 + number, ...more });
const comment = (id: number, number = 3, more: Row = {}): Row => {
  return { id, issue_url: `${api}/issues/${number}`, body: 'I see', ...times, ...more };
};
const onPull = (id: number, number = 3, more: Row = {}): Row => {
  return { id, pull_request_url: `${api}/pulls/${number}`, state: 'APPROVED', body: '', ...times, ...more };
};
const event = (id: number, number = 3, more: Row = {}): Row => {
  return { id, issue: { number }, event: 'labeled', label: { name: 'bug' }, created_at: created, ...more };
};

/** What hangs on a number; `made` makes a row of an id and a number. */
const hanging = [
  { resource: 'comments', table: 'comment', key: 'comment_id', made: comment },
  { resource: 'review_comments', table: 'review_comment', key: 'review_comment_id', made: onPull },
  { resource: 'reviews', table: 'review', key: 'review_id', made: onPull },
  { resource: 'issue_events', table: 'issue_event', key: 'event_id', made: event },
];
const tables = ['issue', 'pull_request', ...hanging.map(({ table }) => table)];

describe('rows that GitHub shows no longer', () => {
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
  });
  afterEach(async () => {
    await db.query(`truncate ${tables.map((table) => `github.${table}`).join()}, sync.seen, sync.mark`);
  });
  after(async () => {
    await db.end();
    await database.drop();
  });

  const stage = (name: string, body: Row[], answeredAt = monday, repositoryId = 7) =>
    stagePage(db, name, { repositoryId, body, answeredAt });

  async function mark(file: string, values: Row, names?: Identifiers): Promise<number> {
    const rows = await runSql<{ deleted: number }>(db, `absent/${file}`, values, names);
    assert.equal(rows.length, 1);
    return rows[0]!.deleted;
  }
  const namesOf = (resource: string) => namesOfTable(listResources[resource as Resource]);
  const ofItem = (resource: string, number: string, seen: string[], answeredAt = tuesday) =>
    mark('mark_of_number', { subject_id: 7, number, seen, answered_at: answeredAt }, namesOf(resource));
  const markRow = (resource: string, row: { row_id: string; answered_at: string }) =>
    mark('mark_row', { subject_id: 7, ...row }, namesOf(resource));

  /** Keys of a table's marked rows of repository 7, with the instant of the mark. */
  async function marked(table: string, key: string): Promise<unknown[]> {
    const { rows } = await db.query<{ key: number; deleted_at: Date }>(
      `select ${key} as key, deleted_at from github.${table} where repository_id = 7 and deleted_at is not null order by 1`,
    );
    return rows.map(({ key: id, deleted_at: at }) => [id, at.toISOString().replace('.000Z', 'Z')]);
  }
  const touchedMonths = async () =>
    (
      await db.query<{ subject_id: number; source: string; month: string }>(
        'select distinct subject_id, source, month from sync.mark order by month',
      )
    ).rows;

  for (const { resource, table, key, made } of hanging) {
    it(`${resource} of one number that its list does not show are marked, once`, async () => {
      await stage(resource, [made(1), made(2), made(3), made(4, 9)]);
      await stage(resource, [made(1), made(2)], monday, 8);
      assert.equal(await ofItem(resource, '3', ['2', '77']), 2);
      assert.deepEqual(await marked(table, key), [
        [1, tuesday],
        [3, tuesday],
      ]);
      assert.equal(await ofItem(resource, '3', ['2'], wednesday), 0);
      assert.equal(await ofItem(resource, '3', [], wednesday), 1);
      assert.deepEqual(await marked(table, key), [
        [1, tuesday],
        [2, wednesday],
        [3, tuesday],
      ]);
      const { rows } = await db.query(`select from github.${table} where repository_id = 8 and deleted_at is null`);
      assert.equal(rows.length, 2);
    });

    it(`${resource}: an answer tells nothing of what came after it`, async () => {
      await stage(resource, [made(1, 3, { created_at: wednesday, submitted_at: wednesday })], wednesday);
      assert.equal(await ofItem(resource, '3', []), 0);
      assert.equal(await ofItem(resource, '3', [], wednesday), 1);
    });

    it(`${resource}: a marked row that is shown again comes back and counts as updated`, async () => {
      await stage(resource, [made(1), made(2)]);
      await ofItem(resource, '3', []);
      assert.deepEqual(await stage(resource, [made(1)], wednesday), { inserted: 0, updated: 1 });
      assert.deepEqual(await marked(table, key), [[2, tuesday]]);
      assert.deepEqual(await stage(resource, [made(1)], wednesday), { inserted: 0, updated: 0 });
    });

    it(`${resource}: an answer older than the mark brings nothing back`, async () => {
      await stage(resource, [made(1)]);
      await ofItem(resource, '3', []);
      assert.deepEqual(await stage(resource, [made(1)], monday), { inserted: 0, updated: 0 });
      await stage(resource, [made(1, 3, { body: 'new', updated_at: tuesday, event: 'other' })], monday);
      assert.deepEqual(await marked(table, key), [[1, tuesday]]);
    });
  }

  const lists = [
    ...hanging
      .filter(({ resource }) => resource !== 'reviews')
      .map((list) => ({ ...list, row: (id: number, more?: Row) => list.made(id, 3, more) })),
    { resource: 'issues', table: 'issue', key: 'number', row: issue },
    { resource: 'pull_requests', table: 'pull_request', key: 'number', row: pull },
  ];

  for (const { resource, table, key, row } of lists) {
    const idOf = (id: number) => String(row(id).id);
    const absent = async (since: string | null = null, startedAt = tuesday) => {
      const values = { subject_id: 7, resource, started_at: startedAt, since };
      const rows = await runSql<{ row_id: string }>(db, 'absent/rows', values, namesOf(resource));
      return rows.map(({ row_id: id }) => id);
    };
    const see = (ids: string[], of = resource, repositoryId = 7) =>
      db.query('insert into sync.seen (subject_id, resource, row_id) select $1, $2, unnest($3::text[])', [
        ...[repositoryId, of, ids],
      ]);

    it(`${resource} that a pass did not show are named, in order`, async () => {
      await stage(resource, [row(10), row(9), row(2), row(4)]);
      await stage(resource, [row(5)], monday, 8);
      assert.deepEqual(await absent(), ['2', '4', '9', '10']);
      await see([idOf(4), idOf(9)]);
      await see([idOf(2)], 'other');
      await see([idOf(2)], resource, 8);
      assert.deepEqual(await absent(), ['2', '10']);
    });

    it(`${resource} that came after the pass began, that lie before its bound or that are marked are not named`, async () => {
      const old = { updated_at: '2025-12-01T00:00:00Z', created_at: '2025-12-01T00:00:00Z' };
      await stage(resource, [row(1), row(2, { created_at: tuesday }), row(3, old), row(4)]);
      await db.query(`update github.${table} set deleted_at = $1 where ${key} = 4`, [monday]);
      assert.deepEqual(await absent(), ['1', '3']);
      assert.deepEqual(await absent('2025-12-15T00:00:00Z'), ['1']);
      assert.deepEqual(await absent('2025-12-01T00:00:00Z', wednesday), ['1', '2', '3']);
    });

    if (resource !== 'issues')
      it(`${resource}: one row is marked, once, and comes back when it is shown again`, async () => {
        await stage(resource, [row(1), row(2)]);
        await stage(resource, [row(1)], monday, 8);
        assert.equal(await markRow(resource, { row_id: '1', answered_at: tuesday }), 1);
        assert.equal(await markRow(resource, { row_id: '1', answered_at: wednesday }), 0);
        assert.equal(await markRow(resource, { row_id: '99', answered_at: wednesday }), 0);
        assert.deepEqual(await marked(table, key), [[1, tuesday]]);
        assert.deepEqual(await absent(), ['2']);
        assert.deepEqual(await stage(resource, [row(1), row(2)], wednesday), { inserted: 0, updated: 1 });
        assert.deepEqual(await marked(table, key), []);
      });
  }

  const gone = (number: number, deletion: string, answeredAt = tuesday) =>
    mark('issue_gone', { repository_id: 7, number, deletion, answered_at: answeredAt });
  const reasons = async () =>
    (await db.query('select number, deletion, deleted_at from github.issue where repository_id = 7 order by 1')).rows;

  it('an issue that is gone takes all that hung on its number with it, and touches its months', async () => {
    await stage('issues', [issue(3, { state: 'closed', closed_at: '2026-02-28T23:59:59Z' }), issue(4)]);
    await stage('issues', [issue(3)], monday, 8);
    await stage('pull_requests', [pull(3), pull(4)]);
    for (const { resource, made } of hanging) await stage(resource, [made(1), made(2), made(5, 4)]);
    await markRow('comments', { row_id: '2', answered_at: monday });
    await db.query('truncate sync.mark');

    assert.equal(await gone(3, 'deleted'), 1);
    assert.deepEqual(await reasons(), [
      { number: 3, deletion: 'deleted', deleted_at: new Date(tuesday) },
      { number: 4, deletion: null, deleted_at: null },
    ]);
    assert.deepEqual(await marked('pull_request', 'number'), [[3, tuesday]]);
    for (const { table, key } of hanging) {
      const second = table === 'comment' ? monday : tuesday;
      assert.deepEqual(await marked(table, key), [
        [1, tuesday],
        [2, second],
      ]);
    }
    const touched = await touchedMonths();
    assert.deepEqual(
      touched.filter(({ source }) => source === 'issues'),
      [
        { subject_id: 7, source: 'issues', month: '2025-12-01' },
        { subject_id: 7, source: 'issues', month: '2026-02-01' },
      ],
    );
    assert.deepEqual(
      touched.flatMap(({ source, month }) => (month === '2025-12-01' ? source : [])).sort(),
      ['comments', 'issue_events', 'issues', 'pull_requests', 'review_comments', 'reviews'],
      'and so does all that hung on it',
    );
    const { rows } = await db.query('select from github.issue where repository_id = 8 and deleted_at is null');
    assert.equal(rows.length, 1);
  });

  it('an issue that was gone before touches nothing again, keeps its instant and takes the later reason', async () => {
    await stage('issues', [issue(3)]);
    assert.equal(await gone(3, 'hidden'), 1);
    await stage('comments', [comment(1)], wednesday);
    await db.query('truncate sync.mark');
    assert.equal(await gone(3, 'transferred', wednesday), 0);
    assert.deepEqual(await reasons(), [{ number: 3, deletion: 'transferred', deleted_at: new Date(tuesday) }]);
    assert.deepEqual(await marked('comment', 'comment_id'), [[1, wednesday]]);
    assert.deepEqual(
      (await touchedMonths()).map(({ source }) => source),
      ['comments'],
      'the one that came since',
    );
    assert.equal(await gone(99, 'deleted'), 0);
  });

  it('an issue that is shown again comes back, with its old updated_at too, and touches its months', async () => {
    const closed = issue(3, { state: 'closed', closed_at: '2026-02-03T00:00:00Z' });
    await stage('issues', [closed, issue(4)]);
    await gone(3, 'hidden');
    await db.query('truncate sync.mark');
    assert.deepEqual(await stage('issues', [closed, issue(4)], monday), { inserted: 0, updated: 0 });
    assert.deepEqual(await touchedMonths(), []);

    assert.deepEqual(await stage('issues', [closed, issue(4)], wednesday), { inserted: 0, updated: 1 });
    assert.deepEqual(
      (await reasons()).map(({ deletion, deleted_at: at }) => [deletion, at]),
      [
        [null, null],
        [null, null],
      ],
    );
    assert.deepEqual(
      (await touchedMonths()).map(({ month }) => month as string),
      ['2025-12-01', '2026-02-01'],
    );
    await db.query('truncate sync.mark');
    assert.deepEqual(await stage('issues', [closed, issue(4)], wednesday), { inserted: 0, updated: 0 });
    assert.deepEqual(await touchedMonths(), []);
  });

  it('what a later answer shows again stands as that answer shows it, an older updated_at included', async () => {
    await stage('issues', [issue(3, { title: 'Newer', updated_at: tuesday })], tuesday);
    await gone(3, 'hidden');
    assert.deepEqual(await stage('issues', [issue(3, { title: 'Back' })], wednesday), { inserted: 0, updated: 1 });
    const { rows } = await db.query('select title, updated_at, deleted_at from github.issue');
    assert.deepEqual(rows, [{ title: 'Back', updated_at: new Date(monday), deleted_at: null }]);
  });

  it('text that was cleaned is told by ids as text, in issues as elsewhere', async () => {
    const body = [issue(3), issue(4)];
    await stagePage(db, 'issues', { repositoryId: 7, body, cleanedIds: ['1004', 'not-a-number'] });
    const { rows } = await db.query('select number, is_cleaned from github.issue order by 1');
    assert.deepEqual(rows, [
      { number: 3, is_cleaned: false },
      { number: 4, is_cleaned: true },
    ]);
  });
});
