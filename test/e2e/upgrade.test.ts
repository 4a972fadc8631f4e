import assert from 'node:assert/strict';
import { migrate } from '../../sql/migrate.ts';
import { messages, resources } from '../../workflows/contract.ts';
import type { LoopStatus } from '../../workflows/contract.ts';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import { createEmptyDatabase } from '../support/empty-database.ts';
import { leaveOut, temporal } from '../support/global.ts';
import { checkOutVersion, hasCommit } from '../support/landed-version.ts';
import type { LandedVersion } from '../support/landed-version.ts';
import { createRig, quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { tableDigests } from '../support/table-digests.ts';

/** The last commit of the version before resources were declared in one table. */
const landed = '2533063';
/** What that version does not have. */
const newParts = [
  'github.deployment',
  'kpi.releases_monthly',
  'kpi.label_categories_monthly',
  'kpi.label_quality.rules_version',
  'kpi.contributions_monthly',
  'kpi.contributors_monthly',
  'kpi.contributor_absence_monthly',
  'kpi.issue_flow_monthly',
  'kpi.pull_request_flow_monthly',
  'github.issue_label_period.begun_by',
  'github.issue_label_carry.is_start_known',
];
const all = 'acme/all';
const some = 'acme/some';

const describeWhere = hasCommit(landed) ? describe : undefined;
if (!describeWhere) leaveOut('an upgrade of running loops', `this clone has no commit ${landed}`);

describeWhere?.('an upgrade of running loops', function () {
  this.timeout(300_000);
  let rig: Rig;
  let version: LandedVersion;

  before(async () => {
    version = checkOutVersion(landed);
    rig = await createRig(
      import.meta.url,
      {},
      {
        temporal,
        async createDatabase() {
          const { url, drop } = await createEmptyDatabase();
          version.migrate(url);
          return { url, readerUrl: url, superuserUrl: url, drop };
        },
      },
    );
    const { world } = rig.simulator;
    world.addRepository({ owner: 'acme', name: 'all', issues: 230, stars: 30, contributors: 4 });
    world.addRepository({ owner: 'acme', name: 'some', issues: 40, contributors: 4 });
    await rig.startWorker({}, version.folder);
    // As people type it, but for the waits: everything of one, and issues alone of another one, cycle after cycle.
    const often = { every: '3s', waits: quickWaits, resources: undefined };
    await rig.startLoop(all, often);
    await rig.startLoop(some, { ...often, resources: ['issues'] });
    await rig.settled(all);
    await rig.settled(some);
  });
  after(async () => {
    await rig.close();
    version.remove();
  });

  const statusOf = (repository: string) =>
    rig.client.workflow.getHandle(`sync/${repository}`).query<LoopStatus>(messages.status);

  async function computed(): Promise<boolean> {
    const { rows } = await rig.db.query<{ labels: number; people: number; left: number }>(
      `select
         (select count(*) from kpi.issue_labels_monthly)::int as labels,
         (select count(*) from kpi.new_contributors)::int as people,
         (select count(*) from sync.touched_month)::int as left`,
    );
    const [row] = rows;
    return row !== undefined && row.labels > 0 && row.people > 0 && row.left === 0;
  }

  let cycles: Record<string, number> = {};

  it('leaves every typed row and every number of a filled database as it was', async () => {
    await until(computed);
    await rig.stopWorker('SIGKILL');
    cycles = { [all]: 0, [some]: 0 };
    const before = await tableDigests(rig.db, newParts);
    const begun = await rig.db.query<{ repository: string }>(
      `select owner || '/' || name as repository from sync.loop order by 1`,
    );
    assert.deepEqual(
      begun.rows.map(({ repository }) => repository),
      [all, some],
    );

    await migrate({ databaseUrl: rig.database.url });

    assert.deepEqual(await tableDigests(rig.db, newParts), before);
    assert.match(before['github.issue'] ?? '', /^270 rows /);
    const { rows } = await rig.db.query<{ resource: string; complete_from: string | null }>(
      'select resource, complete_from from report.sync_status where complete_from is not null',
    );
    assert.deepEqual(rows, []);
  });

  it('lets the loops go on under the new worker without an order, and those of everything learn what is new', async () => {
    await rig.startWorker();
    for (const name of [all, some]) cycles[name] = (await statusOf(name)).cycle;
    const { world } = rig.simulator;
    world.repository(all).openIssue({ title: 'opened after the upgrade' });
    world.repository(all).deploy('production');
    world.repository(some).openIssue({ title: 'opened after the upgrade' });
    for (const name of [all, some]) {
      // Two more: the one under way may have read its list before.
      await until(async () => (await statusOf(name)).settledCycle > (cycles[name] ?? 0) + 2);
    }

    const whole = await statusOf(all);
    assert.deepEqual(whole.resources.map(({ resource }) => resource).sort(), [...resources].sort());
    assert.deepEqual(
      (await statusOf(some)).resources.map(({ resource }) => resource),
      ['repository', 'issues'],
    );
    await until(async () => {
      const { rows } = await rig.db.query(
        `select from report.sync_status where repository = $1 and resource = 'deployments' and state = 'ok'`,
        [all],
      );
      return rows.length;
    });
    await assertEqualsTruth(rig.db, world, world.repository(all));
    const { rows } = await rig.db.query<{ issues: number }>(
      `select count(*)::int as issues from github.issue join github.repository using (repository_id) where name = 'some'`,
    );
    assert.deepEqual(rows, [{ issues: 41 }]);
    for (const name of [all, some]) {
      const { status } = await rig.client.workflow.getHandle(`sync/${name}`).describe();
      assert.equal(status.name, 'RUNNING');
    }
  });
});
