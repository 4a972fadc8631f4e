// Temporal's UI sets the cells of a table without any space between them; ordinary ones at the end of a cell count for nothing.
const gap = '\u00a0\u00a0';

/** @returns lines of a Markdown table, readable in Temporal's UI whatever the cells hold */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => `${plain(cell)}${gap}`).join(' | ')} |`;
  return [line(header), `|${header.map(() => ':---|').join('')}`, ...rows.map(line)];
}

const plain = (cell: string) => cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
