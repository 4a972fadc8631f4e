const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** `12,345.67`: the same in every browser, whatever its language. */
export const numberText = (value: number): string => whole.format(value);

/** `12.3K`, for axes and tiles. */
export const shortNumber = (value: number): string =>
  Math.abs(value) < 10_000 ? whole.format(value) : short.format(value);

/** To what is shown, and given away. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;

/** `3 days`, `1 issue`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${numberText(count)} ${count === 1 ? one : many}`;

const units: [seconds: number, one: string][] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** `4 minutes`, in the largest unit that it fills. */
export function durationText(seconds: number): string {
  const [size, one] = units.find(([length]) => seconds >= length) ?? units.at(-1)!;
  return counted(Math.round(seconds / size), one);
}

/** How long ago an instant is. */
export function agoText(instant: string, now: number): string {
  const seconds = (now - Date.parse(instant)) / 1000;
  return seconds < 5 ? 'just now' : `${durationText(seconds)} ago`;
}
