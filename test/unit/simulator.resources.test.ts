import assert from 'node:assert/strict';
import { ask, walk } from '../simulator/ask.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { truth } from '../simulator/truth.ts';
import { createWorld, type Repository } from '../simulator/world.ts';

type Row = Record<string, unknown> & { id: number; created_at: string; updated_at: string };
const below = '/repos/acme/widgets';
const ids = (rows: readonly object[]) => rows.map((row) => (row as { id?: unknown }).id);
const ascending = (rows: readonly object[]) => ids(rows).sort((one, other) => Number(one) - Number(other));

describe('simulator: everything around issues', () => {
  let simulator: Simulator;
  let widgets: Repository;
  let time: number;

  beforeEach(async () => {
    time = Date.parse('2026-06-01T00:00:00Z');
    const world = createWorld({ seed: 3, clock: () => new Date(time) });
    widgets = world.addRepository({
      owner: 'acme',
      name: 'widgets',
      id: 1000,
      issues: 300,
      contributors: 20,
      stars: 90,
    });
    simulator = await startSimulator({ world, statsPendingCalls: 0 });
  });
  afterEach(() => simulator.close());

  const get = async <T = Row[]>(path: string, headers = {}) => (await ask(simulator, path, { headers })).json<T>();
  const all = async (path: string) => (await walk(simulator, path)) as unknown as Row[];
  const now = () => truth(simulator.world, widgets);

  it('walks every list to what the truth says, by name and by id', async () => {
    const { comments, reviewComments, issueEvents, commits, pulls, labels, forks, releases } = now();
    assert.deepEqual(ids(await all(`${below}/issues/comments?per_page=100`)), ascending(comments));
    assert.deepEqual(ids(await all('/repositories/1000/pulls/comments?per_page=100')), ascending(reviewComments));
    assert.deepEqual(ids(await all(`${below}/issues/events?per_page=100`)), ascending(issueEvents).reverse());
    assert.equal((await all(`${below}/pulls?state=all&per_page=100`)).length, pulls.length);
    assert.deepEqual(
      (await all(`${below}/commits?per_page=100`)).map(({ sha }) => sha),
      commits.map(({ sha }) => sha),
    );
    assert.equal((await all(`${below}/labels`)).length, labels.length);
    assert.equal((await all(`${below}/forks`)).length, forks.length);
    assert.equal((await all(`${below}/releases`)).length, releases.length);
    assert.ok(
      comments.length > 1000 && issueEvents.length > 1000 && reviewComments.length > 50 && commits.length > 500,
    );
  });

  it('gives numbered links by repository id to every such list', async () => {
    const { links } = await ask(simulator, `${below}/issues/comments?per_page=50&page=2`);
    const at = (page: string) => `${simulator.url}/repositories/1000/issues/comments?per_page=50&page=${page}`;
    assert.deepEqual([links.prev, links.next, links.first], [at('1'), at('3'), at('1')]);
    const past = await ask(simulator, `${below}/labels?page=9`);
    assert.deepEqual([past.text, Object.keys(past.links)], ['[]', ['prev', 'first']]);
  });

  it('has a history of labels that leads to the labels of every issue', () => {
    const { issues, issueEvents } = now();
    const present = new Map(
      issues.map(({ number, labels }) => [number, (labels as { name: string }[]).map(({ name }) => name)]),
    );
    const replayed = new Map<number, Set<string>>();
    for (const { number, event, label } of issueEvents) {
      const names = replayed.get(number) ?? new Set<string>();
      replayed.set(number, names);
      if (event === 'labeled') names.add((label as { name: string }).name);
      if (event === 'unlabeled') names.delete((label as { name: string }).name);
    }
    for (const [number, names] of present)
      assert.deepEqual(
        [...(replayed.get(number as number) ?? [])].sort(),
        [...names].sort(),
        `issue ${String(number)}`,
      );
    assert.ok(issueEvents.some(({ event }) => event === 'unlabeled'));
  });

  it('has as many comments as an issue says, none outside its life, and closed ones with their event', () => {
    const { issues, comments, issueEvents } = now();
    for (const {
      number,
      comments: count,
      created_at: from,
      updated_at: until,
      closed_at: closedAt,
    } of issues as Row[]) {
      const mine = comments.filter((comment) => comment.number === number);
      assert.equal(mine.length, count);
      assert.ok(mine.every(({ created_at: at }) => String(at) >= from && String(at) <= until));
      const closed = issueEvents.findLast((event) => event.number === number && event.event === 'closed');
      if (closedAt) assert.equal(closed?.created_at, closedAt);
    }
  });

  it('sorts comments by id unless told, heeds direction only with sort, and since by updated_at', async () => {
    const plain = await get(`${below}/issues/comments?direction=desc`);
    assert.deepEqual(ids(plain), ascending(plain));
    const sorted = await get(`${below}/issues/comments?sort=created&direction=desc`);
    assert.deepEqual(ids(sorted), ascending(sorted).reverse());
    const middle = now().comments[600]?.updated_at as string;
    const newer = await all(`${below}/issues/comments?sort=updated&direction=asc&per_page=100&since=${middle}`);
    const expected = now().comments.filter(({ updated_at: at }) => String(at) >= middle);
    assert.equal(newer.length, expected.length);
    assert.equal(newer[0]?.updated_at, middle);
    const unsorted = await all(`${below}/issues/comments?per_page=100&since=${middle}`);
    assert.deepEqual(ids(unsorted), ascending(expected));
  });

  it('cuts lists of a whole repository off at the cap without a word, or refuses depth where told', async () => {
    simulator.options.rowCap = 200;
    assert.equal((await all(`${below}/issues/comments?per_page=100`)).length, 200);
    assert.equal((await ask(simulator, `${below}/issues/events?per_page=100&page=3`)).text, '[]');
    simulator.options.issueEventRows = 100;
    const refused = await ask(simulator, `${below}/issues/events?per_page=100&page=2`);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /pagination is limited for this resource/);
  });

  it('lists pull requests newest first by creation and oldest first by update, each with its own id', async () => {
    const created = await get(`${below}/pulls?state=all&per_page=100`);
    assert.deepEqual(
      created.map(({ created_at: at }) => at),
      created
        .map(({ created_at: at }) => at)
        .sort()
        .reverse(),
    );
    const updated = await get(`${below}/pulls?state=all&sort=updated&per_page=100`);
    assert.deepEqual(
      updated.map(({ updated_at: at }) => at),
      updated.map(({ updated_at: at }) => at).sort(),
    );
    const [pull] = created as (Row & { number: number; head: { sha: string } })[];
    const issue = await get<Row>(`${below}/issues/${pull?.number}`);
    assert.notEqual(pull?.id, issue.id);
    assert.deepEqual([pull?.title, pull?.updated_at], [issue.title, issue.updated_at]);
    assert.equal('merged' in (pull ?? {}), false);
    assert.equal((await ask(simulator, `${below}/pulls?head=nobody:none`)).text, '[]');
    widgets.set({ hasPullRequests: false });
    assert.equal((await ask(simulator, `${below}/pulls`)).status, 404);
  });

  it('answers comments, events and timeline of deleted issues with 410, of transferred ones with 404', async () => {
    simulator.world.addRepository({ owner: 'acme', name: 'other' });
    widgets.delete(1);
    widgets.transfer(2, 'acme/other');
    for (const sub of ['comments', 'events', 'timeline']) {
      const statuses = [1, 2, 3].map(
        async (number) => (await ask(simulator, `${below}/issues/${number}/${sub}`)).status,
      );
      assert.deepEqual(await Promise.all(statuses), [410, 404, 200], sub);
    }
    const moved = await get('/repos/acme/other/issues/1/events');
    assert.equal(moved.at(-1)?.event, 'transferred');
    assert.equal((await all(`${below}/issues/comments?per_page=100`)).length, now().comments.length);
  });

  it('answers for one comment and one fork by id, and 404 once they are gone', async () => {
    const [comment] = now().reviewComments as (Row & { number: number })[];
    const path = `/repositories/1000/pulls/comments/${comment?.id}`;
    const { number: _number, ...shown } = comment ?? {};
    assert.deepEqual(await get(path), shown);
    widgets.deleteReviewComment(Number(comment?.id));
    assert.equal((await ask(simulator, path)).status, 404);
    const [fork] = now().forks as (Row & { owner: { login: string } })[];
    type Whole = Row & { fork: boolean; parent: { id: number } };
    const whole = await get<Whole>(`/repositories/${fork?.id}`);
    assert.deepEqual([whole.id, whole.fork, whole.parent.id], [fork?.id, true, 1000]);
    assert.equal((await ask(simulator, `/repositories/${fork?.id}/issues`)).status, 404);
    widgets.removeFork(fork?.owner.login ?? '');
    assert.equal((await ask(simulator, `/repositories/${fork?.id}`)).status, 404);
  });

  it('filters issues by labels, creator, assignee and milestone', async () => {
    const issues = now().issues as (Row & {
      labels: { name: string }[];
      user: { login: string };
      assignees: unknown[];
    })[];
    const listed = async (query: string) => (await all(`${below}/issues?state=all&per_page=100&${query}`)).length;
    const has = (name: string) => (issue: (typeof issues)[0]) => issue.labels.some((label) => label.name === name);
    assert.equal(await listed('labels=BUG'), issues.filter(has('bug')).length);
    assert.equal(
      await listed('labels=bug,question'),
      issues.filter((issue) => has('bug')(issue) && has('question')(issue)).length,
    );
    const login = issues[4]?.user.login ?? '';
    assert.equal(
      await listed(`creator=${encodeURIComponent(login)}`),
      issues.filter(({ user }) => user?.login === login).length,
    );
    assert.equal(await listed('assignee=none'), issues.filter(({ assignees }) => assignees.length === 0).length);
    assert.equal(await listed('milestone=*'), issues.filter(({ milestone }) => milestone !== null).length);
  });

  it('compares commits, finds a force-push, and pins a walk to a SHA', async () => {
    const before = widgets.commits.head()?.sha ?? '';
    const count = now().commits.length;
    widgets.push('ada', 3);
    const { tip, merge } = widgets.pushBranch({ author: 'grace', commits: 2, at: '2024-01-01T00:00:00Z' });
    type Compared = { status: string; ahead_by: number; commits: { sha: string; parents: unknown[] }[] };
    const ahead = await get<Compared>(`${below}/compare/${before}...main`);
    assert.deepEqual([ahead.status, ahead.ahead_by, ahead.commits.at(-1)?.sha], ['ahead', 6, merge]);
    assert.ok(
      ahead.commits.some(({ sha }) => sha === tip),
      'old commits of a late branch are among them',
    );
    assert.equal((await all(`${below}/commits?per_page=100&sha=${before}`)).length, count);
    const since = await all(`${below}/commits?since=2026-05-31T00:00:00Z&per_page=100`);
    assert.ok(!since.some(({ sha }) => sha === tip), 'a time does not show them');
    const lost = widgets.commits.head()?.sha ?? '';
    widgets.forcePush({ drop: 1, author: 'linus' });
    assert.equal((await ask(simulator, `${below}/compare/${lost}...main`)).status, 404);
    assert.equal((await ask(simulator, `${below}/commits/${lost}`)).status, 422);
    widgets.forcePush({ drop: 1, keepOld: true });
    assert.equal((await get<Compared>(`${below}/compare/${before}...main`)).status, 'ahead');
    simulator.world.addRepository({ owner: 'acme', name: 'blank', empty: true });
    const blank = await ask(simulator, '/repos/acme/blank/commits');
    assert.deepEqual([blank.status, blank.json().message], [409, 'Git Repository is empty.']);
    assert.equal((await ask(simulator, '/repos/acme/blank/contributors')).status, 204);
  });

  it('derives statistics from its commits: no merges, no empty ones, no addresses without an account', () => {
    type Activity = { author: { login: string } | null; total: number; weeks: { w: number; c: number }[] };
    const stats = widgets.stats.answer(time) as Activity[];
    const counted = widgets.commits
      .log()
      .filter(({ parents, author }) => parents.length < 2 && (author.account !== null || author.isAccountDeleted));
    assert.equal(
      stats.reduce((sum, { total }) => sum + total, 0),
      counted.length,
    );
    assert.ok(widgets.commits.log().some(({ parents }) => parents.length === 2));
    assert.ok(widgets.commits.log().some(({ author }) => author.account === null && !author.isAccountDeleted));
    const totalOf = (login: string) =>
      (widgets.stats.answer(time) as Activity[]).find(({ author }) => author?.login === login)?.total ?? 0;
    widgets.pushAs({ author: 'newcomer', isEmpty: true });
    widgets.pushAs({ email: 'me@home.example.com', commits: 4, at: '2024-03-03T12:00:00Z' });
    assert.equal(totalOf('newcomer'), 0);
    simulator.world.linkEmail('me@home.example.com', 'newcomer');
    assert.equal(totalOf('newcomer'), 4, 'a linked address rewrites the past');
    const [first] =
      (widgets.stats.answer(time) as Activity[])
        .find(({ author }) => author?.login === 'newcomer')
        ?.weeks.filter(({ c }) => c > 0) ?? [];
    assert.equal(new Date((first?.w ?? 0) * 1000).toISOString(), '2024-03-03T00:00:00.000Z');
  });

  it('lists contributors by their commits, and with anon those without an account', async () => {
    const known = await get<{ contributions: number; type: string }[]>(`${below}/contributors?per_page=100`);
    const with_ = await get<{ contributions: number; type: string; email?: string }[]>(
      `${below}/contributors?per_page=100&anon=1`,
    );
    assert.ok(known.every(({ type }) => type !== 'Anonymous') && with_.length > known.length);
    assert.ok(with_.filter(({ type }) => type === 'Anonymous').every(({ email }) => email?.endsWith('example.com')));
    const counts = with_.map(({ contributions }) => contributions);
    assert.deepEqual(
      counts,
      [...counts].sort((one, other) => other - one),
    );
  });

  it('closes the lists of stargazers to strangers since 2026-07-20, but not their count and history', async () => {
    const star = { accept: 'application/vnd.github.star+json' };
    const open = await get<{ starred_at?: string }[]>(`${below}/stargazers?per_page=100`, star);
    assert.ok(open.length === 90 && open.every(({ starred_at: at }) => at));
    time = Date.parse('2026-08-01T00:00:00Z');
    const status = async (headers = {}) => (await ask(simulator, `${below}/stargazers`, { headers })).status;
    assert.deepEqual([await status(), await status({ authorization: '' })], [404, 401]);
    simulator.options.closedStars = 'empty';
    assert.equal((await ask(simulator, `${below}/subscribers`)).text, '[]');
    const [member] = simulator.world.organisation('acme').members();
    simulator.options.tokens = { one: {}, two: { user: member?.user.login ?? '' } };
    assert.equal(await status({ authorization: 'token two' }), 200);
    assert.deepEqual(await get<object>(`${below}/stargazers/count`), { count: 90 });
    const weeks = [];
    for (let next: string | undefined = `${below}/stargazers/history?per_page=100`; next;) {
      const page = await ask(simulator, next);
      weeks.push(...page.json<{ week: number; total: number; days: number[] }[]>());
      next = page.links.next;
    }
    assert.equal(
      weeks.reduce((sum, { total }) => sum + total, 0),
      90,
    );
    assert.ok(
      weeks.every(({ days, total }) => days.length === 7 && days.reduce((sum, count) => sum + count, 0) === total),
    );
    assert.ok(weeks.every(({ week }) => new Date(week * 1000).getUTCDay() === 0));
    assert.equal((await ask(simulator, `${below}/stargazers/history?page=101`)).status, 422);
  });

  it('feeds the last thirty days and three hundred events, with a poll interval, and not in strict order', async () => {
    const first = await ask(simulator, `${below}/events?per_page=100`);
    assert.equal(first.headers.get('x-poll-interval'), '60');
    const rows = [];
    for (let next: string | undefined = `${below}/events?per_page=100`; next;) {
      const page = await ask(simulator, next);
      rows.push(...page.json<{ id: string; type: string; created_at: string; payload: object }[]>());
      next = page.links.next;
    }
    assert.ok(rows.length > 20 && rows.length <= 300);
    assert.ok(rows.every(({ created_at: at, id }) => at > '2026-05-02' && /^\d{11}$/.test(id)));
    assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
    const push = rows.find(({ type }) => type === 'PushEvent');
    assert.deepEqual(
      Object.keys(push?.payload ?? {}).sort(),
      ['before', 'head', 'push_id', 'ref', 'repository_id'].sort(),
    );
    assert.equal((await ask(simulator, `${below}/events?per_page=100&page=4`)).status, 422);
    const etag = first.headers.get('etag') ?? '';
    const same = await ask(simulator, `${below}/events?per_page=100`, { headers: { 'if-none-match': etag } });
    assert.deepEqual([same.status, same.headers.get('x-poll-interval')], [304, '60']);
    widgets.openIssue({ title: 'Fresh' });
    const opened = (
      await get<{ type: string; payload: { action?: string; issue?: { title: string } } }[]>(`${below}/events`)
    ).find(({ payload }) => payload.issue?.title === 'Fresh');
    assert.equal(opened?.payload.action, 'opened');
    time += 60_000;
    assert.ok(!(await ask(simulator, '/events?per_page=100')).text.includes('"Fresh"'), 'the public feed is late');
    time += 300_000;
    assert.ok((await ask(simulator, '/events?per_page=100')).text.includes('"Fresh"'));
  });

  it('shows concealed members and teams only to those who belong there', async () => {
    const acme = simulator.world.organisation('acme');
    acme.join('shy', { isPublic: false });
    acme.addTeam('Core people', ['shy', 'ada']);
    simulator.options.tokens = { one: {}, two: { user: 'shy' } };
    const inside = { authorization: 'token two' };
    const logins = async (headers = {}) =>
      (await get<{ login: string }[]>('/orgs/acme/members?per_page=100', headers)).map(({ login }) => login);
    assert.deepEqual([(await logins()).includes('shy'), (await logins(inside)).includes('shy')], [false, true]);
    assert.equal((await ask(simulator, '/orgs/acme/teams')).status, 403);
    assert.equal((await get<{ slug: string }[]>('/orgs/acme/teams', inside))[0]?.slug, 'core-people');
    assert.equal((await get('/orgs/acme/teams/core-people/members', inside)).length, 2);
    acme.leave('shy');
    assert.equal((await ask(simulator, '/orgs/acme/teams', { headers: inside })).status, 403);
    const { links, status } = await ask(simulator, '/orgs/acme/members?per_page=1');
    assert.equal(status, 200);
    assert.match(links.next ?? '', new RegExp(`/organizations/${acme.account.id}/members\\?per_page=1&page=2$`));
    assert.equal((await ask(simulator, links.next ?? '')).status, 200);
    assert.equal((await ask(simulator, '/orgs/nobody/repos')).status, 404);
  });

  it('answers HEAD with the headers alone, and names its versions', async () => {
    const whole = await ask(simulator, `${below}/labels`);
    const head = await ask(simulator, `${below}/labels`, { method: 'HEAD' });
    assert.deepEqual([head.status, head.text, head.headers.get('etag')], [200, '', whole.headers.get('etag')]);
    assert.equal(head.headers.get('content-length'), String(Buffer.byteLength(whole.text)));
    assert.deepEqual(await get<string[]>('/versions'), ['2026-03-10', '2022-11-28']);
  });
});
