import type { Recomputed } from '../../workflows/contract.ts';
import type { Pair, Reason, RepositoryId } from './computation.ts';
import type { FamilyDeclaration } from './families.ts';
import { listMonths } from './list-months.ts';

/** What is remembered of one repository: the months that were counted anew for a reason. */
interface RecomputedRepository {
  repositoryId: RepositoryId;
  reason: Reason;
  /** First days, in order. */
  months: string[];
}

function group<Key>(pairs: readonly Pair[], keyOf: (pair: Pair, reason: Reason) => Key): Map<Key, Pair[]> {
  const groups = new Map<Key, Pair[]>();
  for (const pair of pairs) {
    for (const reason of pair.reasons) {
      const key = keyOf(pair, reason);
      const others = groups.get(key);
      if (others) others.push(pair);
      else groups.set(key, [pair]);
    }
  }
  return groups;
}

const monthsOf = (pairs: readonly Pair[]) => [...new Set(pairs.map(({ month }) => month))].sort();

/** What is remembered of each repository. */
export function byRepository(pairs: readonly Pair[]): RecomputedRepository[] {
  const groups = group(pairs, ({ repositoryId }, reason) => JSON.stringify([reason, repositoryId]));
  return [...groups].map(([key, found]) => {
    const [reason] = JSON.parse(key) as [Reason];
    return { repositoryId: found[0]!.repositoryId, reason, months: monthsOf(found) };
  });
}

/** What a computation tells of all its repositories together. */
export function byReason(family: string, { months }: FamilyDeclaration, pairs: readonly Pair[]): Recomputed[] {
  return [...group(pairs, (_, reason) => reason)].map(([reason, found]) => ({
    family,
    reason,
    repositories: new Set(found.map(({ repositoryId }) => repositoryId)).size,
    months: months && listMonths(monthsOf(found)),
  }));
}
