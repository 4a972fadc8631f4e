import { csvWriter, safeCsvWriter } from '../../reports/format-csv.ts';
import { jsonWriter } from '../../reports/format-json.ts';
import type { RowWriter } from '../../reports/row-writer.ts';
import type { Column, Format } from '../../reports/table.ts';
import { listWriter } from './list-writer.ts';

/** The formats that are written row by row; a table must know all of its rows first. */
export type StreamedFormat = Exclude<Format, 'table'>;

const writers: Record<StreamedFormat, (columns: Column[]) => RowWriter> = {
  list: listWriter,
  json: jsonWriter,
  csv: csvWriter,
  'safe-csv': safeCsvWriter,
};

/** A writer of rows with these columns. */
export const rowWriterOf = (format: StreamedFormat, columns: Column[]): RowWriter => writers[format](columns);
