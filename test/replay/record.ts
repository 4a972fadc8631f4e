import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { stopSharedServers } from '../support/global.ts';
import { createOwnServers } from '../support/own-servers.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { continuedScenarios, suggestedEvents } from './continued-scenarios.ts';
import { recordingFolder } from './histories.ts';
import { kpiScenarios } from './kpi-scenarios.ts';
import { loopScenarios } from './loop-scenarios.ts';
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
const servers = createOwnServers({ dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${suggestedEvents}`] });
try {
  await play(await createRig('replay'), [...loopScenarios, ...kpiScenarios]);
  await play(await createRig('replay-reconcile'), reconcileScenarios);
  await play(await createRig('replay-continued', {}, servers), continuedScenarios);
  await play(await createRig('replay-versioned'), versionedScenarios, { REPOMETER_BUILD_ID: recordedBuild });
} finally {
  await servers.stop();
  await stopSharedServers();
}
