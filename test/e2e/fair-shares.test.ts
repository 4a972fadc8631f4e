import assert from 'node:assert/strict';
import { tryFairness } from '../../client/temporal/try-fairness.ts';
import { readBacklogs, tellBacklogs } from '../../client/temporal/read-backlogs.ts';
import { messages } from '../../workflows/contract.ts';
import type { LoopStatus, SyncNowAnswer } from '../../workflows/contract.ts';
import { createOwnServers } from '../support/own-servers.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { countBacklogs } from '../../worker/count-backlogs.ts';

/** Of four lists each: many times as much as a worker has slots. */
const loads = 25;
const resources = ['issues', 'comments', 'labels', 'milestones', 'contributor_stats'];
const waitMs = 180_000;
const names = Array.from({ length: loads }, (_, place) => `loads/load-${place + 1}`);

describe('fair shares', function () {
  this.timeout(600_000);
  let rig: Rig;
  before(async () => {
    rig = await createRig(import.meta.url);
    rig.simulator.world.addRepository({ owner: 'acme', name: 'small', issues: 20, contributors: 2 });
    for (const name of names)
      rig.simulator.world.addRepository({ owner: 'loads', name: name.slice(6), issues: 40, contributors: 1 });
    await rig.startWorker();
  });
  after(() => rig.close());

  /** Addresses below repositories, by name or by id. */
  function below(repositories: string[]): RegExp {
    const ids = repositories.map((name) => rig.simulator.world.repository(name).id);
    return new RegExp(`^/(repos/(${repositories.join('|')})|repositories/(${ids.join('|')}))/`);
  }

  it('an order is carried out while loads hold every slot, and many more of them wait', async () => {
    await rig.startLoop('acme/small', { resources: null });
    assert.equal((await rig.settled('acme/small', 1, waitMs)).phase, 'ok');
    const { simulator } = rig;
    // Each of them asks, and gets no answer: nothing but what is kept for orders is free.
    const release = simulator.faults.add({ kind: 'stall', path: below(names), times: 100_000 });
    for (const name of names) await rig.startLoop(name, { resources });
    const behind = await until(
      async () => {
        const sentence = tellBacklogs(await readBacklogs(rig.client));
        return sentence?.includes('activities in repometer-github,') ? sentence : undefined;
      },
      { waitMs },
    );
    assert.match(behind, /^There wait .*about \d+ activities in repometer-github, the oldest for \d+ s/);
    const queues = () =>
      rig.db.query<{ task_queue: string; waiting: number; is_current: boolean }>(
        `select task_queue, kind, waiting::int, oldest_seconds, is_current from report.task_queues order by 1, 2`,
      );
    assert.equal((await queues()).rowCount, 4, 'the worker has counted at its start');
    await countBacklogs(rig.db, rig.client);
    const loaded = (await queues()).rows.find(({ task_queue }) => task_queue === 'repometer-github');
    assert.ok(loaded!.is_current && loaded!.waiting > 0, JSON.stringify(loaded));
    await rig.db.query(`update sync.task_queue set counted_at = counted_at - interval '4 minutes'`);
    const old = (await queues()).rows;
    assert.ok(
      old.every(({ waiting, is_current }) => waiting === null && !is_current),
      JSON.stringify(old),
    );
    const repository = simulator.world.repository('acme/small');
    const [issue] = [...repository.issues()];
    repository.edit(issue!.number, { title: 'asked for' });

    const answer = await rig.order<SyncNowAnswer>('acme/small', messages.syncNow);
    assert.ok('cycle' in answer);
    const status = await rig.settled('acme/small', answer.cycle, waitMs);

    assert.equal(status.phase, 'ok');
    const { rows } = await rig.db.query('select 1 from github.issue where title = $1', ['asked for']);
    assert.equal(rows.length, 1);
    const answered = simulator.requests.filter(({ path, status: code }) => below(names).test(path) && code === 200);
    assert.deepEqual(answered, [], 'no load has got any further');
    release();
  });

  it('activities say who goes first: orders, cycles, loads', async () => {
    const { events = [] } = await rig.client.workflow.getHandle('sync/acme/small').fetchHistory();
    const scheduled = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: told }) =>
      told?.activityType?.name === 'syncList' || told?.activityType?.name === 'fetchRepository'
        ? [
            `${told.activityType.name} ${told.taskQueue?.name} ${told.priority?.priorityKey} ${told.priority?.fairnessKey}`,
          ]
        : [],
    );
    assert.deepEqual(
      [...new Set(scheduled)],
      [
        'fetchRepository repometer-github 3 acme/small',
        'syncList repometer-github 4 acme/small',
        'fetchRepository repometer-github-urgent 1 acme/small',
        'syncList repometer-github-urgent 1 acme/small',
      ],
    );
  });

  it('statistics that never come, and a load that does not end, leave the others their cycles', async () => {
    const { simulator } = rig;
    simulator.faults.add({ kind: 'computing', route: /stats/, path: below(['loads/load-1']), times: 100_000 });
    // The load of one goes on for as long as this test does: each of its pages comes, and late.
    const stop = simulator.faults.add({
      kind: 'stall',
      path: below(['loads/load-2']),
      route: /issues$/,
      times: 100_000,
    });
    const others = names.slice(2);
    await Promise.all(others.map((name) => rig.settled(name, 1, waitMs)));
    const { rows } = await rig.db.query<{ repository: string; state: string }>(
      `select repository, state from report.sync_status where resource = 'issues' and owner = 'loads'`,
    );
    assert.deepEqual(
      rows.filter(({ state }) => state !== 'ok').map(({ repository }) => repository),
      ['loads/load-2'],
    );
    assert.equal(
      (await rig.client.workflow.getHandle('sync/loads/load-2').query<LoopStatus>(messages.status)).phase,
      'loading',
    );
    stop();
  });
});

describe('the trial of who goes first', function () {
  this.timeout(600_000);

  it('tells a server that keeps to the keys from one that ignores them, and leaves nothing behind', async () => {
    const servers = createOwnServers();
    const unfair = createOwnServers({
      dynamicConfig: ['matching.enableFairness=false', 'matching.useNewMatcher=false'],
    });
    try {
      for (const [given, expected] of [
        [servers, { keepsPriority: true, keepsFairness: true, partitions: 1 }],
        [unfair, { keepsPriority: false, keepsFairness: false, partitions: 1 }],
      ] as const) {
        const { address } = await given.temporal();
        const { Client, Connection } = await import('@temporalio/client');
        const connection = await Connection.connect({ address });
        const client = new Client({ connection });
        assert.deepEqual(await tryFairness(client), expected);
        const isGone = async () => (await client.workflow.count(`WorkflowType = 'repometerTrial'`)).count === 0;
        await until(isGone, { waitMs, longestPauseMs: 2_000 });
        await connection.close();
      }
    } finally {
      await servers.stop();
      await unfair.stop();
    }
  });
});
