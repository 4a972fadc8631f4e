import type { Reader } from '../../../sql/reader.ts';
import type { ReportFilter } from '../../reports/report-statement.ts';
import type { RowWriter } from '../../reports/row-writer.ts';
import { streamReport } from '../../reports/stream-report.ts';
import type { Output } from '../output.ts';
import { rowWriterOf } from '../tables/row-writer-of.ts';
import type { StreamedFormat } from '../tables/row-writer-of.ts';

/**
 * Writes a report of any length, no faster than it is read.
 *
 * @returns the number of rows
 */
export async function writeRows(
  output: Pick<Output, 'print' | 'write'>,
  db: Reader,
  view: string,
  filter: ReportFilter,
  format: StreamedFormat,
): Promise<number> {
  let writer: RowWriter | undefined;
  let count = 0;
  for await (const { columns, rows } of streamReport(db, view, filter)) {
    const head = writer === undefined ? (writer = rowWriterOf(format, columns)).head : '';
    await output.write(head + writer.rows(rows));
    count += rows.length;
  }
  output.print(writer?.tail() ?? '');
  return count;
}
