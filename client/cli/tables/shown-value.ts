import { isFraction, oid } from '../../reports/types.ts';

interface ValueStyle {
  isRounded?: boolean;
  widest?: number | undefined;
}

// Titles and labels are strangers' texts: an escape sequence in one must not reach the terminal.
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function visible(text: string): string {
  return text
    .replaceAll(/\r?\n/g, '↵')
    .replaceAll('\t', ' ')
    .replaceAll(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function rounded(text: string, type: number): string {
  if (type === oid.timestamptz) return text.replace(/^(\S+)T(\d\d:\d\d):.*Z$/, '$1 $2Z');
  if (isFraction(type) && Number.isFinite(Number(text))) return String(Number(Number(text).toFixed(3)));
  return text;
}

/**
 * A value as a table shows it: nothing for null, `true` and `false`, on one line, safe for a terminal.
 *
 * @param type object id of the Postgres type
 */
export function shownValue(text: string | null, type: number, { isRounded = false, widest }: ValueStyle): string {
  if (text === null) return '';
  if (type === oid.bool) return text === 't' ? 'true' : 'false';
  const shown = visible(isRounded ? rounded(text, type) : text);
  const characters = widest === undefined ? [] : [...shown];
  return widest !== undefined && characters.length > widest ? `${characters.slice(0, widest - 1).join('')}…` : shown;
}
