import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { ask, type Asked } from '../simulator/ask.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { truth } from '../simulator/truth.ts';
import type { Repository } from '../simulator/world.ts';
import { assertIssuesEqual } from '../support/compare-issues.ts';
import { expectedConversation, rowVersions, storedConversation } from '../support/conversation-rows.ts';
import { createTestDatabase } from '../support/global.ts';
import { stagePage } from '../support/stage-page.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

interface Read {
  stage: string;
  path: string;
  accounts: string[];
}

const lists: Read[] = [
  { stage: 'issues', path: '/issues?state=all&per_page=30', accounts: [] },
  {
    stage: 'pull_requests',
    path: '/pulls?state=all&per_page=20',
    accounts: ['$[*].user', '$[*].requested_reviewers[*]'],
  },
  { stage: 'comments', path: '/issues/comments?per_page=50', accounts: ['$[*].user'] },
  { stage: 'review_comments', path: '/pulls/comments?per_page=50', accounts: ['$[*].user'] },
  {
    stage: 'issue_events',
    path: '/issues/events?per_page=50',
    accounts: ['$[*].actor', '$[*].assignee', '$[*].requested_reviewer'],
  },
];

/** How many rows come and change from one state of a table to another; the first column is the key. */
function differences(before: Record<string, unknown>[], after: Record<string, unknown>[]) {
  const key = (row: Record<string, unknown>) => Object.values(row)[0];
  const known = new Map(before.map((row) => [key(row), row]));
  const changed = after.filter((row) => known.has(key(row)) && !isDeepStrictEqual(row, known.get(key(row))));
  const inserted = after.filter((row) => !known.has(key(row))).length;
  assert.ok(inserted + changed.length > 0);
  return { inserted, updated: changed.length };
}

