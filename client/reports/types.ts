/** Object ids of the built-in types that are printed in a form of their own (pg_type.dat of Postgres). */
export const oid = {
  bool: 16,
  int8: 20,
  int2: 21,
  int4: 23,
  json: 114,
  float4: 700,
  float8: 701,
  timestamptz: 1184,
  numeric: 1700,
  jsonb: 3802,
} as const;

/** Element type of each array type that JSON shows as a list. */
export const elementOf = new Map<number, number>([
  [1000, oid.bool],
  [1005, oid.int2],
  [1007, oid.int4],
  [1016, oid.int8],
  [1021, oid.float4],
  [1022, oid.float8],
  [1231, oid.numeric],
  [1185, oid.timestamptz],
  [1009, 25], // text
  [1015, 1043], // varchar
  [1182, 1082], // date
  [1115, 1114], // timestamp
]);

const numbers: readonly number[] = [oid.int2, oid.int4, oid.int8, oid.float4, oid.float8, oid.numeric];

/** True for the types that a table aligns to the right. */
export const isNumber = (type: number) => numbers.includes(type);

/** True for binary floating point, which Postgres prints without a point where the value is whole. */
export const isFloat = (type: number) => type === oid.float4 || type === oid.float8;

/** True for the types whose last digits come from a division, not from counting. */
export const isFraction = (type: number) => isFloat(type) || type === oid.numeric;

/**
 * Rewrites `2026-10-01 02:15:00.5+00`, as a session in UTC prints an instant, to `2026-10-01T02:15:00.5Z`.
 * What has no such form (infinity, years before Christ) stays as it is.
 */
export function isoInstant(text: string): string {
  return text.replace(/^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00$/, '$1T$2Z');
}
