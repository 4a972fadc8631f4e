import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Column, Table } from '../table.ts';
import { parquetColumn } from './parquet-column.ts';

/** Rows of a group: enough for a reader to skip by, few enough to be held in memory. */
const rowsOfGroup = 4_000;

/** Makes a Parquet file of rows that come in parts. */
export interface Parquet {
  /** Takes some rows. @returns the bytes that are finished by them, which may be none */
  rows(rows: Table['rows']): Uint8Array;
  /** @returns the last bytes */
  end(): Uint8Array;
}

/** A Parquet file with these columns, each of which may be null, compressed by Snappy. */
export function createParquet(columns: Column[]): Parquet {
  const described = columns.map(parquetColumn);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'root', num_children: columns.length }, ...described.flatMap(({ elements }) => elements)],
    createdBy: 'repometer',
  });
  /** Values of the rows of a group that are not written yet, by column. */
  let group = columns.map((): unknown[] => []);
  let held = 0;

  function hold(row: Table['rows'][number]): void {
    for (const [place, values] of group.entries()) values.push(described[place]!.value(row[place] ?? null));
    held += 1;
  }

  function writeGroup(): void {
    const columnData = columns.map(({ name }, place) => ({ name, data: group[place]! }));
    void writer.write({ columnData, rowGroupSize: rowsOfGroup });
    group = columns.map(() => []);
    held = 0;
  }

  /** What was written since the last time. */
  function take(): Uint8Array {
    const taken = bytes.getBytes().slice();
    bytes.index = 0;
    return taken;
  }

  return {
    rows(rows) {
      for (const row of rows) hold(row);
      if (held >= rowsOfGroup) writeGroup();
      return take();
    },
    end() {
      if (held > 0) writeGroup();
      void writer.finish();
      return take();
    },
  };
}
