import { isFraction, oid } from '../../reports/types.ts';

interface ValueStyle {
  isRounded?: boolean;
}

// Titles and labels are strangers' texts: an escape sequence in one must not reach the terminal, nor what breaks a line, turns its
// direction or is not seen at all. Scripts and emoji need the joiners U+200C and U+200D, and Arabic signs of this kind are seen.
const unseen =
  /(?!\u200c|\u200d|[\u0600-\u0605\u06dd\u070f\u08e2])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

function visible(text: string): string {
  return text
    .replaceAll(/\r?\n/g, '↵')
    .replaceAll('\t', ' ')
    .replaceAll(unseen, (character) => {
      const code = character.codePointAt(0)!.toString(16);
      return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
    });
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
export function shownValue(text: string | null, type: number, { isRounded = false }: ValueStyle): string {
  if (text === null) return '';
  if (type === oid.bool) return text === 't' ? 'true' : 'false';
  return visible(isRounded ? rounded(text, type) : text);
}
