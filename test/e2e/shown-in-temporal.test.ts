import assert from 'node:assert/strict';
import type { WorkflowHandle } from '@temporalio/client';
import { searchAttributes } from '../../workflows/contract.ts';
import { until } from '../support/rig.ts';
import { cellsOf, detailsOf, timersOf } from '../support/shown-in-temporal.ts';
import { runTemporal } from '../support/temporal-command.ts';
import { withRig } from '../support/with-rig.ts';

const hour = 3600;
const instant = /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/;

describe('what a running workflow shows in Temporal', function () {
  this.timeout(120_000);
  const tests = withRig(import.meta.url);
  const temporal = (...args: string[]) =>
    runTemporal({ address: tests.rig.temporalAddress, namespace: tests.rig.namespace }, ...args);
  const upsertsOf = async (handle: WorkflowHandle) => {
    const { events } = await handle.fetchHistory();
    return (events ?? []).filter((event) => event.upsertWorkflowSearchAttributesEventAttributes).length;
  };

  it('is every loop that waits for a limit, also one whose very first request met it', async () => {
    const name = tests.addRepository();
    tests.rig.simulator.faults.add({
      kind: 'primary-limit',
      path: new RegExp(`^/repos/${name}$`),
      resetInSeconds: hour,
    });
    const handle = await tests.rig.startLoop(name);
    const query = `${searchAttributes.phase} = 'limited'`;
    const list = () => temporal('workflow', 'list', '--query', query);
    await until(async () => (await list()).includes(`sync/${name}`));

    const { events: before } = await handle.fetchHistory();
    const details = await detailsOf(handle);
    assert.match(details, new RegExp(`^\\*\\*${name}\\*\\*: limited\\. Limited by GitHub until ${instant.source}\\.`));
    assert.match(
      (await timersOf(handle)).at(-1) ?? '',
      new RegExp(`^GitHub's rate limit of [\\d,]+ requests an hour is used up\\. Goes on at ${instant.source}\\.$`),
    );
    // A wait of an hour writes nothing more.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const { events: after } = await handle.fetchHistory();
    assert.equal(after?.length, before?.length);

    await tests.rig.db.query('delete from sync.budget');
    tests.rig.simulator.faults.clear();
    await handle.signal('tryAgain');
    await tests.rig.settled(name);
    await until(async () => !(await list()).includes(`sync/${name}`));
    assert.match(await temporal('workflow', 'list', '--query', `${searchAttributes.repository} = '${name}'`), /sync\//);
    await handle.terminate();
  });

  it('is a table of its resources, with how many rows there will be and why one waits', async () => {
    const name = tests.addRepository({ contributors: 8, hasPullRequests: false });
    const all = tests.rig.simulator.world.repository(name).commits.log().length.toLocaleString('en-US');
    tests.rig.simulator.faults.add({ kind: 'stall', route: /\/commits$/, page: 3, times: 1000 });
    const handle = await tests.rig.startLoop(name, { resources: ['commits', 'pull_requests'] });
    const shown = await until(async () => {
      const details = await detailsOf(handle);
      return cellsOf(details, 'pull_requests')?.[1] === 'disabled' && details;
    });
    assert.match(shown, new RegExp(`^\\*\\*${name}\\*\\*: loading\\. Cycle 1 is running\\.`));
    assert.match(cellsOf(shown, 'pull_requests')?.at(-1) ?? '', /pull requests/i);
    assert.equal(cellsOf(shown, 'commits')?.[1], 'loading');
    tests.rig.simulator.faults.clear();
    await tests.rig.settled(name);
    const [, state, rows] = cellsOf(await detailsOf(handle), 'commits') ?? [];
    assert.deepEqual([state, rows], ['ok', `${all} of ${all}`]);
    await handle.terminate();
  });

  it('is when the next cycle begins, beside what the timer waits for, with one event for each change', async () => {
    const name = tests.addRepository({ issues: 5 });
    const handle = await tests.rig.startLoop(name, { resources: ['issues'], every: '1h' });
    const { nextSyncAt } = await tests.rig.settled(name);
    const upserts = await upsertsOf(handle);
    const shown = await until(async () => {
      const timers = await timersOf(handle);
      return timers.at(-1)?.startsWith('next cycle') && timers.at(-1);
    });
    const next = nextSyncAt?.replace(/\.\d+Z$/, 'Z');
    assert.equal(shown, `next cycle at ${next}`);
    assert.match(await detailsOf(handle), new RegExp(`Cycle 1 is done; the next one begins ${next}\\.`));
    await tests.rig.cycle(name);
    // Loading with no next cycle, and its end.
    assert.ok((await upsertsOf(handle)) <= upserts + 2);
    await handle.terminate();
  });
});
