import assert from 'node:assert/strict';
import { assertIssuesEqual } from '../support/compare-issues.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

describe('loading a repository', () => {
  let rig: Rig;
  before(async function () {
    this.timeout(120_000);
    rig = await createRig(import.meta.url);
    await rig.startWorker();
  });
  after(() => rig.close());

  const issueRequests = () => rig.simulator.requests.filter(({ route }) => route.endsWith('/issues'));
  const truth = (name: string) => rig.simulator.world.repository(name).issues();

  it('stores every issue once, with labels, assignees and milestone, and the statistics', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'widgets', issues: 730, contributors: 12 });
    await rig.startLoop('acme/widgets');
    const status = await rig.settled('acme/widgets');

    assert.deepEqual(
      status.resources.map(({ resource, state, rows }) => ({ resource, state, rows })),
      [
        { resource: 'repository', state: 'ok', rows: 1 },
        { resource: 'issues', state: 'ok', rows: 730 },
        { resource: 'contributor_stats', state: 'ok', rows: 12 },
      ],
    );
    await assertIssuesEqual(rig.db, 'acme/widgets', truth('acme/widgets'));
    const { rows } = await rig.db.query(
      `select rows_stored, github_total, pages from report.sync_status where resource = 'issues'`,
    );
    assert.deepEqual(rows, [{ rows_stored: 730, github_total: 730, pages: 9 }]);
  });

  it('keeps every answer as it came', async () => {
    const { rows } = await rig.db.query<{ rows: number }>(
      `select sum(jsonb_array_length(body::jsonb))::int as rows from raw.page where resource = 'issues'`,
    );
    assert.equal(rows[0]?.rows, 830); // the probe's hundred, and all
  });

  it('an idle cycle costs two conditional requests and writes nothing but where it stands', async () => {
    const written = () =>
      rig.db.query<{ name: string; rows: string }>(
        `select 'raw' as name, coalesce(max(xmin::text::bigint), 0) as rows from raw.page
         union all select 'issue', max(xmin::text::bigint) from github.issue
         union all select 'account', max(xmin::text::bigint) from github.account
         union all select 'repository', max(xmin::text::bigint) from github.repository
         union all select 'stats', max(xmin::text::bigint) from github.contributor_stats
         union all select 'labels', max(xmin::text::bigint) from kpi.issue_labels_monthly
         union all select 'quality', max(xmin::text::bigint) from kpi.label_quality
         union all select 'newcomers', max(xmin::text::bigint) from kpi.new_contributors`,
      );
    const marks = () =>
      rig.db.query<{ resource: string; xmin: string }>(
        `select resource, xmin::text from sync.resource union all select workflow_id, xmin::text from sync.loop
         union all select window_key, xmin::text from sync.cursor union all select 'run', max(xmin::text) from sync.run`,
      );
    // The KPIs that the first load has started must be done.
    await rig.client.workflow.getHandle('kpis/acme/widgets').result();
    const [before, marksBefore, sent] = [await written(), await marks(), rig.simulator.requests.length];

    await rig.cycle('acme/widgets');

    const requests = rig.simulator.requests.slice(sent);
    assert.deepEqual(
      requests.map(({ status, conditional, billed }) => ({ status, conditional, billed })),
      [
        { status: 304, conditional: true, billed: false },
        { status: 304, conditional: true, billed: false },
      ],
    );
    assert.deepEqual((await written()).rows, before.rows);
    const old = new Map(marksBefore.rows.map(({ resource, xmin }) => [resource, xmin]));
    const moved = (await marks()).rows.filter(({ resource, xmin }) => old.get(resource) !== xmin);
    assert.deepEqual(moved.map(({ resource }) => resource).sort(), ['issues', 'repository']);
  });

  it('finds the one issue that is opened behind a page of exactly 100', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'hundred', issues: 100 });
    await rig.startLoop('acme/hundred', { resources: ['issues'] });
    await rig.settled('acme/hundred');
    rig.simulator.world.repository('acme/hundred').openIssue({ title: 'the one after' });
    const sent = issueRequests().length;

    await rig.cycle('acme/hundred');

    await assertIssuesEqual(rig.db, 'acme/hundred', truth('acme/hundred'));
    assert.equal(issueRequests().length - sent, 1);
  });

  it('sees edits, closings, removed labels and values that went back to null', async () => {
    const repository = rig.simulator.world.repository('acme/widgets');
    const numbers = [...repository.issues()].map(({ number }) => number).slice(0, 8);
    for (const [place, number] of numbers.entries()) {
      const issue = [...repository.issues()].find((one) => one.number === number);
      if (issue?.state === 'open') repository.close(number, 'completed');
      else repository.reopen(number);
      for (const label of issue?.labels ?? []) {
        if (typeof label === 'object') repository.unlabel(number, label.name);
      }
      repository.edit(number, { title: `edited ${place}`, body: null });
    }

    await rig.cycle('acme/widgets');

    await assertIssuesEqual(rig.db, 'acme/widgets', truth('acme/widgets'));
  });

  it('reads changes of more than a page since the last cycle', async () => {
    const repository = rig.simulator.world.repository('acme/widgets');
    for (const { number } of [...repository.issues()].slice(0, 240))
      repository.edit(number, { title: `again ${number}` });

    await rig.cycle('acme/widgets');

    await assertIssuesEqual(rig.db, 'acme/widgets', truth('acme/widgets'));
  });

  it('begins at `from` when it is told to', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'late', issues: 400, from: '2020-01-01' });
    const dates = [...truth('acme/late')].map(({ updated_at: at }) => at).sort();
    const from = (dates[300] as string).slice(0, 10);
    const expected = dates.filter((at) => at >= `${from}T00:00:00Z`).length;
    await rig.startLoop('acme/late', { resources: ['issues'], from });

    const status = await rig.settled('acme/late');

    const { rows } = await rig.db.query(
      `select count(*)::int as rows, min(issue.updated_at) >= $1::date as is_bounded
       from github.issue join github.repository using (repository_id) where name = 'late'`,
      [from],
    );
    assert.deepEqual(rows, [{ rows: expected, is_bounded: true }], JSON.stringify(status));
  });
});
