import type { Simulator } from '../simulator/server.ts';
import type { Repository } from '../simulator/world.ts';
import { seededRandom } from '../support/random.ts';
import type { ChaosPlan } from './plan-chaos.ts';

export interface Weather {
  changes(): number;
  /** Nothing changes and nothing breaks any more. */
  stop(): void;
}

type Random = ReturnType<typeof seededRandom>;

// Deletions and pushes are left out: a list does not tell of the first, and statistics are read once a day.
function change(repository: Repository, { below, pick }: Random, count: number): void {
  const number = 1 + below(repository.store.highestNumber());
  const label = pick(['bug', 'performance', 'docs', 'Bug: crash']);
  pick([
    () => repository.touch(number),
    () => repository.edit(number, { title: `Edited ${count} times` }),
    () => repository.label(number, label),
    () => repository.unlabel(number, label),
    () => repository.close(number),
    () => repository.reopen(number),
    () => void repository.openIssue({ title: `Opened while it was read, ${count}`, labels: [label] }),
  ])();
}

/** The plan's faults, and issues that change between the pages of the lists that are being read. */
export function startWeather({ world, faults, beforeAnswer }: Simulator, plan: ChaosPlan): Weather {
  const random = seededRandom(plan.seed + 1);
  let requests = 0;
  let changes = 0;
  for (const fault of plan.faults) faults.add(fault);
  const still = beforeAnswer(({ route, path, query }) => {
    if (!route.endsWith('/issues') || query['direction'] !== 'asc') return;
    requests += 1;
    if (requests % plan.changeEvery !== 0) return;
    const id = Number(/\/repositories\/(\d+)\//.exec(path)?.[1]);
    const repository = world.findById(id);
    if (!repository) throw new Error(`no repository at ${path}`);
    changes += 1;
    change(repository, random, changes);
  });
  return {
    changes: () => changes,
    stop() {
      still();
      faults.clear();
    },
  };
}
