import { parse } from 'csv-parse/sync';
import { list } from 'tar';

export type CsvRow = Record<string, string>;

/**
 * Reads the tables of a packed folder (.tar.gz) of CSV files with a head line.
 *
 * @param folder tables below it alone are read
 * @returns the rows of a table, by its path below the folder without `.csv`
 */
export async function readCsvArchive(file: string, folder: string): Promise<(table: string) => CsvRow[]> {
  const texts = new Map<string, string>();
  await list({
    file,
    onReadEntry: (entry) => {
      const { path } = entry;
      const chunks: Buffer[] = [];
      entry.on('data', (chunk) => chunks.push(chunk));
      entry.on('end', () => {
        if (path.startsWith(folder) && path.endsWith('.csv'))
          texts.set(path.slice(folder.length, -'.csv'.length), Buffer.concat(chunks).toString('utf8'));
      });
    },
  });
  return (table) => {
    const text = texts.get(table);
    if (text === undefined) throw new Error(`${file} has no table ${table}`);
    return parse(text, { columns: true, bom: true });
  };
}
