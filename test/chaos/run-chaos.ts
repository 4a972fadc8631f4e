import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import type { Pool } from 'pg';
import { createRig } from '../support/rig.ts';
import { smallDiskOrNone } from '../support/small-disk-or-none.ts';
import type { SmallDisk } from '../support/small-disk.ts';
import type { World } from '../simulator/world.ts';
import { createWorld } from '../simulator/world.ts';
import { assertSameOutcome } from './assert-same-outcome.ts';
import { commandFor, describePlan } from './describe-plan.ts';
import { killDuringComputation } from './kill-during-computation.ts';
import { troubleDuringRequests } from './trouble-during-requests.ts';
import { createLoops } from './loops.ts';
import type { Loops } from './loops.ts';
import { openPartsStage } from './parts-stage.ts';
import type { ChaosPlan } from './plan-chaos.ts';
import { readOutcome } from './read-outcome.ts';
import type { Outcome } from './read-outcome.ts';
import type { Stage } from './stage.ts';
import { openStartStage } from './start-stage.ts';
import { startWeather } from './start-weather.ts';
import { tellStuck } from './tell-stuck.ts';
import { createTouch } from './touch-months.ts';

type Say = (line: string) => void;

const day = 86_400_000;
const fewestChanges = 10;
/** GitHub's times are whole seconds: what changes twice in the second of a look is not seen by that look. */
const secondMs = 1100;
const dayAfter = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);
const namesOf = ({ repositories }: ChaosPlan) => repositories.map(({ owner, name }) => `${owner}/${name}`);

/**
 * Days of the killed computations and, last, of the one that is compared; none is today, which the loops compute, nor tomorrow, as
 * midnight may pass meanwhile.
 */
const daysOf = ({ computationKills }: ChaosPlan) => [...computationKills, null].map((_, index) => dayAfter(index + 2));

/** Of Postgres, when it is to run full: more than a run writes. */
const diskMebibytes = 768;

async function onStage<T>(plan: ChaosPlan, world: World, work: (stage: Stage) => Promise<T>, say: Say): Promise<T> {
  const isFilled = [...plan.loadTroubles, ...plan.reconciliationTroubles].some(
    ({ trouble }) => trouble.kind === 'full-disk',
  );
  const disk = isFilled ? smallDiskOrNone(diskMebibytes, say) : null;
  try {
    return await onOpenStage(await openStage(plan, world, disk), work, say);
  } finally {
    disk?.unmount();
  }
}

async function onOpenStage<T>(stage: Stage, work: (stage: Stage) => Promise<T>, say: Say): Promise<T> {
  const result = await work(stage).catch(async (error: unknown) => {
    say(await tellStuck(stage));
    // What failed first is to be told, not what a close finds after it.
    await stage.close().catch((second: unknown) => say(String(second)));
    throw error;
  });
  await stage.close();
  return result;
}

function openStage(plan: ChaosPlan, world: World, disk: SmallDisk | null): Promise<Stage> {
  const { paging, latencyMs, reviewsBy } = plan;
  const options = { world, paging, latencyMs, ...(reviewsBy === 'REST' && { graphql: false as const }) };
  return plan.stage === 'start'
    ? openStartStage(namesOf(plan), options, disk)
    : openPartsStage(`chaos-${plan.seed}`, options, disk);
}

/**
 * A load, a reconciliation and computations with everything that the plan has in store; then one reconciliation and one
 * computation in peace.
 */
async function stormyRun(stage: Stage, plan: ChaosPlan, days: string[], say: Say): Promise<Outcome> {
  const { simulator, db, client } = stage;
  const loops = createLoops(client);
  const names = namesOf(plan);
  const weather = startWeather(simulator, plan);
  const load = async () => {
    for (const name of names) await loops.start(name);
  };
  const { loadTroubles: troubles, isShort } = plan;
  await troubleDuringRequests(stage, { loops, troubles, names, isLoad: true, isShort, begin: load, say });
  for (const name of names) await loops.settled(name, 1);
  say(`  loaded: ${weather.changes()} changes, ${simulator.requests.length} requests`);
  await troubleDuringReconciliation(stage, loops, plan, say);
  weather.stop();
  say(`  reconciled: ${weather.changes()} changes, ${simulator.requests.length} requests`);
  assert.ok(weather.changes() >= fewestChanges, `only ${weather.changes()} changes while the repositories were read`);

  await delay(secondMs);
  for (const name of names) await loops.quietCycle(name);
  for (const name of names) await loops.computed(name);
  const touchMonths = createTouch(stage, loops, names, plan.seed);
  await killDuringComputation(stage, loops, { kills: plan.computationKills, days, touchMonths, say });
  await touchMonths();
  const outcome = await conclude(db, loops, names, days.at(-1) as string);
  for (const name of names) await assertEqualsTruth(db, simulator.world, simulator.world.repository(name));
  return outcome;
}

async function troubleDuringReconciliation(stage: Stage, loops: Loops, plan: ChaosPlan, say: Say): Promise<void> {
  const { reconciliationTroubles: troubles, isShort } = plan;
  const names = namesOf(plan);
  let ended = () => Promise.resolve();
  const begin = async () => void (ended = await loops.startReconciliation(names[0]));
  await troubleDuringRequests(stage, { loops, troubles, names, isLoad: false, isShort, begin, say });
  await ended();
}

async function conclude(db: Pool, loops: Loops, names: string[], asOf: string): Promise<Outcome> {
  const reconciled = await loops.startReconciliation();
  await reconciled();
  for (const name of names) await loops.pause(name);
  await loops.compute('kpis/last', { asOf });
  return readOutcome(db, asOf);
}

/** The same world, loaded and reconciled in an empty database while nothing happens. */
async function calmRun(world: World, plan: ChaosPlan, asOf: string): Promise<Outcome> {
  const rig = await createRig(`chaos-calm-${plan.seed}`, { world, paging: plan.paging });
  try {
    await rig.startWorker();
    const loops = createLoops(rig.client);
    const names = namesOf(plan);
    for (const name of names) await loops.start(name);
    for (const name of names) await loops.settled(name, 1);
    return await conclude(rig.db, loops, names, asOf);
  } finally {
    await rig.close();
  }
}

/**
 * Does what a plan says, and compares every table with those of a calm run of the same world.
 *
 * @param say gets the plan and each kill
 * @throws Error where they differ or something got stuck, with the command that does it again
 */
export async function runChaos(plan: ChaosPlan, say: Say): Promise<void> {
  say(describePlan(plan));
  const world = createWorld({ seed: plan.seed });
  for (const repository of plan.repositories) world.addRepository(repository);
  const days = daysOf(plan);
  try {
    const stormy = await onStage(plan, world, (stage) => stormyRun(stage, plan, days, say), say);
    assertSameOutcome(stormy, await calmRun(world, plan, days.at(-1) as string));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Seed ${plan.seed}: ${reason}\nOnce more: ${commandFor(plan)}`, { cause: error });
  }
}
