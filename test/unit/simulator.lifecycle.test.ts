import assert from 'node:assert/strict';
import { ask, type ListedIssue } from '../simulator/ask.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { createWorld, type Repository } from '../simulator/world.ts';

describe('simulator: repositories and issues that change', () => {
  let simulator: Simulator;
  let widgets: Repository;

  beforeEach(async () => {
    const world = createWorld({ clock: () => new Date('2026-06-01T00:00:00Z') });
    widgets = world.addRepository({ owner: 'acme', name: 'widgets', id: 1000, issues: 20, pullRequestShare: 0.5 });
    simulator = await startSimulator({ world, statsPendingCalls: 2 });
  });
  afterEach(() => simulator.close());

  const get = (path: string) => ask(simulator, path);
  const row = async (number: number) => (await get(`/repos/acme/widgets/issues/${number}`)).json<ListedIssue>();

  it('answers 301 by id under a name that was left, and another repository once the name is taken', async () => {
    simulator.world.rename('acme/widgets', 'acme/gadgets');
    const moved = await get('/repos/acme/widgets/issues?state=all');
    assert.deepEqual(
      [moved.status, moved.headers.get('location')],
      [301, `${simulator.url}/repositories/1000/issues?state=all`],
    );
    const followed = await get(moved.headers.get('location') ?? '');
    assert.match(followed.text, /api\.github\.com\/repos\/acme\/gadgets\/issues/);
    simulator.world.addRepository({ owner: 'acme', name: 'widgets' });
    const taken = (await get('/repos/acme/widgets')).json();
    assert.notEqual(taken.id, 1000);
    assert.equal((await get('/repositories/1000')).json().full_name, 'acme/gadgets');
  });

  it('answers every sub-route by id as by name, and logs both as one route', async () => {
    const [named, byId] = [await get('/repos/ACME/Widgets/issues/3'), await get('/repositories/1000/issues/3')];
    assert.equal(named.text, byId.text);
    assert.deepEqual(
      [...new Set(simulator.requests.map(({ route }) => route))],
      ['GET /repos/{owner}/{repo}/issues/{issue_number}'],
    );
  });

  it('answers 404 when a repository is gone, unknown or asked with a trailing slash', async () => {
    assert.equal((await get('/repos/acme/widgets/')).status, 404);
    assert.equal((await get('/repos/acme/nothing/issues')).status, 404);
    simulator.world.removeRepository('acme/widgets');
    assert.deepEqual([(await get('/repos/acme/widgets')).status, (await get('/repositories/1000')).status], [404, 404]);
    simulator.world.restoreRepository('acme/widgets');
    assert.equal((await get('/repos/acme/widgets')).status, 200);
  });

  it('answers 451 or 403 with the reason when it is blocked, and 403 with the permission that is missing', async () => {
    simulator.world.block('acme/widgets', 'dmca');
    const dmca = await get('/repos/acme/widgets/stats/contributors');
    assert.deepEqual([dmca.status, (dmca.json().block as { reason: string }).reason], [451, 'dmca']);
    simulator.world.block('acme/widgets', 'tos');
    assert.equal((await get('/repos/acme/widgets')).status, 403);
    simulator.world.unblock('acme/widgets');
    simulator.world.forbid('acme/widgets', 'GET /repos/{owner}/{repo}/issues');
    const forbidden = await get('/repos/acme/widgets/issues');
    assert.equal(forbidden.json().message, 'Resource not accessible by personal access token');
    assert.equal(forbidden.headers.get('x-accepted-github-permissions'), 'issues=read');
    assert.equal((await get('/repos/acme/widgets')).status, 200);
  });

  it('answers 410 on the list when issues are disabled, or shows the pull requests alone', async () => {
    widgets.set({ hasIssues: false });
    assert.equal((await get('/repos/acme/widgets/issues')).status, 410);
    assert.equal((await get('/repos/acme/widgets')).json().has_issues, false);
    const other = simulator.world.addRepository({
      owner: 'acme',
      name: 'mirror',
      issues: 20,
      pullRequestShare: 0.5,
      hasIssues: false,
      disabledList: 'pull-requests',
    });
    const rows = (await get('/repos/acme/mirror/issues?state=all')).json<{ pull_request?: unknown }[]>();
    assert.equal(rows.length, [...other.issues()].filter((issue) => issue.pull_request).length);
    assert.ok(rows.length > 0 && rows.every((issue) => issue.pull_request));
  });

  it('takes deleted, transferred and hidden issues off the list and tells them apart', async () => {
    simulator.world.addRepository({ owner: 'acme', name: 'other', id: 2000, issues: 5 });
    widgets.delete(1);
    const number = widgets.transfer(2, 'acme/other');
    widgets.hide(3);
    assert.equal((await get('/repos/acme/widgets/issues/1')).status, 410);
    const moved = await get('/repos/acme/widgets/issues/2');
    assert.equal(moved.headers.get('location'), `${simulator.url}/repositories/2000/issues/${number}`);
    assert.equal((await get(moved.headers.get('location') ?? '')).json().number, 6);
    assert.equal((await get('/repos/acme/widgets/issues/3')).status, 404);
    const rows = (await get('/repos/acme/widgets/issues?state=all&per_page=100')).json<ListedIssue[]>();
    assert.equal(rows.length, 17);
    const before = [...widgets.issues()].length;
    widgets.show(3);
    assert.equal([...widgets.issues()].length, before + 1);
  });

  it('moves updated_at and the count of open issues with every change, but not when a label is renamed', async () => {
    const number = widgets.openIssue({
      title: 'New',
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-01-01T00:00:00Z',
    });
    const open = widgets.openIssuesCount;
    widgets.label(number, 'bug');
    assert.equal((await row(number)).updated_at, '2026-06-01T00:00:00Z');
    widgets.close(number, 'not_planned');
    const closed = (await get(`/repos/acme/widgets/issues/${number}`)).json();
    assert.deepEqual(
      [closed.state, closed.state_reason, closed.closed_at],
      ['closed', 'not_planned', '2026-06-01T00:00:00Z'],
    );
    assert.equal((await get('/repos/acme/widgets')).json().open_issues_count, open - 1);
    widgets.touch(number, '2026-02-02T00:00:00Z');
    widgets.renameLabel('bug', 'defect');
    const renamed = (await get(`/repos/acme/widgets/issues/${number}`)).json<{
      updated_at: string;
      labels: { name: string }[];
    }>();
    assert.deepEqual(
      [renamed.updated_at, renamed.labels.map(({ name }) => name)],
      ['2026-02-02T00:00:00Z', ['defect']],
    );
  });

  it('computes statistics behind 202 answers after each push, and has none without commits', async () => {
    const status = async (name: string) => (await get(`/repos/acme/${name}/stats/contributors`)).status;
    assert.deepEqual([await status('widgets'), await status('widgets'), await status('widgets')], [202, 202, 200]);
    widgets.push('ada', 3);
    assert.deepEqual([await status('widgets'), await status('widgets'), await status('widgets')], [202, 202, 200]);
    simulator.world.addRepository({ owner: 'acme', name: 'blank', empty: true });
    assert.equal(await status('blank'), 204);
  });

  it('lists the hundred people with most commits, ascending, on one axis of Sundays with its zeros', async () => {
    simulator.options.statsPendingCalls = 0;
    simulator.world.addRepository({ owner: 'acme', name: 'crowd', contributors: 130 });
    simulator.world.repository('acme/crowd').push(null, 5000);
    type Activity = { author: object | null; total: number; weeks: { w: number; c: number }[] };
    const rows = (await get('/repos/acme/crowd/stats/contributors')).json<Activity[]>();
    assert.equal(rows.length, 100);
    assert.equal(rows.at(-1)?.author, null);
    const totals = rows.map(({ total }) => total);
    assert.deepEqual(
      totals,
      [...totals].sort((one, other) => one - other),
    );
    assert.equal(new Set(rows.map(({ weeks }) => weeks.length)).size, 1);
    for (const { weeks, total } of rows) {
      assert.ok(weeks.every(({ w }) => new Date(w * 1000).toUTCString().match(/^Sun.* 00:00:00 GMT$/)));
      assert.equal(
        weeks.reduce((sum, { c }) => sum + c, 0),
        total,
      );
    }
    assert.ok(rows.some(({ weeks }) => weeks.some(({ c }) => c === 0)));
  });

  it('leaves lines out of the statistics from ten thousand commits on', async () => {
    simulator.options.statsPendingCalls = 0;
    widgets.push('ada', 10_000);
    const text = (await get('/repos/acme/widgets/stats/contributors')).text;
    assert.match(text, /"c":10000|"total":10000/);
    assert.ok(!/"[ad]":[1-9]/.test(text));
  });
});
