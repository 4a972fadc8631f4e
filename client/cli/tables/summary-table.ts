import { foldList } from './fold-list.ts';
import { formatTable } from './format-table.ts';
import type { TableStyle } from './format-table.ts';
import { pickColumns } from '../../reports/table.ts';
import type { Table } from '../../reports/table.ts';

const identity = ['repository_id', 'owner', 'name'];
const provenance = ['definition_version', 'data_complete_through', 'computed_at'];

function texts(table: Table, name: string): (string | null)[] {
  const place = table.columns.findIndex((column) => column.name === name);
  return table.rows.map((row) => row[place] ?? null);
}

/**
 * A view for the eye: `repository` stands for its three parts; what is the same in every row, and what is empty in all,
 * is said once below.
 */
export function formatSummary(table: Table, style: Pick<TableStyle, 'width' | 'first'> = {}): string {
  const names = table.columns.map(({ name }) => name);
  if (table.rows.length === 0) return `No rows: nothing was computed or nothing matches.\n`;
  const hasRepository = names.includes('repository');
  const isSame = (name: string) => new Set(texts(table, name)).size === 1;
  const isEmpty = (name: string) => texts(table, name).every((text) => text === null);
  const empty = names.filter(isEmpty);
  const same = names.filter((name) => provenance.includes(name) && isSame(name) && !empty.includes(name));
  const left = names.filter(
    (name) => !(hasRepository && identity.includes(name)) && !same.includes(name) && !empty.includes(name),
  );
  const lines = [
    ...same.map((name) => `${name}: ${texts(table, name)[0]}`),
    ...(empty.length > 0 ? [foldList('empty', empty, style.width)] : []),
  ];
  const footer = lines.length > 0 ? `\n${lines.join('\n')}\n` : '';
  return formatTable(pickColumns(table, left), { ...style, isRounded: true }) + footer;
}
