/** Epoch milliseconds as GitHub writes instants: ISO 8601, UTC, whole seconds. */
export function toInstant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** An instant as text, or a Date, as epoch milliseconds cut to whole seconds. Throws RangeError on anything else. */
export function fromInstant(value: string | Date): number {
  const milliseconds = typeof value === 'string' ? Date.parse(value) : value.getTime();
  if (Number.isNaN(milliseconds)) throw new RangeError(`not an instant: ${String(value)}`);
  return Math.floor(milliseconds / 1000) * 1000;
}
