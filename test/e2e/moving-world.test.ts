// Everything of a repository is read while everything of it changes, and then all tables are compared with the simulator's
// truth. Of the seeds every second one meets trouble, and half of them have had stories of label names before the first load.
// MOVING_WORLD_SEEDS=11,12 runs other seeds than the usual ten.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { reconcileWorkflowId, resources, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { createMutator } from '../simulator/mutate.ts';
import type { Fault, Simulator } from '../simulator/server.ts';
import type { Repository } from '../simulator/world.ts';
import { assertLabelMonth } from '../support/assert-label-month.ts';
import { assertLabelHistory } from '../support/compare-label-history.ts';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import { createLabelStories } from '../support/label-stories.ts';
import { seededRandom } from '../support/random.ts';
import { createRig, quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

const seeds = (process.env.MOVING_WORLD_SEEDS ?? '1,2,3,4,5,6,7,8,9,10').split(',').map(Number);
const name = 'acme/moving';
const changesWanted = 75;
const mostCycles = 60;
const storiesTold = 60;
const hour = 3_600_000;

/** Trouble that GitHub's answers meet on their way; limits are short, so that a run waits for seconds only. */
const troubles: Fault[] = [
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'cut' },
  { kind: 'cut-chunked' },
  { kind: 'reset' },
  { kind: 'invalid-json' },
  { kind: 'secondary-limit', as: 403, retryAfter: 1 },
  { kind: 'secondary-limit', as: 429, retryAfter: 1 },
];

/** Each trouble twice, anywhere among the first hundred and fifty answers. */
function addTroubles({ faults }: Simulator, seed: number): void {
  const { below } = seededRandom(seed);
  for (const trouble of [...troubles, ...troubles]) faults.add({ ...trouble, page: 1 + below(150) });
}

interface Moving {
  made(): number;
  /** Nothing changes any more. @throws Error what a change threw */
  stop(): void;
}

/** Months of stories about label names, of which GitHub keeps the events alone. */
function tellStories({ world }: Simulator, repository: Repository, seed: number): void {
  const random = seededRandom(seed);
  const tell = createLabelStories(repository, random);
  let now = Date.now() - 120 * 24 * hour;
  for (let left = storiesTold; left > 0; left -= 1) {
    now += random.below(40) * hour;
    world.setClock(new Date(now));
    tell();
  }
  world.setClock(null);
}

/** One change before every second or third answer, until there are enough. */
function startMoving({ world, beforeAnswer }: Simulator, repository: Repository, seed: number): Moving {
  const mutate = createMutator(world, repository, { seed, other: 'acme/other', except: ['rename repository'] });
  const { below } = seededRandom(seed);
  let made = 0;
  let answers = 0;
  let failure: unknown;
  const still = beforeAnswer(() => {
    answers -= 1;
    if (answers > 0 || made >= changesWanted || failure !== undefined) return;
    answers = 2 + below(2);
    made += 1;
    try {
      mutate();
    } catch (error) {
      failure = error;
    }
  });
  return {
    made: () => made,
    stop() {
      still();
      if (failure !== undefined) throw failure as Error;
    },
  };
}

/** Asks for a cycle, again where a limit stands. */
async function cycle(rig: Rig): Promise<void> {
  await until(() =>
    rig.cycle(name).catch((error: unknown) => {
      if (/limit/i.test(String(error))) return undefined;
      throw error;
    }),
  );
}

interface Situation {
  inTrouble: boolean;
  hasStories: boolean;
}

async function readWhileMoving(rig: Rig, seed: number, { inTrouble, hasStories }: Situation): Promise<void> {
  const { simulator, client, db } = rig;
  const { world } = simulator;
  const plan = { issues: 40, contributors: 6, stars: 40, forks: 5, subscribers: 3 };
  const repository = world.addRepository({ owner: 'acme', name: 'moving', ...plan });
  world.addRepository({ owner: 'acme', name: 'other', issues: 3 });
  if (hasStories) tellStories(simulator, repository, seed);
  const moving = startMoving(simulator, repository, seed);
  if (inTrouble) addTroubles(simulator, seed);

  await rig.startLoop(name, { resources: [...resources] });
  await rig.settled(name);
  for (let nth = 0; nth < mostCycles && moving.made() < changesWanted; nth += 1) await cycle(rig);
  moving.stop();
  simulator.faults.clear();
  assert.equal(moving.made(), changesWanted, `changes in ${mostCycles} cycles`);

  // GitHub's times are whole seconds: what was made and taken back in the second of a look is not seen by that look.
  await setTimeout(1100);
  await cycle(rig);
  await client.workflow.execute(workflowTypes.reconcileRepository, {
    taskQueue: taskQueues.repometer,
    workflowId: reconcileWorkflowId(name),
    args: [{ repository: name, whole: true, waits: quickWaits }],
  });

  await assertEqualsTruth(db, world, repository);
  await assertLabelHistory({ db, world, repository });
  await assertLabelMonth(db, repository.id, new Date().toISOString().slice(0, 10));
}

describe('a world that changes while all of it is read', () => {
  let rig: Rig;
  afterEach(() => rig.close());

  for (const seed of seeds) {
    const [inTrouble, hasStories] = [seed % 2 === 0, seed % 10 <= 5 && seed % 10 > 0];
    const more = [hasStories ? ', after stories of label names' : '', inTrouble ? ', in trouble' : ''].join('');
    it(`seed ${seed}${more}: every typed table is what GitHub shows after ${changesWanted} changes of every kind`, async function () {
      this.timeout(180_000);
      rig = await createRig(`${import.meta.url}-${seed}`, { seed });
      await rig.startWorker();
      await readWhileMoving(rig, seed, { inTrouble, hasStories });
    });
  }
});
