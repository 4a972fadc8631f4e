import assert from 'node:assert/strict';
import { assertTables } from '../support/assert-tables.ts';
import { assertLabelHistory } from '../support/compare-label-history.ts';
import { until } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const eventsOfIssue = 'GET /repos/{owner}/{repo}/issues/{issue_number}/events';

describe('lists that GitHub ends before their end', function () {
  this.timeout(120_000);
  // GraphQL, which asks for a hundred of them at once, is not there: e2e/graphql-events is about that.
  const tests = withRig(import.meta.url, { graphql: false });
  const { addRepository, load } = tests;
  afterEach(() => {
    Object.assign(tests.rig.simulator.options, { issueEventRows: undefined, rowCap: undefined, latencyMs: undefined });
  });
  const gaps = async (name: string) => {
    const { rows } = await tests.rig.db.query<{ resource: string; gap: string; reason: string }>(
      'select resource, gap, reason from report.gaps where repository = $1',
      [name],
    );
    return rows;
  };
  const isLacking = async (name: string) => {
    const { rows } = await tests.rig.db.query<{ is_lacking: boolean }>(
      `select is_lacking from kpi.completeness where resource = 'issue_events' and repository_id = $1`,
      [tests.rig.simulator.world.repository(name).id],
    );
    return rows[0]?.is_lacking;
  };
  const asked = (route: string) => tests.rig.simulator.requests.filter((request) => request.route === route);

  it('events that page numbers do not reach (422) are read issue by issue, also when the worker is killed amid them', async () => {
    const { simulator, db } = tests.rig;
    const name = addRepository({ issues: 140 });
    const repository = simulator.world.repository(name);
    simulator.options.issueEventRows = 200;
    simulator.options.latencyMs = 20;

    await tests.rig.startLoop(name, { resources: ['issues', 'issue_events'] });
    await until(() => Promise.resolve(asked(eventsOfIssue).length >= 20));
    const [gap] = await gaps(name);
    const wasLacking = await isLacking(name);
    await tests.rig.stopWorker('SIGKILL');
    simulator.options.latencyMs = 0;
    const before = asked(eventsOfIssue).map(({ path }) => path);
    assert.deepEqual([gap?.resource, gap?.gap], ['issue_events', 'items']);
    assert.match(gap?.reason ?? '', /\d+ single things that the list does not tell are still to be asked for/);
    assert.equal(wasLacking, true);
    assert.ok((await gaps(name)).length > 0, 'a killed worker leaves the gap');
    assert.ok(asked('GET /repos/{owner}/{repo}/issues/events').some(({ status }) => status === 422));

    await tests.rig.startWorker();
    await tests.rig.settled(name);

    assert.deepEqual(await gaps(name), []);
    assert.equal(await isLacking(name), false);
    await assertTables(db, simulator.world, repository, ['issue', 'issue_event']);
    await assertLabelHistory({ db, world: simulator.world, repository });
    const paths = asked(eventsOfIssue).map(({ path }) => path);
    const again = paths.filter((path, place) => paths.indexOf(path) !== place);
    assert.ok(before.length >= 20 && again.length <= 8, `${again.length} of ${paths.length} were asked twice`);
  });

  it('events are so, too, where the load was broken off at the very page that GitHub refuses', async () => {
    const { simulator, db } = tests.rig;
    const name = addRepository({ issues: 50 });
    const repository = simulator.world.repository(name);
    simulator.options.issueEventRows = 100;
    simulator.faults.add({ kind: 'status', status: 502, path: /issues\/events\?.*page=2/ });

    assert.equal((await load(name, { resources: ['issues', 'issue_events'] })).phase, 'ok');

    await assertTables(db, simulator.world, repository, ['issue', 'issue_event']);
    assert.deepEqual(await gaps(name), []);
  });

  it('comments behind the last row of their list are read by time', async () => {
    const { simulator, db } = tests.rig;
    const name = addRepository({ issues: 5 });
    const repository = simulator.world.repository(name);
    const start = Date.parse('2025-01-01T00:00:00Z');
    for (let nth = 0; nth < 1000; nth += 1) {
      repository.comment(1 + (nth % 5), { body: `word ${nth}`, at: new Date(start + nth * 60_000) });
    }
    simulator.options.rowCap = 300;

    const status = await load(name, { resources: ['issues', 'comments'] });

    assert.equal(status.phase, 'ok');
    await assertTables(db, simulator.world, repository, ['comment']);
    assert.deepEqual(await gaps(name), []);
    const { rows } = await db.query<{ stored: number }>(
      'select count(*)::int as stored from github.comment where repository_id = $1',
      [repository.id],
    );
    assert.ok((rows[0]?.stored ?? 0) >= 1000, JSON.stringify(rows));
  });
});
