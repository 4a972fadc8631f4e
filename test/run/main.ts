import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isBuilt } from '../../bin/is-built.mjs';
import { productFolder } from '../../programs.ts';
import { lendRun } from '../support/lend-run.ts';
import type { LentRun } from '../support/lend-run.ts';
import { memoryFolder } from '../support/memory-folder.ts';
import { createRun } from '../support/shared-run.ts';
import type { News, OwnRun } from '../support/shared-run.ts';
import { tellNews } from '../support/tell-news.ts';
import { postgresVariable, requireMajor } from '../support/test-postgres.ts';
import { createTestServers } from '../support/test-servers.ts';
import { listPhases } from './phases.ts';
import type { Phase } from './phases.ts';
import { runPhase } from './run-phase.ts';
import type { RunningPhase } from './run-phase.ts';
import { selectPhases } from './select-phases.ts';
import { tellEnd } from './tell-end.ts';
import type { EndedPhase } from './tell-end.ts';

// All tests, phase by phase, on servers that are started once: npm test [-- FILE-OR-FOLDER …]

const startedAt = performance.now();
const news: News[] = [];
const runs: OwnRun[] = [];
const scratch = mkdtempSync(join(memoryFolder(), 'repometer-tmp-'));
chmodSync(scratch, 0o711); // as root, Postgres' own user passes through
const lent = new Map<string | undefined, Promise<LentRun>>();
const running = new Set<RunningPhase>();
const ended: EndedPhase[] = [];
let interruptedBy: NodeJS.Signals | undefined;

/** The run with that Postgres; its Temporal is that of the first one. */
function runWith(postgres: string | undefined): Promise<LentRun> {
  const own = createRun(createTestServers(postgres), news);
  runs.push(own);
  const { temporal, readyForTemporal } = runs[0]!;
  return lendRun({ ...own, temporal, readyForTemporal }, scratch);
}

function lend(postgres: string | undefined): Promise<LentRun> {
  if (!lent.has(postgres)) lent.set(postgres, runWith(postgres));
  return lent.get(postgres)!;
}

async function start(phase: Phase): Promise<RunningPhase> {
  const phaseRun = runPhase(phase, await lend(phase.postgres ?? process.env[postgresVariable]), scratch);
  running.add(phaseRun);
  void phaseRun.ended.then((end) => {
    running.delete(phaseRun);
    ended.push({ name: phase.name, ...end });
  });
  return phaseRun;
}

/** A second Postgres that is missing fails in CI, and where it was named; elsewhere its phase is left out. */
async function isPossible(phase: Phase): Promise<boolean> {
  if (!phase.postgres) return true;
  await lend(phase.postgres);
  try {
    await requireMajor(await runs.at(-1)!.postgres(), 15);
    return true;
  } catch (error) {
    const reason = (error as Error).message;
    if (process.env.CI || process.env.REPOMETER_TEST_POSTGRES_15) {
      console.error(`${phase.name}: ${reason}`);
      ended.push({ name: phase.name, isWell: false, seconds: 0 });
    } else {
      for (const file of phase.files) news.push({ kind: 'leftOut', reason, title: `${phase.name}: ${file}` });
    }
    return false;
  }
}

async function runAll(phases: Phase[]): Promise<void> {
  const aside: RunningPhase[] = [];
  for (const phase of phases) {
    if (interruptedBy || !(await isPossible(phase))) continue;
    if (!phase.isAside) console.log(`\n── ${phase.name}: ${phase.files.length} files`);
    const one = await start(phase);
    if (phase.isAside) aside.push(one);
    else await one.ended;
  }
  for (const one of aside) await one.ended;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interruptedBy ??= signal;
    for (const one of running) one.interrupt();
  });
}

try {
  // What users run is the build; and it starts in a fraction of the time.
  if (!isBuilt()) await promisify(execFile)('npm', ['run', 'build'], { cwd: productFolder });
  const phases = selectPhases(listPhases(process.env.REPOMETER_TEST_POSTGRES_15 ?? '15'), process.argv.slice(2));
  await lend(process.env[postgresVariable]);
  // Beside the tests that need none of it; on a new machine Temporal may have to be built, which takes minutes.
  if (phases.length > 1) runs[0]!.readyForTemporal().catch(() => undefined); // who needs it is told
  await runAll(phases);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  for (const one of running) one.interrupt();
  for (const one of lent.values()) await one.then(({ close }) => close());
  for (const run of runs.reverse()) await run.stop();
  rmSync(scratch, { recursive: true, force: true });
}

if (interruptedBy) {
  process.exitCode = 130;
} else if (process.exitCode === undefined) {
  tellNews(news, { withTimes: true });
  if (!tellEnd(news, ended, (performance.now() - startedAt) / 1000)) process.exitCode = 1;
}
