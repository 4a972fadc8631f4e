/** An instant for people who look, to the second: `2026-11-30T14:32:10Z`. @param at milliseconds since 1970, or ISO */
export function tellInstant(at: number | string): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
