import assert from 'node:assert/strict';
import pg from 'pg';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { statement } from '../../sql/query.ts';
import { createTestDatabase } from '../support/global.ts';
import { stagePage, type StagedPage } from '../support/stage-page.ts';
import type { TestDatabase } from '../support/test-databases.ts';

type Row = Record<string, unknown>;

const api = 'https://api.example/repositories/7';
const [monday, tuesday] = ['2026-01-05T10:00:00Z', '2026-01-06T10:00:00Z'];
const person = { id: 5, login: 'ada', type: 'User' };

const pull: Row = {
  ...{ id: 12, number: 3, state: 'open', title: 'A change', user: person, author_association: 'NONE', draft: false },
  base: { ref: 'main', sha: 'aa', repo: { id: 7 } },
  head: { ref: 'fix', sha: 'bb', repo: { id: 9 } },
  requested_reviewers: [person],
  requested_teams: [{ id: 1, slug: 'core', name: 'Core' }],
  ...{ created_at: monday, updated_at: monday, closed_at: null, merged_at: null },
};
const comment: Row = {
  ...{ id: 12, issue_url: `${api}/issues/3`, user: person, author_association: 'NONE', body: 'I see' },
  ...{ created_at: monday, updated_at: monday },
};
const reviewComment: Row = {
  ...{ id: 12, pull_request_url: `${api}/pulls/3`, pull_request_review_id: 4, in_reply_to_id: 11, user: person },
  ...{ author_association: 'NONE', path: 'a.ts', line: 6, commit_id: 'bb', body: 'Why?' },
  ...{ created_at: monday, updated_at: monday },
};
const review: Row = {
  ...{ id: 12, pull_request_url: `${api}/pulls/3`, user: person, author_association: 'MEMBER', state: 'APPROVED' },
  ...{ body: '', commit_id: 'bb', submitted_at: monday },
};
const event: Row = {
  ...{ id: 12, issue: { number: 3 }, event: 'labeled', actor: person, label: { name: 'bug', color: 'red' } },
  ...{ commit_id: null, created_at: monday },
};

/** A table each, with its statement and a row that is all there. */
const kinds = [
  { name: 'pull_requests', table: 'pull_request', row: pull, text: 'title' },
  { name: 'comments', table: 'comment', row: comment, text: 'body' },
  { name: 'review_comments', table: 'review_comment', row: reviewComment, text: 'body' },
  { name: 'reviews', table: 'review', row: review, text: 'body' },
  { name: 'issue_events', table: 'issue_event', row: event, text: 'event' },
];

const none = { inserted: 0, updated: 0 };
const one = { inserted: 1, updated: 0 };
const changed = { inserted: 0, updated: 1 };

