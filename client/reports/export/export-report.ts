import type { Reader } from '../../../sql/reader.ts';
import { csvWriter, safeCsvWriter } from '../format-csv.ts';
import { ndjsonWriter } from '../format-json.ts';
import type { ReportFilter } from '../report-statement.ts';
import type { RowWriter } from '../row-writer.ts';
import { streamReport } from '../stream-report.ts';
import type { Column, Table } from '../table.ts';
import { createParquet } from './create-parquet.ts';

/** The formats of an export, as `--format` and addresses take them. */
export const exportFormats = ['csv', 'ndjson', 'parquet'] as const;
/** `safe-csv` is CSV that a spreadsheet runs nothing of. */
export type ExportFormat = (typeof exportFormats)[number] | 'safe-csv';

/** A part of an export. */
export interface ExportPart {
  bytes: Uint8Array;
  /** Rows that were read for it. */
  rows: number;
}

interface Writer {
  rows(rows: Table['rows']): Uint8Array;
  end(): Uint8Array;
}

const encoder = new TextEncoder();

function textWriter({ head, rows, tail }: RowWriter): Writer {
  let before = head;
  return {
    rows(part) {
      const text = before + rows(part);
      before = '';
      return encoder.encode(text);
    },
    end: () => encoder.encode(tail()),
  };
}

const writers: Record<ExportFormat, (columns: Column[]) => Writer> = {
  csv: (columns) => textWriter(csvWriter(columns)),
  'safe-csv': (columns) => textWriter(safeCsvWriter(columns)),
  ndjson: (columns) => textWriter(ndjsonWriter(columns)),
  parquet: createParquet,
};

/**
 * Gives a report of any length part by part, all of one moment, in memory that does not grow with it.
 *
 * @throws what Postgres says; Error with a sentence for a value that the format cannot hold
 */
export async function* exportReport(
  db: Reader,
  view: string,
  filter: ReportFilter,
  format: ExportFormat,
): AsyncGenerator<ExportPart> {
  let writer: Writer | undefined;
  for await (const { columns, rows } of streamReport(db, view, filter)) {
    writer ??= writers[format](columns);
    yield { bytes: writer.rows(rows), rows: rows.length };
  }
  if (writer) yield { bytes: writer.end(), rows: 0 };
}
