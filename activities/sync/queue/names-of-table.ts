import type { Identifiers } from '../../../sql/query.ts';
import { goneColumn, subjectColumns } from '../../resource.ts';
import type { ResourceDeclaration } from '../../resource.ts';

/**
 * The names of a resource's main table, for the statements of `sql/absent/`; a time that it does not have is the one of being gone,
 * which is null for every row that they ask about.
 *
 * @throws Error for a resource whose rows are not asked about one by one
 */
export function namesOfTable({ subject, tables }: Pick<ResourceDeclaration, 'subject' | 'tables'>): Identifiers {
  const [table] = tables;
  if (!table?.id) throw new Error(`Rows of ${table?.name ?? 'a resource without a table'} have no id.`);
  const { column: id } = table.id;
  return {
    table: table.name,
    subject: subjectColumns[subject],
    id,
    key: table.key ?? id,
    name: table.nameColumn ?? id,
    of: table.ofColumn ?? 'number',
    gone_at: goneColumn(table),
    born_at: table.bornAt ?? goneColumn(table),
    moved_at: table.movedAt ?? goneColumn(table),
    ...(table.countedAt ? { counted_at: table.countedAt } : {}),
  };
}
