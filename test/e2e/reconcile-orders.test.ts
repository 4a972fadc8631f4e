import assert from 'node:assert/strict';
import { WorkflowFailedError } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import { messages, reconcileWorkflowId, resources, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { assertTables } from '../support/assert-tables.ts';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import { quickWaits, until } from '../support/rig.ts';
import { timersOf } from '../support/shown-in-temporal.ts';
import { withRig } from '../support/with-rig.ts';
import { runCli } from './cli-run.ts';

const issueList = 'GET /repos/{owner}/{repo}/issues';

interface Reconciled {
  repositories: number;
  changed: number;
  failures: string[];
  leftOut: string[];
}

describe('orders to compare with GitHub', function () {
  this.timeout(90_000);
  const tests = withRig(import.meta.url);
  const { addRepository, load } = tests;
  type Reconcile = (order: unknown) => Promise<Reconciled>;

  const start = (workflowId: string, order: Record<string, unknown>): Promise<WorkflowHandle<Reconcile>> =>
    tests.rig.client.workflow.start<Reconcile>(workflowTypes.reconcileRepository, {
      taskQueue: taskQueues.repometer,
      workflowId,
      args: [{ waits: quickWaits, ...order }],
    });
  async function failure(workflowId: string, order: Record<string, unknown>): Promise<string> {
    const handle = await start(workflowId, order);
    const error = await handle.result().then(
      () => assert.fail('it did not fail'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof WorkflowFailedError);
    return error.cause?.message ?? '';
  }
  const cli = (...args: string[]) =>
    runCli(args, {
      DATABASE_URL: tests.rig.database.url,
      DATABASE_READER_URL: tests.rig.database.readerUrl,
      TEMPORAL_ADDRESS: tests.rig.temporalAddress,
      TEMPORAL_NAMESPACE: tests.rig.namespace,
    });
  const repositoryOf = (name: string) => tests.rig.simulator.world.repository(name);
  const isEqual = (name: string) => assertEqualsTruth(tests.rig.db, tests.rig.simulator.world, repositoryOf(name));
  /** A closed issue that nobody asks for, and that only a comparison finds gone. */
  function hideOne(name: string): void {
    const [state] = [...repositoryOf(name).store.present()].filter(({ pullRequest }) => !pullRequest);
    repositoryOf(name).hide(state?.number as number);
  }
  async function loaded(): Promise<string> {
    const name = addRepository({ issues: 15, pullRequestShare: 0.2 });
    await load(name, { resources: [...resources] });
    return name;
  }

  for (const [title, workflowId, order, sentence] of [
    [
      'a repository that is not stored',
      'reconcile/acme/nowhere',
      { repository: 'acme/nowhere' },
      /^Nothing is stored of acme\/nowhere yet: start its loop \(repometer repos add acme\/nowhere\)/,
    ],
    [
      'another workflow id',
      'compare-mine',
      { repository: 'Acme/Some' },
      /workflow id reconcile\/acme\/some, not compare-mine: temporal workflow start .*--workflow-id reconcile\/acme\/some --input '{"repository":"Acme\/Some"}'/,
    ],
    ['another workflow id for all', 'reconcile/acme/some', {}, /workflow id reconcile\/all, not reconcile\/acme\/some/],
    ['an unknown field', 'reconcile/acme/some', { repository: 'acme/some', bak: '1d' }, /does not know "bak"/],
    ['a back that is no time', 'reconcile/all', { back: 'banana' }, /back must be a duration/],
    ['a whole that is no truth', 'reconcile/all', { whole: 'yes' }, /whole must be true or false, not "yes"/],
  ] as const) {
    it(`${title} fails at once, with a sentence`, async () => {
      assert.match(await failure(workflowId, order), sentence);
    });
  }

  it('{} compares all that a loop keeps, and one that fails delays none', async () => {
    const [gone, kept] = [await loaded(), await loaded()];
    tests.rig.simulator.world.removeRepository(gone);
    hideOne(kept);

    const { repositories, failures } = await (await start('reconcile/all', {})).result();

    assert.equal(repositories, 2);
    assert.ok(
      failures.length > 0 && failures.every((sentence) => sentence.startsWith(`${gone} `)),
      failures.join('\n'),
    );
    await isEqual(kept);
    const { rows } = await tests.rig.db.query<{ repository: string }>(
      `select repository from report.sync_status where resource = 'issues' and reconciled_at is not null`,
    );
    assert.deepEqual(rows, [{ repository: kept }]);
    await tests.rig.client.workflow.getHandle(`sync/${gone}`).terminate();
    await tests.rig.db.query('delete from sync.loop where workflow_id = $1', [`sync/${gone}`]);
  });

  it('{} compares repositories without an issue list, too, and names what it leaves out', async () => {
    const { simulator, client, db } = tests.rig;
    const without = addRepository({ hasIssues: false, pullRequestShare: 0, issues: 0 });
    await load(without, { resources: ['issues', 'labels', 'releases'] });
    const others = addRepository({ issues: 5 });
    await load(others, { resources: ['labels', 'milestones'] });
    const [paused, stopped, unread] = [addRepository({ issues: 3 }), addRepository({ issues: 3 }), addRepository()];
    for (const name of [paused, stopped]) await load(name, { resources: ['issues'] });
    await client.workflow.getHandle(`sync/${paused}`).executeUpdate(messages.pause);
    await until(async () => (await db.query(`select from sync.loop where state = 'paused'`)).rowCount === 1);
    await client.workflow.getHandle(`sync/${stopped}`).terminate();
    await db.query('delete from sync.loop where workflow_id = $1', [`sync/${stopped}`]);
    simulator.world.forbid(unread, 'GET /repos/{owner}/{repo}');
    await load(unread, { resources: ['issues'] });
    for (const name of [without, others]) {
      const [label] = [...repositoryOf(name).labels.all()];
      if (label) repositoryOf(name).deleteLabel(label.name);
      else repositoryOf(name).createLabel({ name: 'new' });
    }

    const { leftOut } = await (await start('reconcile/all', {})).result();

    for (const name of [without, others]) await assertTables(db, simulator.world, repositoryOf(name), ['label']);
    const [ofNoLoop, ...ofOthers] = leftOut;
    assert.match(ofNoLoop ?? '', new RegExp(`^Left out, since no loop keeps them any more: .*\\b${stopped}\\.$`));
    assert.deepEqual(ofOthers, [
      `Left out, since nothing of them is loaded yet: ${unread}.`,
      `Left out, since their loops are paused: ${paused}.`,
      `${without} issues is disabled: Issues are disabled (410: Issues are disabled for this repo).`,
    ]);
    const all = await cli('reconcile');
    assert.equal(all.code, 0, all.err);
    for (const sentence of leftOut) assert.ok(all.err.split('\n').includes(sentence), all.err);
    const { err } = await cli('reconcile', without);
    assert.match(err, new RegExp(`${without} issues is disabled: `));
    for (const name of [paused, unread]) await client.workflow.getHandle(`sync/${name}`).terminate();
    await db.query(`delete from sync.loop where workflow_id = any ($1)`, [[`sync/${paused}`, `sync/${unread}`]]);
  });

  it('a loop that reads the same list just then is waited for in a timer with a name', async () => {
    const name = await loaded();
    hideOne(name);
    repositoryOf(name).openIssue({ title: 'for the loop' });
    const stalled = new RegExp(`/repositories/${repositoryOf(name).id}/issues\\?state=all&sort=updated`);
    tests.rig.simulator.faults.add({ kind: 'stall', ms: 2500, path: stalled });
    const sent = tests.rig.simulator.requests.length;
    const { cycle } = await tests.rig.order<{ cycle: number }>(name, messages.syncNow);
    await until(() =>
      Promise.resolve(tests.rig.simulator.requests.slice(sent).some(({ route }) => route === issueList)),
    );
    const handle = await start(reconcileWorkflowId(name), { repository: name });
    const reason = await until(async () => {
      const { rows } = await tests.rig.db.query<{ reason: string }>(
        `select reason from report.sync_status where repository = $1 and reason like 'Waits for%'`,
        [name],
      );
      return rows[0]?.reason;
    });
    assert.equal(reason, 'Waits for another workflow of this worker, which reads this list.');

    const { failures } = await handle.result();

    assert.deepEqual(failures, []);
    assert.ok((await timersOf(handle)).includes('Another workflow reads the issues.'), 'the loop held the list');
    await tests.rig.settled(name, cycle);
    await isEqual(name);
  });

  it('a limit of GitHub in the middle is waited for in a timer with a name', async () => {
    const name = await loaded();
    hideOne(name);
    const { faults } = tests.rig.simulator;
    faults.add({ kind: 'secondary-limit', retryAfter: 1, route: 'GET /repos/{owner}/{repo}/labels' });
    const handle = await start(reconcileWorkflowId(name), { repository: name });

    const { failures } = await handle.result();

    assert.deepEqual(failures, []);
    const names = await timersOf(handle);
    assert.ok(
      names.some((text) => /secondary rate limit \(403\)/.test(text)),
      JSON.stringify(names),
    );
    await isEqual(name);
  });

  it('repometer reconcile says what it found, and its exit code tells whether all was compared', async () => {
    const name = await loaded();
    hideOne(name);
    const done = await cli('reconcile', name);
    assert.equal(done.code, 0, done.err);
    assert.equal(done.out, '');
    assert.match(
      done.err,
      new RegExp(`^Comparing ${name} with GitHub; "repometer status --watch" shows how far it is\\.`),
    );
    assert.match(
      done.err,
      /1 repository was compared with GitHub, [1-9]\d* rows corrected\. Gaps: "repometer report gaps"/,
    );
    await isEqual(name);

    const unknown = await cli('reconcile', 'acme/nowhere');
    assert.deepEqual([unknown.code, unknown.out], [1, '']);
    assert.match(unknown.err, /Nothing is stored of acme\/nowhere yet/);

    tests.rig.simulator.world.forbid(name, 'GET /repos/{owner}/{repo}/labels');
    const partly = await cli('reconcile', name);
    assert.equal(partly.code, 1);
    assert.match(partly.err, new RegExp(`${name} labels: The token lacks a permission: issues=read`));
    assert.match(partly.err, /Not everything could be compared\./);

    const wrong = await cli('reconcile', name, '--back', 'banana');
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /--back must be a duration such as/);
  });
});
