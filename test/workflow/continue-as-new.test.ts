import assert from 'node:assert/strict';
import { addLoop } from '../../client/temporal/loops.ts';
import { loopSummary, messages, syncWorkflowId } from '../../workflows/contract.ts';
import type { LoopStatus } from '../../workflows/contract.ts';
import { createTestDatabase } from '../support/global.ts';
import { createOwnServers } from '../support/own-servers.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { runTemporal } from '../support/temporal-command.ts';

/** Of a run, when the server suggests a new one; Temporal's own bound is thousands, which would take minutes to reach. */
const suggestedEvents = 250;
/** What one cycle may add after the suggestion. */
const mostEventsOfCycle = 60;

interface Told {
  summary: string | undefined;
  headline: string | undefined;
  repository: unknown;
}

describe('a loop whose history grows', () => {
  const servers = createOwnServers({ dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${suggestedEvents}`] });
  let rig: Rig;
  before(async function () {
    this.timeout(120_000);
    rig = await createRig(import.meta.url, {}, { temporal: servers.temporal, createDatabase: createTestDatabase });
    await rig.startWorker();
  });
  after(async () => {
    await rig?.close();
    await servers.stop();
  });

  /** What a person reads of a loop, by Temporal's own command and in its UI. */
  async function told(repository: string): Promise<Told> {
    const workflowId = syncWorkflowId(repository);
    const target = { address: rig.temporalAddress, namespace: rig.namespace };
    const text = await runTemporal(target, 'workflow', 'describe', '--workflow-id', workflowId, '--output', 'json');
    const { executionConfig } = JSON.parse(text) as { executionConfig: { userMetadata?: { summary?: unknown } } };
    const handle = rig.client.workflow.getHandle(workflowId);
    const { currentDetails } = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
    const { searchAttributes } = await handle.describe();
    return {
      summary: executionConfig.userMetadata?.summary as string,
      headline: currentDetails.split('\n')[0],
      repository: searchAttributes['RepometerRepository'],
    };
  }

  it('says what it is in a summary, and in details and search attributes that outlive its runs', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'summed', issues: 3 });
    await addLoop(rig.client, { repository: 'acme/summed', every: '1s', resources: ['issues'] });
    await rig.settled('acme/summed');
    const before = await told('acme/summed');
    assert.equal(before.summary, loopSummary('acme/summed'));
    assert.match(before.headline ?? '', /^\*\*acme\/summed\*\*: ok\. Cycle \d+ is /);
    assert.deepEqual(before.repository, ['acme/summed']);
    const handle = rig.client.workflow.getHandle('sync/acme/summed');
    const first = (await handle.describe()).runId;
    await until(async () => {
      await handle.executeUpdate(messages.syncNow).catch(() => undefined);
      return (await handle.describe()).runId !== first;
    });
    await rig.cycle('acme/summed');
    const after = await told('acme/summed');
    // Temporal gives the next run none, and neither the SDK nor a command of the server's lets one be given.
    assert.equal(after.summary, undefined);
    assert.match(after.headline ?? '', /^\*\*acme\/summed\*\*: ok\. Cycle \d+ is /);
    assert.deepEqual(after.repository, ['acme/summed']);
    await handle.terminate();
  });

  it('continues as new when the server suggests it, and goes on where it stood', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'eternal', issues: 3 });
    const handle = await rig.startLoop('acme/eternal', { every: '1s', resources: ['issues'] });
    const first = (await handle.describe()).runId;
    // Each order is a cycle: faster than waiting for the interval.
    const longest = { events: 0 };
    await until(async () => {
      await handle.executeUpdate(messages.syncNow).catch(() => undefined);
      const { runId, historyLength } = await handle.describe();
      longest.events = Math.max(longest.events, historyLength);
      return runId !== first;
    });
    const most = suggestedEvents + mostEventsOfCycle;
    assert.ok(
      longest.events > suggestedEvents - mostEventsOfCycle && longest.events < most,
      `${longest.events} events`,
    );
    const before = await handle.query<LoopStatus>(messages.status);
    assert.ok(before.cycle >= Math.floor(suggestedEvents / mostEventsOfCycle), `${before.cycle} cycles`);
    assert.equal(before.resources.find(({ resource }) => resource === 'issues')?.rows, 3);
    const after = await rig.cycle('acme/eternal');
    assert.ok(after.cycle > before.cycle);
    await handle.terminate();
  });
});
