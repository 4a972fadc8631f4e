export interface Random {
  next(): number;
  integer(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** Hashes text to 32 bits (FNV-1a), so that names and seeds give the same numbers in every run. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * A seeded generator (mulberry32): the same parts give the same sequence. `integer` includes both bounds. Its functions
 * are methods of one object, since generators are made by the hundred thousand.
 */
export function createRandom(...parts: (string | number)[]): Random {
  let state = hashText(parts.join('/'));
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    },
    integer(from, to) {
      return from + Math.floor(this.next() * (to - from + 1));
    },
    chance(probability) {
      return this.next() < probability;
    },
    pick(list) {
      const chosen = list[this.integer(0, list.length - 1)];
      if (chosen === undefined) throw new RangeError('pick needs a list with at least one value');
      return chosen;
    },
  };
}
