import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { stopSharedServers } from '../support/global.ts';
import { createOwnServers } from '../support/own-servers.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import {
  continuedScenarios,
  earlyContinuedScenarios,
  earlySuggestedEvents,
  suggestedEvents,
} from './continued-scenarios.ts';
import { backfillScenarios } from './backfill-scenarios.ts';
import { eventsScenarios } from './events-scenarios.ts';
import { recordingFolder } from './histories.ts';
import { kpiScenarios } from './kpi-scenarios.ts';
import { loopScenarios } from './loop-scenarios.ts';
import { membersScenarios } from './members-scenarios.ts';
import { organizationScenarios } from './organization-scenarios.ts';
import { reconcileScenarios } from './reconcile-scenarios.ts';
import type { Recorded, Scenario } from './scenario.ts';
import { formatHistory, scrubHistory } from './scrub-history.ts';
import { recordedBuild, versionedScenarios } from './versioned-scenarios.ts';

// Real runs of every kind, their histories kept for test/replay/replay.test.ts: npm run replay:record
const folder = recordingFolder(process.argv[2]);

async function write({ name, handle }: Recorded): Promise<void> {
  const history = scrubHistory(await handle.fetchHistory());
  const text = formatHistory(history);
  writeFileSync(`${folder}${name}.json`, text);
  console.log(`${name}: ${history.events.length} events, ${Math.ceil(text.length / 1024)} KiB`);
}

async function play(rig: Rig, scenarios: Scenario[], environment: Record<string, string> = {}): Promise<void> {
  try {
    await rig.startWorker(environment);
    for (const scenario of scenarios) for (const recorded of await scenario(rig)) await write(recorded);
  } finally {
    await rig.close();
  }
}

mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) rmSync(`${folder}${file}`);
/** Servers that suggest a new run after so many events. */
const suggesting = (events: number) =>
  createOwnServers({ dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${events}`] });
const [late, early] = [suggesting(suggestedEvents), suggesting(earlySuggestedEvents)];
try {
  await play(await createRig('replay'), [...loopScenarios, ...kpiScenarios]);
  await play(await createRig('replay-reconcile'), reconcileScenarios);
  await play(await createRig('replay-members', { tokens: { 'rig-token': { user: 'watcher' } } }), membersScenarios);
  await play(await createRig('replay-organization'), organizationScenarios);
  await play(await createRig('replay-events', { pollInterval: 0 }), eventsScenarios);
  await play(await createRig('replay-backfill'), backfillScenarios);
  await play(await createRig('replay-continued', {}, late), continuedScenarios);
  await play(await createRig('replay-continued-early', {}, early), earlyContinuedScenarios);
  await play(await createRig('replay-versioned'), versionedScenarios, { REPOMETER_BUILD_ID: recordedBuild });
} finally {
  await late.stop();
  await early.stop();
  await stopSharedServers();
}
