import { createMutator } from '../simulator/mutate.ts';
import type { Simulator } from '../simulator/server.ts';
import type { ChaosPlan } from './plan-chaos.ts';

export interface Weather {
  changes(): number;
  /** Nothing changes and nothing breaks any more. @throws Error what a change threw */
  stop(): void;
}

/** Changes whose trace in the tables depends on when we looked, so that two runs of the same world differ by right. */
const incomparable = ['rename repository', 'rename label', 'delete label'];

/** The plan's faults, and a world that changes while it is read. */
export function startWeather({ world, faults, beforeAnswer }: Simulator, plan: ChaosPlan): Weather {
  const names = plan.repositories.map(({ owner, name }) => `${owner}/${name}`);
  const mutators = new Map(
    names.map((name, index) => {
      const repository = world.repository(name);
      const other = names.find((one) => one !== name) as string;
      return [
        repository.id,
        createMutator(world, repository, { seed: plan.seed + index, other, except: incomparable }),
      ];
    }),
  );
  let requests = 0;
  let changes = 0;
  let failure: unknown;
  for (const fault of plan.faults) faults.add(fault);
  const still = beforeAnswer(({ path }) => {
    const change = mutators.get(Number(/^\/repositories\/(\d+)\//.exec(path)?.[1]));
    if (!change || failure !== undefined) return;
    requests += 1;
    if (requests % plan.changeEvery !== 0) return;
    changes += 1;
    try {
      change();
    } catch (error) {
      failure = error;
    }
  });
  return {
    changes: () => changes,
    stop() {
      still();
      faults.clear();
      if (failure !== undefined) throw failure as Error;
    },
  };
}
