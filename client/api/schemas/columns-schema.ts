import { Type } from 'typebox';
import type { TSchema } from 'typebox';
import { columnKinds } from '../../reports/lists/column-kinds.ts';
import type { Columns } from '../../reports/lists/column-kinds.ts';
import { describeView } from '../../reports/describe-view.ts';

/**
 * A value that may be unknown. `null` must be among its types: where a number is declared, the serializer writes null as 0, and
 * what nobody knows would become nothing.
 */
export const unknownable = (json: string, options: Record<string, unknown> = {}): TSchema =>
  Type.Unsafe({ type: [json, 'null'], ...options });

const itemsOf = { texts: { type: ['string', 'null'] }, integers: { type: ['integer', 'null'] } };

/** What JSON has of a view's columns, described by the view's own comments. */
export function rowSchema(view: string, columns: Columns, names: Readonly<Record<string, string>> = {}): TSchema {
  const { columns: comments } = describeView(view);
  const properties = Object.entries(columns).map(([column, kind]) => {
    const { json, format, unit } = columnKinds[kind];
    const description = [comments.get(column), unit === null ? undefined : `(${unit})`].filter(Boolean).join(' ');
    const options = { ...(format && { format }), ...(description && { description }) };
    const schema =
      json === 'texts' || json === 'integers'
        ? unknownable('array', { items: itemsOf[json], ...options })
        : unknownable(json, options);
    return [names[column] ?? column, schema];
  });
  return Type.Object(Object.fromEntries(properties) as Record<string, TSchema>, { additionalProperties: false });
}
