import type { Table } from './read-tables.ts';

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

const introduction = `# Columns of the views of report, in their order, which people build on: they are only appended.
# "npm run dictionary:write" adds what is new, and refuses what is lost, moved or retyped.`;

function columnsByView(lines: readonly string[]): Map<string, string[]> {
  const views = new Map<string, string[]>();
  for (const line of lines) {
    const [, view = '', column = ''] = /^([^.]+)\.(.+)$/.exec(line) ?? [];
    views.set(view, [...(views.get(view) ?? []), column]);
  }
  return views;
}

/**
 * The columns of every view of `report`, `view.column type` a line, as `sql/promised-columns.txt` records them.
 *
 * @param recorded the record of before
 * @throws Error when one of its columns is gone, has another place or another type
 */
export function promiseColumns(tables: readonly Table[], recorded: string): string {
  const views = tables.filter(({ schema }) => schema === 'report');
  const present = new Map(
    views.map(({ name, columns }) => [name, columns.map((column) => `${column.name} ${column.type}`)]),
  );
  for (const [view, columns] of columnsByView(linesOf(recorded))) {
    columns.forEach((column, place) => {
      const found = present.get(view)?.[place];
      if (found === column) return;
      throw new Error(
        `Columns of report are only appended: ${view} has ${found ?? 'nothing'} where ${column} was promised (sql/promised-columns.txt).`,
      );
    });
  }
  const lines = [...present].flatMap(([view, columns]) => columns.map((column) => `${view}.${column}`));
  return `${introduction}\n${lines.join('\n')}\n`;
}
