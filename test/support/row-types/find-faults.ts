import type { Columns } from './describe-columns.ts';
import type { RowProperty, SqlCall } from './find-sql-calls.ts';

/** What `sql/db.ts` and the driver make of a type, null aside. */
const made: Record<string, readonly string[]> = {
  bool: ['boolean'],
  int2: ['number'],
  int4: ['number'],
  oid: ['number'],
  float4: ['number'],
  float8: ['number'],
  bytea: ['Buffer<ArrayBufferLike>'],
  int8: ['number', 'string'],
  numeric: ['string'],
  text: ['string'],
  name: ['string'],
  varchar: ['string'],
  bpchar: ['string'],
  uuid: ['string'],
  date: ['string'],
  timestamptz: ['Date'],
  timestamp: ['Date'],
  _bool: ['boolean[]'],
  _int2: ['number[]'],
  _int4: ['number[]'],
  _float8: ['number[]'],
  _int8: ['string[]'],
  _numeric: ['string[]'],
  _text: ['string[]'],
  _timestamptz: ['Date[]'],
};

/** A count is exact as a number; an id is GitHub's and may be any bigint. */
const isId = (column: string) => /(^|_)(id|ids|number|numbers)$/.test(column);

function wantedOf(column: string, type: string): readonly string[] | undefined {
  if (type === 'int8' && !isId(column)) return ['number'];
  return made[type];
}

function faultOf({ name, types, isOptional }: RowProperty, columns: Columns): string | undefined {
  const type = columns[name];
  if (type === undefined) return isOptional ? undefined : `${name} is no column`;
  const promised = types.filter((one) => one !== 'null' && one !== 'undefined');
  if (promised.includes('unknown') || promised.includes('any') || /^jsonb?$/.test(type)) return undefined;
  if (type.startsWith('_') && promised.every((one) => one === 'unknown[]')) return undefined;
  const wanted = wantedOf(name, type);
  if (!wanted) return `${name} is ${type}, for which no type is known here`;
  // A count that is read as number or string is no lie either.
  const isGiven = wanted.every((one) => promised.includes(one));
  const isPossible = promised.every((one) => wanted.includes(one) || made[type]!.includes(one));
  return isGiven && isPossible ? undefined : `${name} is ${type}, not ${promised.join(' | ')}`;
}

/**
 * Where the row type of a call does not say what Postgres gives.
 *
 * @param columns of each statement that the call may run
 * @returns sentences, none where all is well
 */
export function findFaults({ row, isUsed }: SqlCall, columns: ReadonlyMap<string, Columns>): string[] {
  return [...columns].flatMap(([file, described]) => {
    const names = Object.keys(described);
    if (!row) {
      if (!isUsed || names.length === 0) return [];
      return [`its rows have no type; sql/${file}.sql gives ${names.join(', ')}`];
    }
    return row.flatMap((property) => {
      const fault = faultOf(property, described);
      return fault ? [`sql/${file}.sql: ${fault}`] : [];
    });
  });
}
