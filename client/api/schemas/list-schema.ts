import { Type } from 'typebox';
import type { TSchema } from 'typebox';
import { columnKinds } from '../../reports/lists/column-kinds.ts';
import { findReport } from '../../reports/catalogue.ts';
import type { ListDeclaration } from '../../reports/lists/declare-list.ts';
import { rowSchema, unknownable } from './columns-schema.ts';

/** Days from 1900 to 2099. */
const dayPattern = '^(19|20)\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$';
export const daySchema = (description: string) => Type.String({ format: 'date', pattern: dayPattern, description });

/** `owner/name` by GitHub's rules. */
export const repositorySchema = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,39}/[A-Za-z0-9._-]{1,100}$',
  description: 'owner/name, in any case',
  examples: ['golang/go'],
});
export const ownerSchema = Type.String({
  pattern: '^(?=.*[A-Za-z0-9])[A-Za-z0-9_-]{1,39}$',
  description: 'An organisation or a user, in any case',
});

/** A text without control characters, which no stored text has either. */
export const textSchema = (description: string) =>
  Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]*$', description });

const largestPage = 1_000_000_000;

const pagingSchema = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: largestPage, default: 1, description: 'Counted from 1.' })),
  page_size: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 100, description: 'Rows of a page.' })),
  after: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9_-]{1,2000}$',
      description: 'The cursor in `next` of the page before; then `page` counts for nothing.',
    }),
  ),
};

function filterSchemas({ filters = [], columns }: ListDeclaration): Record<string, TSchema> {
  const of = ({ column, values, name }: (typeof filters)[number]): TSchema => {
    if (values) return Type.String({ enum: [...values], description: `Only rows of this ${column}.` });
    if (name === 'repository') return repositorySchema;
    if (columnKinds[columns[column]!].json === 'integer') return Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 });
    return textSchema(`Only rows of this ${name}, in any case.`);
  };
  return Object.fromEntries(filters.map((filter) => [filter.name, Type.Optional(of(filter))]));
}

/** The parameters of a list. */
export function listQuerySchema(list: ListDeclaration) {
  const report = findReport(list.view);
  const { subject, times = [] } = list;
  const hasTime = report.time !== null;
  const properties: Record<string, TSchema> = {
    ...(subject === 'repository' && { repository: Type.Optional(repositorySchema), owner: Type.Optional(ownerSchema) }),
    ...(subject === 'one repository' && { repository: repositorySchema }),
    ...(subject === 'owner' && { owner: Type.Optional(ownerSchema) }),
    ...(hasTime && {
      from: Type.Optional(daySchema('The first day (UTC).')),
      to: Type.Optional(daySchema('The day (UTC) before which it ends.')),
    }),
    ...(times.length > 0 && {
      by: Type.Optional(
        Type.String({ enum: [report.time![0]!, ...times], description: 'The time that from and to are about.' }),
      ),
    }),
    ...filterSchemas(list),
    order: Type.Optional(
      Type.String({
        enum: ['asc', 'desc'],
        default: list.isNewestFirst ? 'desc' : 'asc',
        description: `By ${report.order.map((term) => term.join(' or ')).join(', ')}; no two rows are alike in all of it.`,
      }),
    ),
    ...pagingSchema,
  };
  return Type.Object(properties, { additionalProperties: false });
}

/** The envelope that every list has. */
export function envelopeSchema(items: TSchema, more: Record<string, TSchema> = {}) {
  return Type.Object(
    {
      items: Type.Array(items),
      page: unknownable('integer', { description: 'null: the page was asked for by a cursor.' }),
      page_size: Type.Integer(),
      total_records: Type.Integer({ description: 'Rows that the filters let through.' }),
      next: unknownable('string', { description: 'Address of the next page; null: there is none.' }),
      ...more,
    },
    { additionalProperties: false },
  );
}

/** A page of a list. */
export const listAnswerSchema = (list: ListDeclaration) =>
  envelopeSchema(rowSchema(list.view, list.columns, list.names));