describe('staging of pull requests, comments, reviews and issue events', () => {
  let database: TestDatabase;
  let db: Pool;
  let simulator: Simulator;
  let widgets: Repository;
  let opened: number[];

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    simulator = await startSimulator({ seed: 11, secondary: false });
    simulator.world.setClock('2026-02-01T00:00:00Z');
    widgets = simulator.world.addRepository({ owner: 'acme', name: 'widgets', issues: 60, contributors: 6 });
    opened = [1, 2].map((nth) => widgets.openIssue({ title: `Change ${nth}`, pullRequest: true }));
    const pulls = [...widgets.store.present()].filter(({ pullRequest }) => pullRequest).map(({ number }) => number);
    for (const number of pulls.slice(0, 8)) {
      const review = widgets.review(number, { state: 'CHANGES_REQUESTED' });
      const comment = widgets.reviewComment(number, { reviewId: review, line: null });
      widgets.reviewComment(number, { inReplyTo: comment, user: null });
      widgets.requestReview(number, 'grace');
    }
    widgets.comment(pulls[0]!, { user: null });
    widgets.edit(pulls[0]!, { title: 'Named anew', assignees: ['ada'], milestone: '9.0' });
    await storeRepository(db, widgets.id, widgets.fullName);
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
    await simulator.close();
  });

  async function stageAll({ stage, path, accounts }: Read) {
    const total = { inserted: 0, updated: 0, accounts: 0 };
    for (let next: string | undefined = `/repositories/${widgets.id}${path}`; next;) {
      const page: Asked = await ask(simulator, next);
      assert.equal(page.status, 200, page.text);
      const answeredAt = page.headers.get('date')!;
      const url = new URL(next, simulator.url).href;
      const changes = await stagePage(db, stage, { repositoryId: widgets.id, body: page.text, answeredAt, url });
      const values = { body: page.text, answered_at: answeredAt, paths: accounts };
      const [people] = await runSql<{ accounts: number }>(db, 'stage/accounts', values);
      total.inserted += changes.inserted;
      total.updated += changes.updated;
      total.accounts += people!.accounts;
      next = page.links.next;
    }
    return total;
  }

  const pullNumbers = () => truth(simulator.world, widgets).pulls.map(({ number }) => number as number);
  const reviewsOf = (number: number): Read => {
    return { stage: 'reviews', path: `/pulls/${number}/reviews?per_page=5`, accounts: ['$[*].user'] };
  };

  async function stageEverything() {
    const total = { inserted: 0, updated: 0, accounts: 0 };
    for (const read of [...lists, ...pullNumbers().map(reviewsOf)]) {
      const changes = await stageAll(read);
      total.inserted += changes.inserted;
      total.updated += changes.updated;
      total.accounts += changes.accounts;
    }
    return total;
  }

  async function assertTruth() {
    const truths = truth(simulator.world, widgets);
    assert.deepEqual(await storedConversation(db, widgets.id), expectedConversation(truths));
    await assertIssuesEqual(db, 'acme/widgets', truths.issues);
  }

  it('make all rows of a repository, equal to what GitHub shows, and write nothing when they are run again', async () => {
    const { inserted, updated, accounts } = await stageEverything();
    const stored = await storedConversation(db, widgets.id);
    const issues = truth(simulator.world, widgets).issues.length;
    for (const [table, rows] of Object.entries(stored)) assert.ok(rows.length > 8, `${table}: ${rows.length}`);
    assert.deepEqual(
      { inserted, updated },
      { inserted: issues + Object.values(stored).reduce((sum, rows) => sum + rows.length, 0), updated: 0 },
    );
    assert.ok(accounts > 0);
    await assertTruth();

    const before = await rowVersions(db);
    assert.deepEqual(await stageEverything(), { inserted: 0, updated: 0, accounts: 0 });
    assert.deepEqual(await rowVersions(db), before);
  }).timeout(60_000);

  it('knows every account that its rows name', async () => {
    await stageEverything();
    const { rows } = await db.query(
      `select distinct account_id
       from (
         select author_id from github.pull_request union select unnest(requested_reviewer_ids) from github.pull_request
         union select author_id from github.comment union select author_id from github.review_comment
         union select author_id from github.review union select actor_id from github.issue_event
         union select assignee_id from github.issue_event union select requested_reviewer_id from github.issue_event
       ) as named (account_id)
       where account_id is not null and account_id not in (select account_id from github.account)`,
    );
    assert.deepEqual(rows, []);
  }).timeout(60_000);

  it('follow changes, and write the changed rows alone', async () => {
    await stageEverything();
    simulator.world.setClock('2026-02-03T00:00:00Z');
    const before = await storedConversation(db, widgets.id);
    const { comments, reviewComments, reviews } = truth(simulator.world, widgets);
    widgets.mergePull(opened[0]!);
    widgets.editPull(opened[1]!, { headOwner: null });
    widgets.editComment(comments[0]!.id as number, 'Written anew');
    widgets.editReviewComment(reviewComments[0]!.id as number, 'Look again');
    const review = reviews.find(({ state }) => state === 'CHANGES_REQUESTED')!;
    widgets.dismissReview(review.number, review.id as number);

    const after = expectedConversation(truth(simulator.world, widgets));
    for (const read of lists.slice(1)) {
      const table = read.stage.slice(0, -1);
      assert.deepEqual(await stageAll(read), { ...differences(before[table]!, after[table]!), accounts: 0 }, table);
    }
    let updated = 0;
    for (const number of pullNumbers()) updated += (await stageAll(reviewsOf(number))).updated;
    assert.deepEqual({ inserted: 0, updated }, differences(before.review!, after.review!));
    await stageAll(lists[0]!);
    await assertTruth();
  }).timeout(60_000);

  it('take the same rows from the lists of single items', async () => {
    for (const { number } of truth(simulator.world, widgets).issues as { number: number }[]) {
      await stageAll({ stage: 'comments', path: `/issues/${number}/comments?per_page=5`, accounts: [] });
      await stageAll({ stage: 'issue_events', path: `/issues/${number}/events?per_page=5`, accounts: [] });
    }
    for (const number of pullNumbers()) {
      await stageAll({ stage: 'review_comments', path: `/pulls/${number}/comments?per_page=5`, accounts: [] });
      await stageAll(reviewsOf(number));
      const pull = await ask(simulator, `/repositories/${widgets.id}/pulls/${number}`);
      await stagePage(db, 'pull_requests', { repositoryId: widgets.id, body: `[${pull.text}]` });
    }
    const truths = truth(simulator.world, widgets);
    assert.deepEqual(await storedConversation(db, widgets.id), expectedConversation(truths));
    const before = await rowVersions(db);
    const again = [];
    for (const read of lists.slice(1)) again.push(await stageAll({ ...read, accounts: [] }));
    assert.deepEqual(again, Array(4).fill({ inserted: 0, updated: 0, accounts: 0 }));
    assert.deepEqual(await rowVersions(db), before);
  }).timeout(60_000);
});
