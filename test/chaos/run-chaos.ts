import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import type { Pool } from 'pg';
import { createRig } from '../support/rig.ts';
import type { World } from '../simulator/world.ts';
import { createWorld } from '../simulator/world.ts';
import { assertSameOutcome } from './assert-same-outcome.ts';
import { commandFor, describePlan } from './describe-plan.ts';
import { killDuringComputation } from './kill-during-computation.ts';
import { killDuringRequests } from './kill-during-requests.ts';
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

/** Days of the killed computations and, last, of the one that is compared; none is today, which the loops compute. */
const daysOf = ({ computationKills }: ChaosPlan) => [...computationKills, null].map((_, index) => dayAfter(index + 1));

async function onStage<T>(plan: ChaosPlan, world: World, work: (stage: Stage) => Promise<T>, say: Say): Promise<T> {
  const stage = await openStage(plan, world);
  const result = await work(stage).catch(async (error: unknown) => {
    say(await tellStuck(stage));
    // What failed first is to be told, not what a close finds after it.
    await stage.close().catch((second: unknown) => say(String(second)));
    throw error;
  });
  await stage.close();
  return result;
}

function openStage(plan: ChaosPlan, world: World): Promise<Stage> {
  const options = { world, paging: plan.paging, latencyMs: plan.latencyMs };
  return plan.stage === 'start'
    ? openStartStage(namesOf(plan), options)
    : openPartsStage(`chaos-${plan.seed}`, options);
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
  await killDuringRequests(stage, { kills: plan.loadKills, begin: load, say });
  for (const name of names) await loops.settled(name, 1);
  say(`  loaded: ${weather.changes()} changes, ${simulator.requests.length} requests`);
  await killDuringReconciliation(stage, loops, plan, say);
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

async function killDuringReconciliation(
  stage: Stage,
  loops: Loops,
  { repositories: [{ owner, name }], reconciliationKills: kills }: ChaosPlan,
  say: Say,
): Promise<void> {
  let ended = () => Promise.resolve();
  const begin = async () => void (ended = await loops.startReconciliation(`${owner}/${name}`));
  await killDuringRequests(stage, { kills, begin, say });
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
