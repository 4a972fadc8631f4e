import assert from 'node:assert/strict';
import { ask, type Asked } from '../simulator/ask.ts';
import { createMutator, mutations } from '../simulator/mutate.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { truth, type Truth } from '../simulator/truth.ts';
import { createWorld, type Repository } from '../simulator/world.ts';

type Row = Record<string, unknown> & { id: number };

/** What a reader of every list has in the end, as ids or SHAs. */
async function read(simulator: Simulator, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let next: string | undefined = path; next;) {
    const page: Asked = await ask(simulator, next);
    assert.equal(page.status, 200, `${next}: ${page.text.slice(0, 300)}`);
    rows.push(...page.json<Row[]>());
    next = page.links.next;
  }
  return rows;
}

const sorted = (rows: readonly Record<string, unknown>[], member = 'id') =>
  rows
    .map((row) => row[member])
    .sort((one, other) => Number(one) - Number(other) || (String(one) < String(other) ? -1 : 1));

/** Every list, read without changes between its pages, is what the truth says. */
async function assertServed(simulator: Simulator, id: number, expected: Truth): Promise<void> {
  const at = (path: string) => read(simulator, `/repositories/${id}${path}`);
  const issues = await at('/issues?state=all&per_page=100&sort=updated&direction=asc');
  const byId = (rows: readonly Record<string, unknown>[]) =>
    [...rows].sort((one, other) => Number(one.id) - Number(other.id));
  assert.deepEqual(byId(issues), byId(expected.issues));
  assert.deepEqual(
    sorted(await at('/issues/comments?per_page=100&sort=updated&direction=asc')),
    sorted(expected.comments),
  );
  assert.deepEqual(sorted(await at('/pulls/comments?per_page=100')), sorted(expected.reviewComments));
  assert.deepEqual(sorted(await at('/issues/events?per_page=100')), sorted(expected.issueEvents));
  const pulls = await at('/pulls?state=all&per_page=100');
  assert.deepEqual(sorted(pulls), sorted(expected.pulls));
  for (const { number } of pulls.slice(0, 20)) {
    const mine = expected.reviews.filter((review) => review.number === number);
    assert.deepEqual(sorted(await at(`/pulls/${String(number)}/reviews?per_page=100`)), sorted(mine));
  }
  for (const [path, rows, member] of [
    ['/labels', expected.labels, 'id'],
    ['/milestones?state=all', expected.milestones, 'id'],
    ['/releases', expected.releases, 'id'],
    ['/forks', expected.forks, 'id'],
    ['/deployments', expected.deployments, 'id'],
    ['/commits', expected.commits, 'sha'],
  ] as const) {
    assert.deepEqual(
      sorted(await at(`${path}${path.includes('?') ? '&' : '?'}per_page=100`), member),
      sorted(rows, member),
      path,
    );
  }
}

