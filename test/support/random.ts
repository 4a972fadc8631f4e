/**
 * A seeded source of numbers: the same seed gives the same run on every machine.
 *
 * @returns `below(n)` gives a whole number from 0 up to, not including, n
 */
export function seededRandom(seed: number) {
  let state = seed >>> 0;
  function next(): number {
    // Mulberry32: 32 bits of state are plenty for a few thousand draws.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)]!;
  return { below, pick };
}
