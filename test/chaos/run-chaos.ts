import assert from 'node:assert/strict';
import { assertIssuesEqual } from '../support/compare-issues.ts';
import { createRig } from '../support/rig.ts';
import type { World } from '../simulator/world.ts';
import { createWorld } from '../simulator/world.ts';
import { commandFor, describePlan } from './describe-plan.ts';
import { killDuringComputation } from './kill-during-computation.ts';
import { killDuringLoad } from './kill-during-load.ts';
import { createLoops } from './loops.ts';
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
const fewestChanges = 3;
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

/** A load and computations with everything that the plan has in store; then one quiet cycle and one computation. */
async function stormyRun(stage: Stage, plan: ChaosPlan, days: string[], say: Say): Promise<Outcome> {
  const { simulator, db, client } = stage;
  const loops = createLoops(client);
  const names = namesOf(plan);
  const weather = startWeather(simulator, plan);
  for (const name of names) await loops.start(name);
  await killDuringLoad(stage, plan.loadKills, say);
  for (const name of names) await loops.settled(name, 1);
  weather.stop();
  say(`  ${weather.changes()} changes, ${simulator.requests.length} requests`);
  assert.ok(weather.changes() >= fewestChanges, `only ${weather.changes()} changes while the issues were read`);

  for (const name of names) await loops.quietCycle(name);
  for (const name of names) await loops.computed(name);
  const touchMonths = createTouch(stage, loops, names, plan.seed);
  await killDuringComputation(stage, loops, { kills: plan.computationKills, days, touchMonths, say });
  await touchMonths();
  for (const name of names) await loops.pause(name);
  const asOf = days.at(-1) as string;
  await loops.compute('kpis/last', { asOf });
  for (const name of names) await assertIssuesEqual(db, name, simulator.world.repository(name).issues());
  return readOutcome(db, asOf);
}

/** The same world, loaded at once into an empty database while nothing happens. */
async function calmRun(world: World, plan: ChaosPlan, asOf: string): Promise<Outcome> {
  const rig = await createRig(`chaos-calm-${plan.seed}`, { world, paging: plan.paging });
  try {
    await rig.startWorker();
    const loops = createLoops(rig.client);
    const names = namesOf(plan);
    for (const name of names) await loops.start(name);
    for (const name of names) await loops.settled(name, 1);
    for (const name of names) await loops.pause(name);
    await loops.compute('kpis/last', { asOf });
    return await readOutcome(rig.db, asOf);
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
    assert.deepEqual(stormy, await calmRun(world, plan, days.at(-1) as string));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Seed ${plan.seed}: ${reason}\nOnce more: ${commandFor(plan)}`, { cause: error });
  }
}
