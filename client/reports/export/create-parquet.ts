import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Column, Table } from '../table.ts';
import { parquetColumn } from './parquet-column.ts';

/** Rows of a group: enough for a reader to skip by, few enough to be held in memory. */
const rowsOfGroup = 2_000;

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
  let group: Table['rows'] = [];

  function writeGroup(): void {
    const columnData = columns.map(({ name }, place) => {
      const { value } = described[place]!;
      return { name, data: group.map((row) => value(row[place] ?? null)) };
    });
    void writer.write({ columnData, rowGroupSize: rowsOfGroup });
    group = [];
  }

  /** What was written since the last time. */
  function take(): Uint8Array {
    const taken = bytes.getBytes().slice();
    bytes.index = 0;
    return taken;
  }

  return {
    rows(rows) {
      for (const row of rows) group.push(row);
      if (group.length >= rowsOfGroup) writeGroup();
      return take();
    },
    end() {
      if (group.length > 0) writeGroup();
      void writer.finish();
      return take();
    },
  };
}