describe('simulator: a world that changes', () => {
  let simulator: Simulator;
  let widgets: Repository;
  let time: number;

  beforeEach(async () => {
    time = Date.parse('2026-06-01T00:00:00Z');
    const world = createWorld({ seed: 5, clock: () => new Date((time += 1000)) });
    const options = { owner: 'acme', issues: 120, contributors: 10, stars: 40 };
    widgets = world.addRepository({ ...options, name: 'widgets', id: 1000 });
    world.addRepository({ owner: 'acme', name: 'other' });
    simulator = await startSimulator({ world, statsPendingCalls: 0, secondary: false });
  });
  afterEach(() => simulator.close());

  it('serves the truth after 200 changes of every kind that were made between pages', async () => {
    const mutate = createMutator(simulator.world, widgets, { seed: 11, other: 'acme/other' });
    const made = new Set<string>();
    const stop = simulator.beforeAnswer(({ index }) => {
      for (let nth = 0; nth < 4 && index < 50; nth += 1) made.add(mutate());
    });
    while (simulator.requests.length < 50)
      await ask(simulator, `/repositories/1000/issues/comments?page=${simulator.requests.length}`);
    stop();
    assert.deepEqual([...made].sort(), Object.keys(mutations).sort());
    await assertServed(simulator, 1000, truth(simulator.world, widgets));
    const other = simulator.world.repository('acme/other');
    assert.ok(other.store.highestNumber() > 0);
    await assertServed(simulator, other.id, truth(simulator.world, other));
  });

  it('makes the same world of the same seed and the same changes', () => {
    const made = [1, 2].map(() => {
      let now = Date.parse('2026-06-01T00:00:00Z');
      const world = createWorld({ seed: 5, clock: () => new Date((now += 1000)) });
      const repository = world.addRepository({
        owner: 'acme',
        name: 'widgets',
        issues: 60,
        contributors: 5,
        stars: 20,
      });
      world.addRepository({ owner: 'acme', name: 'other' });
      const mutate = createMutator(world, repository, { seed: 2, other: 'acme/other' });
      for (let nth = 0; nth < 100; nth += 1) mutate();
      return truth(world, repository);
    });
    assert.deepEqual(made[0], made[1]);
  });

  it('keeps the history of labels right through changes, but for labels that were renamed or deleted', () => {
    const except = ['rename label', 'delete label', 'transfer', 'rename repository'];
    const mutate = createMutator(simulator.world, widgets, { seed: 4, other: 'acme/other', except });
    for (let nth = 0; nth < 200; nth += 1) mutate();
    const { issues, issueEvents } = truth(simulator.world, widgets);
    for (const { number, labels } of issues as { number: number; labels: { name: string }[] }[]) {
      const names = new Set<string>();
      for (const { event, label } of issueEvents.filter((row) => row.number === number)) {
        if (event === 'labeled') names.add((label as { name: string }).name);
        if (event === 'unlabeled') names.delete((label as { name: string }).name);
      }
      assert.deepEqual([...names].sort(), labels.map(({ name }) => name).sort(), `issue ${number}`);
    }
  });

  it('shows a renamed label on its issues without moving them, and leaves past events as they were', () => {
    const [before] = truth(simulator.world, widgets).issues.filter(({ labels }) =>
      (labels as { name: string }[]).some(({ name }) => name === 'bug'),
    ) as { number: number; updated_at: string }[];
    assert.ok(before);
    widgets.renameLabel('bug', 'defect');
    const after = widgets.issue(before.number);
    assert.ok(after.labels.some((label) => typeof label === 'object' && label.name === 'defect'));
    assert.equal(after.updated_at, before.updated_at);
    const { issueEvents } = truth(simulator.world, widgets);
    const labels = issueEvents
      .filter(({ number }) => number === before.number)
      .map(({ label }) => label as { name?: string } | undefined);
    assert.ok(labels.some((label) => label?.name === 'bug') && !labels.some((label) => label?.name === 'defect'));
  });

  it('moves comments along with a transfer and tells where it went', () => {
    const from = [...widgets.store.present()].find(({ comments, pullRequest }) => comments > 2 && !pullRequest);
    assert.ok(from);
    const number = widgets.transfer(from.number, 'acme/other');
    const other = simulator.world.repository('acme/other');
    const [here, there] = [truth(simulator.world, widgets), truth(simulator.world, other)];
    assert.equal(there.comments.length, from.comments);
    assert.ok(!here.comments.some((comment) => comment.number === from.number));
    const id = other.issue(number).id;
    assert.deepEqual(here.transfers, [
      { number: from.number, id: from.id, to: { repositoryId: other.id, number, id } },
    ]);
    assert.equal(there.issueEvents.at(-1)?.event, 'transferred');
  });

  it('hides the issues of a banned user with all that hangs on them, and brings them back as they were', () => {
    const before = truth(simulator.world, widgets);
    const { login } = before.issues[3]?.user as { login: string };
    simulator.world.banUser(login);
    const hidden = truth(simulator.world, widgets);
    assert.ok(hidden.hidden.length > 0 && hidden.comments.length < before.comments.length);
    assert.ok(!hidden.issues.some(({ user }) => (user as { login: string } | null)?.login === login));
    simulator.world.unbanUser(login);
    const byId = (rows: readonly Record<string, unknown>[]) =>
      [...rows].sort((one, other) => Number(one.id) - Number(other.id));
    const after = truth(simulator.world, widgets);
    assert.deepEqual(byId(after.issues), byId(before.issues));
    assert.deepEqual(byId(after.comments), byId(before.comments));
  });

  it('renames a user everywhere under the same id, and shows a deleted one as ghost', () => {
    simulator.world.users.named('ada');
    const number = widgets.openIssue({ user: 'ada' });
    const id = widgets.issue(number).user?.id;
    const commits = () => truth(simulator.world, widgets).commits;
    widgets.push('ada');
    simulator.world.renameUser('ada', 'countess');
    assert.deepEqual([widgets.issue(number).user?.login, widgets.issue(number).user?.id], ['countess', id]);
    assert.equal((commits()[0]?.author as { login: string }).login, 'countess');
    simulator.world.ghostUser('countess');
    assert.equal(widgets.issue(number).user?.login, 'ghost');
    assert.equal(commits()[0]?.author, null);
    const stats = widgets.stats.answer(time) as { author: { login: string } | null }[];
    assert.ok(!stats.some(({ author }) => author?.login === 'countess' || author?.login === 'ghost'));
  });

  it('gives a label, a milestone and a fork that are made anew another id', () => {
    const { labels, milestones, forks } = widgets;
    const ids = () => [labels.named({ name: 'bug' }).id, milestones.titled('1.0').id];
    const before = ids();
    widgets.renameLabel('bug', 'defect');
    widgets.editMilestone(milestones.titled('1.0').number, { title: '1.1' });
    const after = ids();
    assert.ok(after.every((id, place) => id !== before[place]));
    const first = widgets.forkBy('ada');
    widgets.removeFork('ada');
    assert.equal(forks.find(first), null);
    assert.notEqual(widgets.forkBy('ada'), first);
  });

  it('shows a review only when it is submitted, and what it says as it was written last', async () => {
    const number = widgets.openIssue({ pullRequest: true });
    const opened = widgets.issue(number).updated_at;
    const shown = () => read(simulator, `/repositories/1000/pulls/${number}/reviews`);
    const before = await shown();
    const id = widgets.review(number, { state: 'PENDING', body: 'Hm' });
    assert.deepEqual([widgets.issue(number).updated_at, await shown()], [opened, before]);
    assert.ok(!truth(simulator.world, widgets).reviews.some((review) => review.id === id));
    widgets.submitReview(number, id, 'APPROVED');
    widgets.editReview(number, id, 'Fine');
    const review = (await shown()).find((known) => known.id === id);
    assert.deepEqual([review?.state, review?.body], ['APPROVED', 'Fine']);
    assert.notEqual(widgets.issue(number).updated_at, opened);
  });

  it('keeps the ends of a merged pull request although its commits are thrown away', () => {
    const number = widgets.openIssue({ pullRequest: true });
    widgets.mergePull(number);
    const before = widgets.pull(number);
    widgets.forcePush({ drop: 1 });
    assert.deepEqual(widgets.pull(number), before);
  });

  it('takes a milestone that was deleted meanwhile off an issue that comes back', () => {
    const number = widgets.openIssue({ milestone: '7.0' });
    widgets.hide(number);
    widgets.deleteMilestone(widgets.milestones.titled('7.0').number);
    widgets.show(number);
    assert.equal(widgets.issue(number).milestone, null);
  });

  it('rewrites a dismissed review in place and merges a pull request with its commits', () => {
    const number = widgets.openIssue({ pullRequest: true, user: 'grace' });
    widgets.requestReview(number, 'ada');
    assert.deepEqual(
      widgets.pull(number).requestedReviewers.map(({ login }) => login),
      ['ada'],
    );
    const id = widgets.review(number, { user: 'ada', state: 'CHANGES_REQUESTED' });
    assert.deepEqual(widgets.pull(number).requestedReviewers, []);
    widgets.dismissReview(number, id);
    const sha = widgets.mergePull(number);
    const { reviews, pulls, issueEvents, commits } = truth(simulator.world, widgets, '2022-11-28');
    assert.equal(reviews.find((review) => review.id === id)?.state, 'DISMISSED');
    const pull = pulls.find((known) => known.number === number);
    assert.deepEqual([pull?.merged, pull?.state, pull?.merge_commit_sha], [true, 'closed', sha]);
    assert.deepEqual(
      issueEvents.filter((event) => event.number === number).map(({ event }) => event),
      ['review_requested', 'review_dismissed', 'merged', 'closed'],
    );
    assert.equal((commits[0]?.parents as unknown[]).length, 2);
    assert.ok(commits.some((commit) => commit.sha === (pull?.head as { sha: string }).sha));
  });
});
