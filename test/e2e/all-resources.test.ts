import assert from 'node:assert/strict';
import { resources } from '../../workflows/contract.ts';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

describe('everything that GitHub knows about a repository', () => {
  let rig: Rig;
  before(async function () {
    this.timeout(120_000);
    rig = await createRig(import.meta.url);
    await rig.startWorker();
  });
  after(() => rig.close());

  it('is loaded, every resource of it, as GitHub shows it', async () => {
    const { world } = rig.simulator;
    const plan = { issues: 230, contributors: 8, stars: 120, forks: 12 };
    const repository = world.addRepository({ owner: 'acme', name: 'widgets', ...plan });
    await rig.startLoop('acme/widgets', { resources: [...resources] });
    const status = await rig.settled('acme/widgets');

    const troubled = status.resources.filter(({ state }) => state !== 'ok');
    assert.deepEqual(troubled, []);
    await assertEqualsTruth(rig.db, world, repository);
  });

  it('has a history of labels, so no month lacks its columns', async () => {
    await rig.client.workflow.getHandle('kpis/acme/widgets').result();
    const { rows } = await rig.db.query(
      `select count(*)::int > 0 as has_months, bool_and(labeled is not null and open_at_month_end is not null) as is_told
       from report.issue_labels_monthly where not is_without_label`,
    );
    assert.deepEqual(rows, [{ has_months: true, is_told: true }]);
  });
});
