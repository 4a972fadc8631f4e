import assert from 'node:assert/strict';
import { WorkflowFailedError } from '@temporalio/client';
import { backfillWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { assertTables } from '../support/assert-tables.ts';
import { startBackfill } from '../support/backfills.ts';
import { until } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';
import { runCli, startCli } from './cli-run.ts';

const day = 86_400_000;

describe('orders for a backfill', function () {
  this.timeout(240_000);
  const tests = withRig(import.meta.url);
  const { addRepository, load } = tests;
  const dayBefore = (days: number) =>
    new Date(tests.rig.simulator.world.clock().getTime() - days * day).toISOString().slice(0, 10);
  const environment = () => ({
    DATABASE_URL: tests.rig.database.url,
    DATABASE_READER_URL: tests.rig.database.readerUrl,
    TEMPORAL_ADDRESS: tests.rig.temporalAddress,
    TEMPORAL_NAMESPACE: tests.rig.namespace,
  });
  const cli = (...args: string[]) => runCli(['backfill', ...args], environment());

  async function failureOf(input: unknown, workflowId = backfillWorkflowId('acme/nobody')): Promise<string> {
    try {
      await tests.rig.client.workflow.execute(workflowTypes.backfillRepository, {
        taskQueue: taskQueues.repometer,
        workflowId,
        args: input === undefined ? [] : [input],
      });
    } catch (error) {
      if (error instanceof WorkflowFailedError) return error.cause?.message ?? '';
      throw error;
    }
    return 'It did not fail.';
  }

  it('a bad input fails the workflow at once, with a sentence', async () => {
    const repository = 'acme/nobody';
    const tomorrow = dayBefore(-2);
    const cases: [unknown, RegExp][] = [
      [undefined, /takes one JSON object such as .*it got nothing/],
      [{}, /A repository is named owner\/name/],
      [{ repository, from: '2020-02-30' }, /from must be a day such as 2024-01-31, not "2020-02-30"/],
      [
        { repository, from: '2020-01-01', to: '2016-01-01' },
        /to must come after from: nothing lies between 2020-01-01 and 2016-01-01/,
      ],
      [{ repository, from: '2020-01-01', to: '2020-01-01' }, /to must come after from/],
      [{ repository, from: tomorrow }, /from must not be in the future/],
      [{ repository, to: tomorrow }, /to must not be in the future/],
      [{ repository, resources: ['stars'] }, /"stars" is no resource/],
      [{ repository, until: '2020-01-01' }, /does not know "until"/],
      [{ repository }, /No loop keeps acme\/nobody.*repometer repos add acme\/nobody/],
    ];
    for (const [input, sentence] of cases) assert.match(await failureOf(input), sentence);
    assert.match(await failureOf({ repository }, 'backfill/other'), /has the workflow id backfill\/acme\/nobody/);
    assert.equal((await tests.rig.db.query('select from sync.resource')).rowCount, 0);
  });

  it('what the loop does not keep is refused, and what is whole already is said', async () => {
    const name = addRepository({ issues: 20 });
    await load(name, { resources: ['issues', 'labels'], from: dayBefore(100) });
    const id = backfillWorkflowId(name);
    assert.match(
      await failureOf({ repository: name, resources: ['comments'] }, id),
      /does not keep comments; it keeps repository, issues, labels/,
    );
    const labels = await (await startBackfill(tests.rig, name, { resources: ['labels'] })).result();
    assert.deepEqual(labels.notes, ['labels is always read whole, so nothing lies before it.']);
    assert.equal(labels.changed, 0);
  });

  it('wrong usage exits 2 and starts nothing', async () => {
    const cases: [string[], RegExp][] = [
      [['acme/nobody', '--from', '2020-01-01', '--to', '2016-01-01'], /--to must come after --from/],
      [['acme/nobody', '--from', 'yesterday'], /--from must be a day/],
      [['acme/nobody', '--from', dayBefore(-2)], /--from must not be in the future/],
      [['acme/nobody', '--resources', 'stars'], /"stars" is no resource/],
      [['nobody'], /A repository is named owner\/name/],
      [['acme/nobody', '--from', '2020-01-01'], /No loop keeps acme\/nobody/],
    ];
    for (const [args, sentence] of cases) {
      const { code, err, out } = await cli(...args);
      assert.deepEqual([code, out], [2, ''], err);
      assert.match(err, sentence);
    }
    await assert.rejects(tests.rig.client.workflow.getHandle(backfillWorkflowId('acme/nobody-else')).describe());
  });

  it('the command shows how far it is, waits, and is told of by status; another one meanwhile is refused', async () => {
    const { simulator, db } = tests.rig;
    const name = addRepository({ issues: 300, pullRequestShare: 0 });
    await load(name, { resources: ['issues', 'comments'], from: dayBefore(100) });
    simulator.faults.add({ kind: 'status', status: 502, path: /issues\/comments/, times: 10_000 });
    const running = startCli(['backfill', name, '--from', dayBefore(900)], environment());
    await running.said('has started');
    await until(async () => (await db.query(`select from sync.cursor where purpose = 'backfill'`)).rowCount);

    const far = await runCli(['status', name], environment());
    assert.equal(far.code, 0, far.err);
    assert.match(
      far.err,
      new RegExp(`The backfill of ${name} runs: 1 of 2 lists are read, now comments.* rows so far; `),
    );

    const second = await cli(name, '--detach');
    assert.equal(second.code, 1);
    assert.match(second.err, /A backfill of .* runs already, and keeps its own range/);
    const paused = await cli('pause', name);
    assert.deepEqual([paused.code, paused.err], [0, `The backfill of ${name} is paused.\n`]);
    const listed = await runCli(['repos', 'list'], environment());
    assert.match(listed.err, new RegExp(`The backfill of ${name} is paused: .*"repometer backfill resume ${name}"`));
    const shown = await cli('status', name);
    assert.equal(shown.code, 0, shown.err);
    assert.match(shown.out, new RegExp(`^Backfill of ${name} from ${dayBefore(900)}: paused\nissues `));
    assert.match(shown.out, /issues +done +\d+ of \d+ rows, 100 %/);
    assert.match(shown.out, /comments +reading/);
    simulator.faults.clear();
    assert.equal((await cli('resume', name)).code, 0);
    const { code, err, out } = await running.ended;
    assert.deepEqual([code, out], [0, ''], err);
    assert.match(err, new RegExp(`${name} was backfilled: \\d+ rows were new or newer`));

    const { searchAttributes, typedSearchAttributes } = await tests.rig.client.workflow
      .getHandle(backfillWorkflowId(name))
      .describe();
    assert.ok(searchAttributes && JSON.stringify(typedSearchAttributes).includes(name));
    const again = await cli(name, '--from', dayBefore(900));
    assert.equal(again.code, 0, again.err);
    assert.match(again.err, /issues: complete since \S+ already/);
    const detached = await cli(name, '--detach');
    assert.equal(detached.code, 0, detached.err);
    await tests.rig.client.workflow.getHandle(backfillWorkflowId(name)).result();
    await assertTables(db, simulator.world, simulator.world.repository(name), ['issue', 'comment']);
    const cancelled = await cli('cancel', name);
    assert.equal(cancelled.code, 1);
    assert.match(cancelled.err, /No backfill of .* runs/);
  });
});
