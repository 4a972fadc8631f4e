import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'csv-parse/sync';
import type { Locator } from 'playwright-core';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { createKey, revokeKey } from '../../client/keys/change-keys.ts';
import { charts } from '../../client/dashboard/monthly/charts.ts';
import { membersWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { computed } from '../support/computed.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import type { TestDashboard } from '../support/open-dashboard.ts';
import { patience } from '../support/patience.ts';
import { withRig } from '../support/with-rig.ts';

const widgets = 'acme/widgets';
const gateway = 'acme/gateway';
const resources = [
  'repository',
  'issues',
  'pull_requests',
  'comments',
  'labels',
  'releases',
  'commits',
  'contributor_stats',
  'star_history',
];

/** What the rows of a table on the page say, in the order of the page: the number of each cell, null where there is none. */
const numbersIn = (table: Locator): Promise<(number | null)[][]> =>
  table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [
          ...(
            row as unknown as { querySelectorAll(text: string): Iterable<{ dataset: { value: string } }> }
          ).querySelectorAll('td'),
        ].map(({ dataset }) => (dataset.value === '' ? null : Number(dataset.value))),
      ),
    );

/** Waits until the page shows what is wanted; after ten seconds the difference is told. */
async function eventually<T>(look: () => Promise<T>, wanted: T): Promise<void> {
  const deadline = Date.now() + 10_000 * patience;
  for (;;) {
    const found = await look();
    if (isDeepStrictEqual(found, wanted) || Date.now() > deadline) return assert.deepEqual(found, wanted);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the dashboard in Chromium', function () {
  this.timeout(300_000); // a machine without Chromium gets it first
  const tests = withRig(import.meta.url);
  let dashboard: TestDashboard;

  before(async () => {
    const { rig } = tests;
    const until = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);
    const world = rig.simulator.world;
    world.addRepository({
      owner: 'acme',
      name: 'widgets',
      description: 'Widgets for web pages',
      issues: 420,
      contributors: 90,
      stars: 900,
      pullRequestShare: 0.35,
      until,
    });
    world.addRepository({
      owner: 'acme',
      name: 'gateway',
      description: 'The HTTP gateway',
      issues: 90,
      contributors: 9,
      stars: 120,
      hasIssues: false,
      until,
    });
    for (const login of ['ada', 'grace', 'edsger']) world.organisations.named('acme').join(login, { isPublic: true });
    await Promise.all([widgets, gateway].map((name) => rig.startLoop(name, { resources })));
    await Promise.all([
      ...[widgets, gateway].map((name) => rig.settled(name)),
      rig.client.workflow.execute(workflowTypes.syncMembers, {
        taskQueue: taskQueues.repometer,
        workflowId: membersWorkflowId('acme'),
        args: [{ owner: 'acme' }],
      }),
    ]);
    await Promise.all([widgets, gateway].map((name) => computed(rig, name)));
    dashboard = await openDashboard({
      database: rig.database,
      client: rig.client,
      settings: { workflowsUrl: 'http://127.0.0.1:8233/namespaces/default/workflows' },
    });
  });
  after(() => dashboard?.close());
  afterEach(() =>
    assert.deepEqual(
      dashboard.complaints.splice(0),
      [],
      'the browser complains of nothing, and nothing of others is asked',
    ),
  );

  const query = async <Row>(text: string, values: unknown[] = []) =>
    (await tests.rig.db.query(text, values)).rows as Row[];
  const chart = (id: string) => dashboard.page.locator(`[data-chart="${id}"]`);
  const table = (id: string) => chart(id).locator(`[data-table="${id}"]`);
  /** The statement that a chart shows. */
  const sqlOf = async (id: string) => String(await chart(id).locator('.definition code').last().textContent());
  const months = async (id: string) => table(id).locator('tbody th').allInnerTexts();

  it('shows at the first visit what is kept, how far it is, and what is left of the quota', async () => {
    const { page } = dashboard;
    await dashboard.visit('/');
    assert.equal(await page.title(), 'Repositories – Repometer');
    const row = page.locator(`[data-repository="${widgets}"]`);
    assert.match(await row.innerText(), /ok[\s\S]*\d+ of \d+[\s\S]*ago/);
    assert.match(await page.locator(`[data-repository="${gateway}"]`).innerText(), /issues|disabled|ok/);
    assert.match(await page.getByRole('status').innerText(), /^2 repositories kept/);
    assert.match(await page.locator('.quota').innerText(), /requests left/);
    assert.deepEqual(await dashboard.violations(), []);
    await dashboard.picture('overview');
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.deepEqual(await dashboard.violations(), []);
    await dashboard.picture('overview-dark');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('shows the months of UTC, equal to the view, and gives away as CSV and JSON what it shows', async () => {
    const { page } = dashboard;
    await dashboard.visit(`/repositories/${widgets}?tables=new-contributors,issue-times`);
    const stored = await query<{ month: string; people: number; bots: number }>(
      `select to_char(month, 'YYYY-MM') as month, new_contributors - new_bots as people, new_bots as bots
       from report.new_contributors_monthly where repository = $1 and source = 'commits' order by month desc limit 24`,
      [widgets],
    );
    const shown = await numbersIn(table('new-contributors'));
    assert.deepEqual(
      shown,
      stored.toReversed().map(({ people, bots }) => [people, bots]),
    );
    const current = new Date().toLocaleDateString('en-US', { timeZone: 'UTC', month: 'short', year: 'numeric' });
    assert.equal((await months('new-contributors')).at(-1), current);
    for (const id of ['new-contributors', 'issue-times']) {
      const waiting = page.waitForEvent('download');
      await chart(id).getByRole('link', { name: /^CSV/ }).click();
      const file = await (await waiting).path();
      const rows: string[][] = parse(await readFile(file), { from: 2 });
      const columns = (await numbersIn(table(id)))[0]!.length;
      assert.deepEqual(
        rows.map((row) => row.slice(2, 2 + columns).map((value) => (value === '' ? null : Number(value)))),
        await numbersIn(table(id)),
      );
      assert.ok(
        rows.every((row) => row[0] === widgets && row.at(-1)!.length > 20),
        'each row says what it is',
      );
    }
    const waiting = page.waitForEvent('download');
    await chart('new-contributors').getByRole('link', { name: /^JSON/ }).click();
    const { rows, ...about } = JSON.parse(await readFile(await (await waiting).path(), 'utf8')) as {
      rows: { people: number; bots: number }[];
      view: string;
      completeThrough: string;
    };
    assert.deepEqual(
      rows.map(({ people, bots }) => [people, bots]),
      shown,
    );
    assert.equal(about.view, 'report.new_contributors_monthly');
    assert.ok(Date.parse(about.completeThrough) > 0);
  });

  it('opens the names behind a bar by keyboard, as many as it says, and the back button closes them', async () => {
    const { page } = dashboard;
    await dashboard.visit(`/repositories/${widgets}`);
    const bar = chart('new-contributors').locator('a[data-bar^="people."]').last();
    const [, month] = (await bar.getAttribute('data-bar'))!.split('.');
    await bar.focus();
    await page.keyboard.press('Enter');
    const list = chart('new-contributors').locator('[data-rows] li');
    await list.first().waitFor();
    const people = await query<{ login: string | null }>(
      `select login from report.new_contributors where repository = $1 and source = 'commits' and month = $2 and not is_bot`,
      [widgets, `${month}-01`],
    );
    const said = Number(/: (\d+)/.exec((await bar.getAttribute('aria-label'))!)![1]);
    assert.equal(await list.count(), said);
    assert.deepEqual(
      (await list.locator('a').allInnerTexts()).toSorted(),
      people.flatMap(({ login }) => login ?? []).toSorted(),
    );
    assert.ok(new URL(page.url()).searchParams.get('show')!.endsWith(month!));
    await dashboard.picture('names');
    await page.reload();
    assert.equal(
      await list
        .first()
        .waitFor()
        .then(() => list.count()),
      said,
      'the address says everything',
    );
    await page.goBack();
    await list.first().waitFor({ state: 'detached' });
    assert.ok(!page.url().includes('show='));
  });

  it('lists the items behind a bar, too', async () => {
    for (const [id, series] of [
      ['issue-flow', 'issues_closed'],
      ['pull-request-flow', 'closed_unmerged'],
      ['labels', null],
      ['releases', 'releases'],
    ] as const) {
      await dashboard.visit(`/repositories/${widgets}`);
      const bar = chart(id)
        .locator(series ? `a[data-bar^="${series}."]` : 'a[data-bar]')
        .nth(2);
      const said = Number(/: (\d+)/.exec((await bar.getAttribute('aria-label'))!)![1]);
      await bar.focus();
      await dashboard.page.keyboard.press('Enter');
      const list = chart(id).locator('[data-rows] li');
      await list.first().waitFor();
      assert.equal(await list.count(), said, id);
      const sql = await chart(id).locator('.rows code').innerText();
      assert.equal((await query(sql)).length, said, `${id}: ${sql}`);
    }
  });

  it('counts events by the hour, and tells the mean time between two of a kind', async () => {
    const { rig } = tests;
    const { id } = rig.simulator.world.repository(widgets);
    await dashboard.visit(`/repositories/${widgets}`);
    assert.match(await dashboard.page.getByRole('region', { name: 'Events' }).innerText(), /Nobody reads the feed/);
    await query('select github.ensure_event_partitions(array[current_date - 1, current_date])');
    // Five hours ago ten pushes, an hour ago three issues, ten minutes from each other.
    await query(
      `insert into github.event (event_id, repository_id, repository_name, created_at, type, action, first_seen_at, is_cleaned)
       select hours * 100 + nth, $1, $2, date_trunc('hour', now()) - make_interval(hours => hours) + interval '5 minutes' * nth, type, action, now(), false
       from (values (5, 'PushEvent', null, 10), (1, 'IssuesEvent', 'opened', 3)) as made (hours, type, action, events)
       cross join lateral generate_series(1, events) as nth`,
      [id, widgets],
    );
    await query('insert into github.event_repository (repository_id, name, named_at) values ($1, $2, now())', [
      id,
      widgets,
    ]);
    await query(
      `insert into sync.resource (subject_id, resource, state, rows_stored, complete_from, complete_through)
       values ($1, 'events', 'ok', 13, now() - interval '30 hours', now() - interval '3 hours')`,
      [id],
    );
    const asOf = new Date().toISOString().slice(0, 10);
    await computeKpiBatch(rig.db, { repositoryIds: [id], months: [], all: true, asOf, isPast: false });
    await dashboard.visit(`/repositories/${widgets}?tables=events`);
    const stored = await query<{ hour: string; events: number }>(
      `select to_char(hour at time zone 'utc', 'HH24:MI') as hour, sum(events)::int as events
       from report.event_counts_hourly where repository = $1 group by hour order by hour`,
      [widgets],
    );
    assert.deepEqual(
      stored.map(({ events }) => events).toSorted((one, other) => one - other),
      [3, 10],
    );
    const shown = await numbersIn(table('events'));
    assert.equal(shown.length, 48);
    const hours = await table('events').locator('tbody th').allInnerTexts();
    const counted = shown.flatMap(([events], place) => (!events ? [] : [{ hour: hours[place]!, events }]));
    assert.deepEqual(
      counted.map(({ events }) => events),
      [10, 3],
    );
    for (const { hour, events } of counted) {
      const found = stored.find((one) => one.events === events)!;
      assert.ok(hour.includes(found.hour), `${hour}: an hour of UTC, ${found.hour}`);
    }
    assert.deepEqual(
      [shown[0], shown[30], shown[45]],
      [[null], [0], [null]],
      'before the first look and after the last one nobody knows, between them there was none',
    );
    const intervals = await dashboard.page.getByRole('region', { name: 'Intervals between events' }).innerText();
    assert.match(intervals, /Push\s+10\s+5 minutes/);
    assert.match(intervals, /Issues opened\s+3\s+5 minutes/);
    const { items } = (await (
      await fetch(`${dashboard.origin}/api/v1/repositories/${widgets}/events/intervals`)
    ).json()) as { items: { type: string; measure: string; mean_seconds_between: number }[] };
    assert.equal(items.find(({ type }) => type === 'IssuesEvent')!.mean_seconds_between, 300);
    assert.deepEqual(await dashboard.violations(), []);
  });

  it('shows the stars of each week and the releases of each month, equal to their views', async () => {
    const from = `${new Date().getUTCFullYear() - 1}-01`;
    await dashboard.visit(`/repositories/${widgets}?tables=stars,releases&from=${from}`);
    const weeks = await query<{ stars: number }>(
      `select stars::int from report.star_weeks where repository = $1 and week >= $2 order by week`,
      [widgets, `${from}-01`],
    );
    assert.ok(weeks.length > 50);
    assert.deepEqual(
      await numbersIn(table('stars')),
      weeks.map(({ stars }) => [stars]),
    );
    assert.equal((await query(await sqlOf('stars'))).length, weeks.length);
    const releases = await query<{ releases: number }>(
      `select releases from report.releases_monthly where repository = $1 and month >= $2 order by month`,
      [widgets, `${from}-01`],
    );
    assert.ok(releases.some(({ releases: count }) => count > 0));
    const known = (await numbersIn(table('releases'))).filter(([count]) => count !== null);
    assert.deepEqual(
      known,
      releases.map(({ releases: count }) => [count]),
    );
  });

  it('changes range, source and bots in the address, and goes back', async () => {
    const { page } = dashboard;
    await dashboard.visit(`/repositories/${widgets}?tables=new-contributors`);
    assert.equal((await months('new-contributors')).length, 24);
    await page.getByRole('link', { name: '1 year' }).click();
    await eventually(() => table('new-contributors').locator('tbody tr').count(), 12);
    await page.getByRole('checkbox', { name: 'Bots' }).uncheck();
    await eventually(() => table('new-contributors').locator('thead th').count(), 2);
    await page.getByLabel('New contributors by').selectOption('pull_requests_opened');
    const { searchParams } = new URL(page.url());
    assert.deepEqual([searchParams.get('source'), searchParams.get('bots')], ['pull_requests_opened', 'without']);
    const stored = await query<{ people: number }>(
      `select new_contributors - new_bots as people from report.new_contributors_monthly
       where repository = $1 and source = 'pull_requests_opened' order by month desc limit 12`,
      [widgets],
    );
    await eventually(
      () => numbersIn(table('new-contributors')),
      stored.toReversed().map(({ people }) => [people]),
    );
    for (let steps = 0; steps < 3; steps += 1) await page.goBack();
    await eventually(() => table('new-contributors').locator('tbody tr').count(), 24);
  });

  it('tells five kinds of no number from each other', async () => {
    await dashboard.visit(
      `/repositories/${gateway}?tables=issue-flow,releases,new-contributors&from=${new Date().getUTCFullYear() - 3}-01`,
    );
    const faces = async (id: string) =>
      (
        await table(id)
          .locator('td')
          .evaluateAll((cells) => cells.map(({ className }) => String(className).replace('is-number is-', '')))
      ).flat();
    assert.ok(
      (await faces('issue-flow')).every((face) => face === 'refused'),
      'issues are turned off',
    );
    assert.match(await chart('issue-flow').innerText(), /GitHub does not give issues/);
    const people = await faces('new-contributors');
    assert.equal(people.at(-1), 'running');
    assert.ok(people.includes('zero'), people.join());
    await dashboard.visit(`/repositories/${gateway}?tables=active-contributors,pull-request-times`);
    assert.ok((await faces('active-contributors')).includes('partial'), 'what reviewers did is missing');
    assert.ok((await faces('pull-request-times')).includes('loading'), 'reviews are not read');
    assert.match(await chart('pull-request-times').innerText(), /reviews are not read for this repository/);
  });

  it('compares repositories that were chosen', async () => {
    const { page } = dashboard;
    await dashboard.visit('/');
    for (const name of [widgets, gateway]) await page.getByLabel(`Compare ${name}`).check();
    assert.equal(new URL(page.url()).searchParams.get('repositories'), `${widgets},${gateway}`);
    await page.reload();
    await page.getByRole('link', { name: 'Compare 2' }).click();
    await chart('compare')
      .getByRole('button', { name: /as a table/ })
      .click();
    const stored = await query<{ repository: string; people: number }>(
      `select repository, new_contributors - new_bots as people from report.new_contributors_monthly
       where source = 'commits' and month > date_trunc('month', now() at time zone 'utc') - interval '24 months' order by month`,
    );
    assert.equal((await query(await sqlOf('compare'))).length, stored.length);
    const of = (name: string) => stored.filter(({ repository }) => repository === name).map(({ people }) => people);
    const shown = await numbersIn(table('compare'));
    for (const [place, name] of [widgets, gateway].entries()) {
      const own = of(name);
      assert.deepEqual(shown.map((row) => row[place]).slice(-own.length), own, name);
    }
    assert.deepEqual(await dashboard.violations(), []);
    await chart('compare')
      .getByRole('button', { name: /as a table/ })
      .click();
    await page.getByLabel('Measure').selectOption('pull-request-flow.merged');
    await chart('compare').getByRole('group').first().waitFor();
    await dashboard.picture('compare');
  });

  it('compares the repositories that are known, and says which is not', async () => {
    await dashboard.visit(`/compare?repositories=${widgets},acme/typo&tables=compare`);
    assert.match(await dashboard.page.getByRole('alert').innerText(), /acme\/typo/);
    assert.equal(await table('compare').locator('thead th').count(), 2);
    dashboard.complaints.length = 0; // of an answer of status 404 the browser tells, too
  });

  it('says without bots only where they are left out', async () => {
    await dashboard.visit(`/repositories/${widgets}?bots=without`);
    const window = async (id: string) => String(await chart(id).locator('.definition dd').first().textContent());
    assert.match(await window('new-contributors'), /, without bots$/);
    for (const id of ['issue-flow', 'pull-request-times', 'releases', 'labels'])
      assert.match(await window(id), /; what bots did counts, too$/, id);
  });

  it('gives each chart a name, a table, one stop of the tab key and arrows; in both themes, and on a phone', async () => {
    const { page } = dashboard;
    await dashboard.visit(`/repositories/${widgets}`);
    await dashboard.picture('repository', { isWhole: true });
    await dashboard.picture('repository-top');
    const year = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 11))
      .toISOString()
      .slice(0, 7);
    await dashboard.visit(`/repositories/${widgets}?from=${year}`);
    const ids = await page
      .locator('[data-chart]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-chart')!));
    for (const id of [...charts.map((chart) => chart.id), 'stars', 'labels', 'categories', 'events']) {
      assert.ok(ids.includes(id), `${id} is shown`);
    }
    assert.deepEqual(await dashboard.violations(), []);
    for (const id of ids) {
      const figure = page.getByRole('figure').and(chart(id));
      assert.equal(await figure.count(), 1, id);
      const name = await figure.locator('h2').innerText();
      assert.ok((await figure.getByRole('group', { name }).count()) >= 1, id);
      const stops = figure.locator('[data-bar][tabindex="0"]');
      assert.equal(await stops.count(), await figure.locator('svg[role="group"]').count(), `${id}: one stop a chart`);
      await stops.first().focus();
      const before = await page.evaluate('document.activeElement.dataset.bar');
      await page.keyboard.press('ArrowLeft');
      assert.notEqual(await page.evaluate('document.activeElement.dataset.bar'), before, id);
      assert.match(
        await figure
          .locator('.axis')
          .first()
          .innerText()
          .catch(() => figure.locator('.axis').first().textContent().then(String)),
        /UTC/,
      );
      await figure.locator('[data-toggle]').focus();
      await page.keyboard.press('Space');
      await table(id).waitFor();
      assert.ok((await table(id).locator('tbody tr').count()) >= 12, id);
      await figure.locator('.definition summary').click();
      assert.match(
        await figure.locator('.definition dl').innerText(),
        /Window[\s\S]*Source[\s\S]*Computed[\s\S]*Complete through[\s\S]*SQL/,
      );
      assert.ok((await query(await sqlOf(id))).length > 0, `${id}: ${await sqlOf(id)}`);
    }
    assert.deepEqual(await dashboard.violations(), []);
    assert.match(
      (await page.getByRole('link', { name: 'In Temporal' }).getAttribute('href'))!,
      /workflows\/sync%2Facme%2Fwidgets$/,
    );
    await page.emulateMedia({ colorScheme: 'dark' });
    await dashboard.visit(`/repositories/${widgets}?from=${year}`);
    assert.deepEqual(await dashboard.violations(), []);
    await dashboard.picture('repository-dark', { isWhole: true });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [name, path] of [
      ['overview', '/'],
      ['repository', `/repositories/${widgets}`],
      ['compare', `/compare?repositories=${widgets},${gateway}`],
    ] as const) {
      await dashboard.visit(path);
      assert.equal(
        await page.evaluate('document.documentElement.scrollWidth'),
        390,
        `${name} is no wider than a phone`,
      );
      await dashboard.picture(`${name}-phone`, { isWhole: true });
    }
    await page.setViewportSize({ width: 1240, height: 900 });
  });

  it('shows who belongs to an organisation', async () => {
    await dashboard.visit('/organizations/acme?tables=members');
    const members = dashboard.page.locator('[data-members]').last();
    const stored = await query<{ login: string }>(
      `select login from report.members where owner = 'acme' and left_at is null and not is_bot`,
    );
    assert.equal(await members.locator('tbody tr').count(), stored.length);
    assert.match(await members.innerText(), /grace/);
    assert.deepEqual(await dashboard.violations(), []);
    await query(await sqlOf('members'));
    await dashboard.picture('organization');
  });

  it('moves while a sync runs, and nobody loads it again', async () => {
    const { rig } = tests;
    await dashboard.visit(`/repositories/${widgets}`);
    await dashboard.page.getByText('live', { exact: true }).waitFor();
    const issues = dashboard.page
      .locator('[data-sync] tr', { has: dashboard.page.getByRole('rowheader', { name: 'issues', exact: true }) })
      .locator('td')
      .nth(1);
    const before = Number((await issues.innerText()).replaceAll(',', ''));
    rig.simulator.world.repository(widgets).openIssue({ title: 'One more' });
    await rig.cycle(widgets);
    await eventually(() => issues.innerText(), (before + 1).toLocaleString('en-US'));
  });

  it('asks for a key where one is needed, and says when it was revoked', async () => {
    const { rig } = tests;
    const key = await createKey(rig.db, 'reader of the dashboard', 'read');
    const closed = await openDashboard({
      database: rig.database,
      client: rig.client,
      settings: { hasOpenReads: false },
    });
    try {
      const { page } = closed;
      await closed.visit('/');
      await page.getByLabel('Key').fill(key);
      await page.getByRole('button', { name: /Use it/ }).click();
      await page.locator(`[data-repository="${widgets}"]`).waitFor();
      await closed.visit(`/compare?repositories=${widgets}`);
      await page.getByLabel('Key').fill(key);
      await page.getByRole('button', { name: /Use it/ }).click();
      const compared = page.locator('[data-chart="compare"]');
      await compared.waitFor();
      await eventually(
        async () => /People who contributed/.test(String(await compared.locator('.definition').textContent())),
        true,
      );
      await page.getByRole('link', { name: 'Repositories' }).click();
      await page.locator(`[data-repository="${widgets}"]`).waitFor();
      await revokeKey(rig.db, 'reader of the dashboard');
      await closed.askAgain();
      await page.getByRole('alert').getByText('This key is unknown, or was revoked.').waitFor();
    } finally {
      await closed.close();
    }
  });

  it('says in a sentence when the API is gone, and keeps what it has read', async () => {
    await dashboard.visit('/');
    await dashboard.stopApi();
    await dashboard.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await dashboard.page.getByRole('alert').getByText('The API does not answer').waitFor();
    assert.equal(await dashboard.page.locator(`[data-repository="${widgets}"]`).count(), 1);
    await dashboard.page.getByText('not live: asks every 10 s').waitFor();
    await dashboard.picture('api-down');
    dashboard.complaints.length = 0; // that nothing answers, the browser tells, too
  });
});
