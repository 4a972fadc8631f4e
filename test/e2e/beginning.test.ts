import assert from 'node:assert/strict';
import { repositoryLoop } from '../../client/temporal/loop-name.ts';
import { stopLoop } from '../../client/temporal/stop-loop.ts';
import { resources } from '../../workflows/contract.ts';
import { computed } from '../support/computed.ts';
import { until } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const day = 86_400_000;

describe('where a resource begins', function () {
  this.timeout(120_000);
  const tests = withRig(import.meta.url);

  const dayBefore = (days: number) =>
    new Date(tests.rig.simulator.world.clock().getTime() - days * day).toISOString().slice(0, 10);

  async function beginnings(name: string): Promise<Record<string, string | null>> {
    const { rows } = await tests.rig.db.query<{ resource: string; day: string | null }>(
      `select resource, to_char(complete_from at time zone 'utc', 'YYYY-MM-DD') as day
       from report.sync_status where repository = $1`,
      [name],
    );
    return Object.fromEntries(rows.map((row) => [row.resource, row.day]));
  }

  /** Months of the labels' table, and how many of them are complete, when nothing waits to be computed. */
  async function months(name: string): Promise<{ all: number; complete: number }> {
    const { db } = tests.rig;
    await computed(tests.rig, name);
    const { rows } = await db.query<{ all: number; complete: number }>(
      `select count(distinct month)::int as all, (count(distinct month) filter (where is_complete))::int as complete
       from report.issue_labels_monthly where repository = $1`,
      [name],
    );
    return rows[0]!;
  }

  const wanted = ['issues', 'issue_events', 'labels', 'commits', 'comments', 'releases', 'forks', 'milestones'];

  it('stays where it was proven when a loop is started again with a later beginning', async () => {
    const name = tests.addRepository({ issues: 300 });
    await tests.load(name, { resources: wanted });
    const before = await months(name);
    assert.ok(before.complete > 20, JSON.stringify(before));

    assert.deepEqual(await stopLoop(tests.rig.client, repositoryLoop(name)), { kind: 'cancelled' });
    const repository = tests.rig.simulator.world.repository(name);
    const [issue] = [...repository.store.present()].filter(({ pullRequest }) => !pullRequest);
    repository.edit(issue?.number as number, { title: 'changed behind the back of a loop' });
    repository.openIssue({ title: 'opened behind it' });
    await tests.load(name, { resources: wanted, from: dayBefore(5) });

    const after = await months(name);
    assert.ok(after.complete >= before.complete, `${JSON.stringify(before)} became ${JSON.stringify(after)}`);
    const days = Object.values(await beginnings(name));
    assert.deepEqual([...new Set(days)], [null]);
    const { rows } = await tests.rig.db.query<{ stored: number; total: number }>(
      `select rows_stored::int as stored, github_total::int as total
       from report.sync_status where repository = $1 and resource = 'issues'`,
      [name],
    );
    assert.deepEqual(rows, [{ stored: 301, total: 301 }]);
  });

  it('moves back when an earlier one is wanted, and what lies before is read', async () => {
    const name = tests.addRepository({ issues: 300 });
    const late = dayBefore(300);
    await tests.load(name, { resources: wanted, from: late });
    const { rows } = await tests.rig.db.query<{ rows: number }>(
      `select rows_stored::int as rows from report.sync_status where repository = $1 and resource = 'issues'`,
      [name],
    );
    assert.ok(rows[0]!.rows < 300);
    assert.equal((await beginnings(name)).issues, late);

    await stopLoop(tests.rig.client, repositoryLoop(name));
    await tests.load(name, { resources: wanted });

    const { rows: all } = await tests.rig.db.query<{ rows: number }>(
      `select rows_stored::int as rows from report.sync_status where repository = $1 and resource = 'issues'`,
      [name],
    );
    assert.deepEqual(all, [{ rows: 300 }]);
    assert.deepEqual([...new Set(Object.values(await beginnings(name)))], [null]);
  });

  it('is the first row of lists that are always read whole, whatever `from` is', async () => {
    const name = tests.addRepository({ issues: 60, stars: 30, forks: 3 });
    const from = dayBefore(200);
    await tests.load(name, { resources: [...resources], from });
    const told = await beginnings(name);
    const begun = Object.keys(told).filter((resource) => told[resource] !== null);
    const bounded = ['comments', 'commits', 'issue_events', 'issues', 'pull_requests', 'review_comments', 'reviews'];
    assert.deepEqual(begun.sort(), bounded);
    const { rows } = await tests.rig.db.query<{ forks: number }>(
      `select count(*)::int as forks from report.forks where repository = $1`,
      [name],
    );
    assert.equal(rows[0]!.forks, [...tests.rig.simulator.world.repository(name).forks.all()].length);
  });

  it('is where the load under way began, although the loop that goes on with it wants everything', async () => {
    const name = tests.addRepository({ issues: 900 });
    const { id } = tests.rig.simulator.world.repository(name);
    const late = dayBefore(600);
    // The load is stopped half-way: its second page is refused for longer than this loop lives.
    const path = new RegExp(`^/repositories/${id}/issues\\?.*direction=asc`);
    tests.rig.simulator.faults.add({ kind: 'status', status: 502, path, times: 1000 });
    await tests.rig.startLoop(name, { resources: ['issues'], from: late });
    await until(async () => (await tests.rig.db.query('select from sync.cursor where subject_id = $1', [id])).rowCount);
    await stopLoop(tests.rig.client, repositoryLoop(name));
    tests.rig.simulator.faults.clear();

    await tests.load(name, { resources: ['issues'] });
    await tests.rig.cycle(name);

    const { rows } = await tests.rig.db.query<{ rows: number; complete_from: string | null }>(
      `select rows_stored::int as rows, complete_from from report.sync_status
       where repository = $1 and resource = 'issues'`,
      [name],
    );
    assert.deepEqual(rows, [{ rows: 900, complete_from: null }]);
  });
});
