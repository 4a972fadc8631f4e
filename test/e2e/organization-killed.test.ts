import assert from 'node:assert/strict';
import { messages, orgWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { OrganizationStatus } from '../../workflows/contract.ts';
import { assertOwnerEqualsTruth } from '../support/owner-truth.ts';
import { createRig, longestQueryPauseMs, quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

const repositories = 60;

describe('a worker that is killed while it starts the loops of an owner', function () {
  this.timeout(300_000);
  let rig: Rig;

  before(async () => {
    rig = await createRig(import.meta.url);
    for (let count = 1; count <= repositories; count += 1) {
      rig.simulator.world.addRepository({ owner: 'acme', name: `r${count}`, contributors: 1 });
    }
    // Each step of a start is written down; this makes the middle long enough to be met.
    await rig.db.query(
      `create function slow_down() returns trigger language plpgsql as
       $$ begin perform pg_sleep(0.1); return new; end $$`,
    );
    await rig.db.query(
      'create trigger slow_down before update on sync.owner_loop for each row execute function slow_down()',
    );
  });
  after(() => rig.close());

  const countOf = async (states: string[]) => {
    const { rows } = await rig.db.query<{ loops: number }>(
      'select count(*)::int as loops from sync.owner_loop where state = any ($1)',
      [states],
    );
    return rows[0]?.loops ?? 0;
  };

  it('leaves exactly one loop of each repository', async () => {
    await rig.startWorker();
    const handle = await rig.client.workflow.start(workflowTypes.syncOrganization, {
      taskQueue: taskQueues.repometer,
      workflowId: orgWorkflowId('acme'),
      args: [{ owner: 'acme', repositories: { every: '1d', resources: ['labels'] }, waits: quickWaits }],
    });
    await until(async () => (await countOf(['started'])) >= 12);
    await rig.stopWorker('SIGKILL');
    const startedBefore = await countOf(['started']);
    assert.ok(startedBefore < repositories, `killed in the midst: ${startedBefore}`);
    await rig.db.query('drop trigger slow_down on sync.owner_loop');

    await rig.startWorker();
    const { loops } = await until(
      async () => {
        const status = await handle.query<OrganizationStatus>(messages.status).catch(() => null);
        return status && status.settledCycle >= 1 && status;
      },
      { longestPauseMs: longestQueryPauseMs, waitMs: 120_000 },
    );
    assert.deepEqual([loops?.listed, loops?.kept], [repositories, repositories]);
    assert.equal(await countOf(['started']), repositories);
    await assertOwnerEqualsTruth(rig.db, rig.simulator.world, 'acme');
    // Every run that there ever was: none was started twice, and none anew.
    const query = `WorkflowType = '${workflowTypes.syncRepository}'`;
    await until(async () => (await rig.client.workflow.count(query)).count === repositories);
    const ids = new Set<string>();
    for await (const { workflowId } of rig.client.workflow.list({ query })) ids.add(workflowId);
    assert.equal(ids.size, repositories);
  });

  it('begins them one after the other, and each keeps its repository in the end', async () => {
    const delays: number[] = [];
    for await (const { startTime, executionTime } of rig.client.workflow.list({
      query: `WorkflowType = '${workflowTypes.syncRepository}'`,
    })) {
      delays.push(Math.round(((executionTime ?? startTime).getTime() - startTime.getTime()) / 1000));
    }
    delays.sort((one, other) => one - other);
    assert.deepEqual(
      delays,
      Array.from({ length: repositories }, (_, place) => place),
    );
    await until(
      async () => {
        const { rows } = await rig.db.query<{ loaded: number }>(
          `select count(*)::int as loaded from report.sync_status where resource = 'labels' and state in ('ok', 'empty')`,
        );
        return rows[0]?.loaded === repositories;
      },
      { waitMs: 150_000, longestPauseMs: 1000 },
    );
  });
});
