import type { SchemaElement } from 'hyparquet-writer';
import { parseArray } from '../../../sql/parse-array.ts';
import type { Column } from '../table.ts';
import { elementOf, isoInstant, oid } from '../types.ts';

/** A column of a Parquet file: what the schema says of it, and how a text of Postgres becomes its value. */
export interface ParquetColumn {
  /** One element, or three of a list. */
  elements: SchemaElement[];
  value(text: string | null): unknown;
}

const date = 1082;
const timestamp = 1114;
const dayMs = 86_400_000;

/** Microseconds since 1970, exact: a Date would cut them to milliseconds. */
function microseconds(text: string): bigint {
  const [, day, time, fraction = ''] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z?$/.exec(text) ?? [];
  if (day === undefined) throw new Error(`${text} is an instant that Parquet cannot hold; use --format csv or ndjson.`);
  return BigInt(Date.parse(`${day}T${time}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0'));
}

function days(text: string): number {
  if (!/^\d{4}-\d\d-\d\d$/.test(text))
    throw new Error(`${text} is a day that Parquet cannot hold; use --format csv or ndjson.`);
  return Date.parse(`${text}T00:00:00Z`) / dayMs;
}

type Scalar = Pick<ParquetColumn, 'value'> & { element: Omit<SchemaElement, 'name' | 'repetition_type'> };

const text: Scalar = { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, value: (given) => given };
const instant = (isAdjustedToUTC: boolean): Scalar => ({
  element: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC, unit: 'MICROS' } },
  value: (given) => given && microseconds(given),
});
const integer: Scalar = { element: { type: 'INT32' }, value: (given) => given && Number(given) };
const fraction: Scalar = { element: { type: 'DOUBLE' }, value: (given) => given && Number(given) };
const json: Scalar = {
  element: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
  value: (given) => given && (JSON.parse(given) as unknown),
};

// numeric stays text: a double would round it.
const scalars = new Map<number, Scalar>([
  [oid.bool, { element: { type: 'BOOLEAN' }, value: (given) => given && given === 't' }],
  [oid.int2, integer],
  [oid.int4, integer],
  [oid.int8, { element: { type: 'INT64' }, value: (given) => given && BigInt(given) }],
  [oid.float4, fraction],
  [oid.float8, fraction],
  [date, { element: { type: 'INT32', converted_type: 'DATE' }, value: (given) => given && days(given) }],
  [timestamp, instant(false)],
  [oid.timestamptz, instant(true)],
  [oid.json, json],
  [oid.jsonb, json],
]);

/** How a column of an answer is written; what Parquet has no type for is text. */
export function parquetColumn({ name, type }: Column): ParquetColumn {
  const element = elementOf.get(type);
  if (element === undefined) {
    const { element: scalar, value } = scalars.get(type) ?? text;
    return { elements: [{ name, ...scalar, repetition_type: 'OPTIONAL' }], value };
  }
  const { element: scalar, value } = scalars.get(element) ?? text;
  const item = (given: string) => value(element === oid.timestamptz ? isoInstant(given) : given);
  return {
    elements: [
      { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', ...scalar, repetition_type: 'OPTIONAL' },
    ],
    value: (given) => given && parseArray(given, item),
  };
}
