/**
 * Things that can be made again: texts, indexes, made-up commits. The longest unused ones are dropped when all of them
 * together become too large, so that a world of two thousand repositories fits into memory.
 */
export function createScratch(budget: number) {
  const held = new Map<object, { cost: number; drop: () => void }>();
  let total = 0;

  /**
   * Notes that `owner` was used and takes about so many bytes now; `drop` frees them. The latest one is never dropped,
   * for it is in use.
   */
  function hold(owner: object, cost: number, drop: () => void): void {
    const known = held.get(owner);
    total += cost - (known?.cost ?? 0);
    held.delete(owner);
    held.set(owner, { cost, drop });
    for (const [other, entry] of held) {
      if (total <= budget || other === owner) break;
      release(other);
      entry.drop();
    }
  }

  /** Forgets an owner whose things are gone, or are not to be dropped any more. */
  function release(owner: object): void {
    total -= held.get(owner)?.cost ?? 0;
    held.delete(owner);
  }
  return { hold, release, size: () => total };
}

export type Scratch = ReturnType<typeof createScratch>;
