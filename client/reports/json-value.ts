import { parseArray } from '../../sql/parse-array.ts';
import { elementOf, isFloat, isoInstant, oid } from './types.ts';

function jsonNumber(text: string, type: number): number | string {
  const number = Number(text);
  // JSON has no NaN; and a big id must not become its neighbour, which a double already is.
  const isExact = isFloat(type) || !Number.isInteger(number) || Number.isSafeInteger(number);
  return Number.isFinite(number) && isExact ? number : text;
}

function jsonArray(text: string, element: number): unknown {
  const item = (value: string) => jsonValue(element === oid.timestamptz ? isoInstant(value) : value, element);
  return parseArray(text, item);
}

/**
 * A value as JSON has it: whole numbers as number where exact, else as text; fractions as the nearest double;
 * booleans, arrays and JSON as such; dates, instants and everything else as text.
 *
 * @param type object id of the Postgres type
 */
export function jsonValue(text: string | null, type: number): unknown {
  if (text === null) return null;
  const element = elementOf.get(type);
  if (element !== undefined) return jsonArray(text, element);
  switch (type) {
    case oid.int2:
    case oid.int4:
    case oid.int8:
    case oid.float4:
    case oid.float8:
    case oid.numeric:
      return jsonNumber(text, type);
    case oid.bool:
      return text === 't';
    case oid.json:
    case oid.jsonb:
      return JSON.parse(text);
    default:
      return text;
  }
}