describe('staging of odd rows', () => {
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
  });
  afterEach(async () => {
    await db.query(`truncate ${kinds.map(({ table }) => `github.${table}`).join()}, github.issue, sync.mark`);
  });
  after(async () => {
    await db.end();
    await database.drop();
  });

  const stage = (name: string, body: Row[], more: Partial<StagedPage> = {}) =>
    stagePage(db, name, { repositoryId: 7, body, ...more });
  const stored = async (table: string): Promise<Row[]> =>
    (await db.query<Row>(`select * from github.${table} order by 1, 2`)).rows;

  for (const { name, table, row, text } of kinds) {
    it(`${name}: an empty page makes nothing`, async () => {
      assert.deepEqual(await stage(name, []), none);
    });

    it(`${name}: a row is written once, and again when it differs`, async () => {
      assert.deepEqual(await stage(name, [row]), one);
      assert.deepEqual(await stage(name, [row]), none);
      assert.deepEqual(await stage(name, [{ ...row, [text]: 'other' }]), changed);
      assert.deepEqual(await stage(name, [{ ...row, [text]: 'other' }]), none);
      assert.equal((await stored(table))[0]![text], 'other');
    });

    it(`${name}: of copies in one page the newest is taken, of equally new ones the last`, async () => {
      const copies = ['one', 'two', 'three'].map((said) => ({ ...row, [text]: said }));
      assert.deepEqual(await stage(name, copies), one);
      assert.equal((await stored(table))[0]![text], 'three');
      assert.deepEqual(await stage(name, copies), none);
      if (!('updated_at' in row)) return;
      assert.deepEqual(await stage(name, [{ ...copies[0]!, updated_at: tuesday }, copies[1]!]), changed);
      assert.equal((await stored(table))[0]![text], 'one');
    });

    it(`${name}: the same id in another repository is another row`, async () => {
      await stage(name, [row]);
      assert.deepEqual(await stage(name, [{ ...row, [text]: 'other' }], { repositoryId: 8 }), one);
      const rows = await stored(table);
      assert.deepEqual([rows[0]![text], rows[1]![text]], [row[text], 'other']);
    });

    it(`${name}: ids above 2^53 stay exact`, async () => {
      const big = JSON.stringify([row]).replace('"id":12', '"id":9007199254740993');
      await stagePage(db, name, { repositoryId: 7, body: big, cleanedIds: ['9007199254740993'] });
      const [found] = await stored(table);
      assert.ok(Object.values(found!).includes('9007199254740993'));
      if (name !== 'issue_events') assert.equal(found!.is_cleaned, true);
    });

    it(`${name}: a plan made while the table is small looks rows up by the primary key`, async () => {
      const { text: statementText, parameters } = statement(`stage/${name}`);
      const nulls = parameters.map(() => 'null').join();
      for (const count of [0, 300]) {
        const rows = Array.from({ length: count }, (_, place) => ({ ...row, id: place + 1 }));
        await stage(name, rows);
        // In a session of its own, whose settings and statements end with it; "explain (generic_plan)" is of Postgres 16.
        const session = new pg.Client({ connectionString: database.url });
        await session.connect();
        await session.query(`set plan_cache_mode = force_generic_plan; prepare generic as ${statementText}`);
        const plan = await session.query(`explain execute generic (${nulls})`).finally(() => session.end());
        assert.match(JSON.stringify(plan.rows), new RegExp(`Index Scan using ${table}_pkey on ${table}`));
      }
    });

    if ('updated_at' in row)
      it(`${name}: an older copy changes nothing, a newer one everything`, async () => {
        await stage(name, [{ ...row, updated_at: tuesday }]);
        assert.deepEqual(await stage(name, [{ ...row, [text]: 'old' }]), none);
        assert.equal((await stored(table))[0]![text], row[text]);
        assert.deepEqual(await stage(name, [{ ...row, [text]: 'new', updated_at: '2026-01-07T10:00:00Z' }]), changed);
        assert.equal((await stored(table))[0]![text], 'new');
      });

    if (name !== 'issue_events')
      it(`${name}: text that Postgres cannot hold is replaced, and the row says so`, async () => {
        const body = JSON.stringify([
          { ...row, [text]: 'nul' },
          { ...row, id: 13 },
        ]).replace('nul', 'a\\u0000b');
        await stagePage(db, name, { repositoryId: 7, body, cleanedIds: ['12'] });
        const rows = await stored(table);
        assert.equal(rows[0]![text], 'a\ufffdb');
        assert.deepEqual([rows[0]!.is_cleaned, rows[1]!.is_cleaned], [true, false]);
      });
  }

  it('a pull request may lack its fork, its author, its title and its reviewers, and may be in a state yet unknown', async () => {
    const bare = { id: 12, number: 3, state: 'mystery', created_at: monday, updated_at: monday };
    assert.deepEqual(await stage('pull_requests', [bare]), one);
    assert.deepEqual(await stored('pull_request'), [
      {
        ...{ repository_id: 7, pull_request_id: 12, number: 3, state: 'mystery', title: '', author_id: null },
        ...{
          author_association: null,
          is_draft: false,
          base_ref: null,
          base_sha: null,
          head_ref: null,
          head_sha: null,
        },
        ...{ head_repository_id: null, requested_reviewer_ids: [], requested_teams: [], closed_at: null },
        ...{ created_at: new Date(monday), updated_at: new Date(monday), merged_at: null, is_cleaned: false },
        deleted_at: null,
      },
    ]);
    const nulls = { user: null, title: null, draft: null, head: { ref: null, sha: null, repo: null }, base: null };
    assert.deepEqual(await stage('pull_requests', [{ ...bare, ...nulls, requested_reviewers: null }]), none);
  });

  it('a pull request changes at the same updated_at when its fork goes, and when a reviewer is asked', async () => {
    await stage('pull_requests', [pull]);
    assert.deepEqual(await stage('pull_requests', [{ ...pull, head: { ref: 'fix', sha: 'bb', repo: null } }]), changed);
    const teams = [{ slug: 'core' }, { name: 'No slug' }];
    assert.deepEqual(await stage('pull_requests', [{ ...pull, head: null, requested_teams: teams }]), changed);
    assert.deepEqual(await stage('pull_requests', [{ ...pull, head: null, requested_teams: teams }]), none);
    const [row] = await stored('pull_request');
    assert.deepEqual(row!.requested_teams, ['core', 'No slug']);
    assert.deepEqual([row!.requested_reviewer_ids, row!.head_repository_id], [['5'], null]);
  });

  it('a comment may lack its author and its body, and its number is that of the issue that it hangs on', async () => {
    const { user: _user, body: _body, author_association: _association, ...bare } = comment;
    const issueUrl = 'https://HOST.example/api/v3/repos/golang/go/issues/17566';
    await stage('comments', [{ ...bare, issue_url: issueUrl }]);
    assert.deepEqual(await stored('comment'), [
      {
        ...{ repository_id: 7, comment_id: 12, number: 17566, author_id: null, author_association: null, body: null },
        ...{ created_at: new Date(monday), updated_at: new Date(monday), is_cleaned: false, deleted_at: null },
      },
    ]);
  });

  it('a comment whose number nothing tells is kept without one, until an answer tells it, and then with it', async () => {
    for (const [name, row, table] of [
      ['comments', { ...comment, html_url: null }, 'comment'],
      ['review_comments', { ...reviewComment, html_url: null }, 'review_comment'],
    ] as const) {
      const bare = { ...row, issue_url: null, pull_request_url: null };
      assert.deepEqual(await stage(name, [bare]), one);
      assert.equal((await stored(table))[0]!.number, null);
      assert.deepEqual(await stage(name, [row]), changed);
      assert.deepEqual(await stage(name, [bare]), none);
      assert.notEqual((await stored(table))[0]!.number, null);
    }
  });

  it('the page of a comment tells its number, too', async () => {
    const page = 'https://github.com/golang/go/issues/44#issuecomment-12';
    await stage('comments', [{ ...comment, issue_url: null, html_url: page }]);
    assert.equal((await stored('comment'))[0]!.number, 44);
    const ofLine = 'https://github.com/golang/go/pull/45#discussion_r13';
    await stage('review_comments', [{ ...reviewComment, pull_request_url: null, html_url: ofLine }]);
    assert.equal((await stored('review_comment'))[0]!.number, 45);
  });

  it('a review comment may stand for itself, on a line that is gone', async () => {
    const { line: _line, in_reply_to_id: _reply, ...bare } = reviewComment;
    await stage('review_comments', [{ ...bare, pull_request_review_id: null, user: null }]);
    const [row] = await stored('review_comment');
    assert.deepEqual([row!.line, row!.in_reply_to_id, row!.review_id, row!.author_id], [null, null, null, null]);
    assert.equal(row!.number, 3);
  });

  it('a pending review has no submitted_at, and a dismissal rewrites a review in place', async () => {
    const { submitted_at: _submitted, ...unsubmitted } = review;
    await stage('reviews', [{ ...unsubmitted, state: 'PENDING', user: null, commit_id: null }]);
    const [row] = await stored('review');
    assert.deepEqual([row!.submitted_at, row!.author_id, row!.commit_sha], [null, null, null]);
    assert.deepEqual(await stage('reviews', [review]), changed);
    assert.deepEqual(await stage('reviews', [{ ...review, state: 'DISMISSED' }]), changed);
    assert.equal((await stored('review'))[0]!.state, 'DISMISSED');
  });

  it('a review without an address of its own has the number of the address that was asked', async () => {
    const url = `${api}/pulls/31/reviews?per_page=100&page=2`;
    await stage(
      'reviews',
      [
        { ...review, pull_request_url: null },
        { ...review, id: 13 },
      ],
      { url },
    );
    assert.deepEqual(
      (await stored('review')).map(({ number }) => number),
      [31, 3],
    );
  });

  it('an event keeps what its kind tells, and kinds that nobody knows yet are kept', async () => {
    const bare = { issue: { number: 3 }, actor: null, commit_id: null, created_at: monday };
    await stage('issue_events', [
      { ...bare, id: 1, event: 'assigned', actor: person, assignee: { id: 6 }, assigner: { id: 5 } },
      { ...bare, id: 2, event: 'milestoned', milestone: { title: '1.0' } },
      { ...bare, id: 3, event: 'renamed', rename: { from: 'Old', to: 'New' } },
      { ...bare, id: 4, event: 'review_requested', requested_reviewer: { id: 8 } },
      { ...bare, id: 5, event: 'review_requested', requested_team: { id: 9, slug: 'core' } },
      { ...bare, id: 6, event: 'closed', commit_id: 'cc', state_reason: 'completed' },
      { ...bare, id: 7, event: 'teleported', label: null, assignee: null, milestone: null, rename: null },
      { ...bare, id: 8, event: 'unlabeled', label: { name: 'bug', color: 'red' } },
    ]);
    const told = (await stored('issue_event')).map(({ event_id: id, event: kind, number, created_at: at, ...row }) => {
      assert.deepEqual([number, at], [3, new Date(monday)]);
      const rest = Object.entries(row).filter(([column, value]) => column !== 'repository_id' && value !== null);
      return [id, kind, Object.fromEntries(rest)];
    });
    assert.deepEqual(told, [
      [1, 'assigned', { actor_id: 5, assignee_id: 6 }],
      [2, 'milestoned', { milestone_title: '1.0' }],
      [3, 'renamed', { renamed_from: 'Old', renamed_to: 'New' }],
      [4, 'review_requested', { requested_reviewer_id: 8 }],
      [5, 'review_requested', {}],
      [6, 'closed', { commit_sha: 'cc', state_reason: 'completed' }],
      [7, 'teleported', {}],
      [8, 'unlabeled', { label_name: 'bug' }],
    ]);
  });

  it('an event is kept without a number where neither its issue nor the address tells it, and a known one stays', async () => {
    const { issue: _issue, ...bare } = event;
    const url = `${api}/issues/events?per_page=100`;
    assert.deepEqual(await stage('issue_events', [{ ...bare, issue: null }, bare], { url }), one);
    assert.equal((await stored('issue_event'))[0]!.number, null);
    assert.deepEqual(await stage('issue_events', [bare], { url: `${api}/issues/44/events?per_page=100` }), changed);
    assert.equal((await stored('issue_event'))[0]!.number, 44);
    assert.deepEqual(await stage('issue_events', [{ ...bare, issue: null, event: 'other' }], { url }), none);
  });

  it('two pages that write the same rows in opposite order wait for each other', async () => {
    const rows = Array.from({ length: 300 }, (_, place) => ({ ...comment, id: place + 1 }));
    for (let round = 1; round <= 5; round += 1) {
      const edited = rows.map((row) => ({ ...row, body: `Round ${round}` }));
      const pages = [edited, edited.toReversed(), edited.map((row) => ({ ...row, updated_at: tuesday }))];
      await Promise.all(pages.map((page) => stage('comments', page)));
    }
    assert.equal((await stored('comment')).length, 300);
  });
});
