import type { seededRandom } from '../support/random.ts';

/** In another order, by the same seed always the same. */
export function shuffled<T>(values: readonly T[], { below }: ReturnType<typeof seededRandom>): T[] {
  const left = [...values];
  return values.map(() => left.splice(below(left.length), 1)[0] as T);
}
