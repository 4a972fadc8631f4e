import assert from 'node:assert/strict';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { loadConfig } from '../../config.ts';
import { createLogger, installRuntime } from '../../worker/logger.ts';
import { prebuiltBundle } from '../../worker/workflow-bundle.ts';
import { taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { ComputeKpisInput } from '../../workflows/contract.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { storeIssue, touchIssueMonths } from '../support/store-issue.ts';
import { storeRepository } from '../support/store-repository.ts';

const repositories = 200;
const sick = 13;

describe('the computation of many repositories in Temporal', () => {
  let rig: Rig;
  before(async function () {
    this.timeout(120_000);
    installRuntime(createLogger('silent'));
    rig = await createRig(import.meta.url);
    for (let id = 1; id <= repositories; id += 1) {
      await storeRepository(rig.db, id, `acme/r${id}`);
      await storeIssue(rig.db, { repositoryId: id, id, labels: ['bug'], createdAt: '2026-01-05T00:00:00Z' });
      await touchIssueMonths(rig.db, id, id);
    }
    await rig.startWorker();
  });
  after(() => rig.close());

  const start = (workflowId: string, input: Partial<ComputeKpisInput> = {}) =>
    rig.client.workflow.start(workflowTypes.computeKpis, {
      taskQueue: taskQueues.repometer,
      workflowId,
      args: [input],
    });
  const computed = async () => {
    const { rows } = await rig.db.query<{ count: number }>(
      'select count(distinct repository_id)::int as count from kpi.issue_labels_monthly',
    );
    return rows[0]!.count;
  };

  it('goes in batches, and one that fails keeps no other back and is tried again by itself', async () => {
    await rig.db.query(`alter table kpi.issue_labels_monthly add constraint sick check (repository_id <> ${sick})`);
    const handle = await start('kpis/many');
    const pending = await until(async () => {
      const { raw } = await handle.describe();
      return raw.pendingActivities?.find(({ lastFailure }) => lastFailure);
    });
    assert.equal(pending.activityType?.name, 'computeRepositoryKpis');
    assert.match(pending.lastFailure?.message ?? '', /violates check constraint "sick"/);
    assert.equal(await computed(), repositories - 1);

    await rig.db.query('alter table kpi.issue_labels_monthly drop constraint sick');
    const result = (await handle.result()) as { repositories: number };
    assert.equal(result.repositories, repositories);
    assert.equal(await computed(), repositories);
    const { rows } = await rig.db.query('select from kpi.due_month union all select from sync.mark');
    assert.equal(rows.length, 0);

    const { events } = await handle.fetchHistory();
    const started = events!.flatMap(
      ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name ?? [],
    );
    assert.equal(started.filter((name) => name === 'computeKpiBatch').length, Math.ceil(repositories / 50));
    assert.equal(started.filter((name) => name === 'computeRepositoryKpis').length, 1);
  });

  it('replays what it has recorded, and no other order', async () => {
    const handle = await start('kpis/replayed', { all: true });
    await handle.result();
    const history = await handle.fetchHistory();
    const workflowBundle = await prebuiltBundle(loadConfig().cacheFolder);
    const replay = (recorded: typeof history) => Worker.runReplayHistory({ workflowBundle }, recorded, 'kpis/replayed');

    await replay(history);
    const batches = history.events!.flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
      scheduled?.activityType?.name === 'computeKpiBatch' ? scheduled : [],
    );
    batches[0]!.activityType!.name = 'computeRepositoryKpis';
    await assert.rejects(replay(history), DeterminismViolationError);
  });
});
