import type { Reader } from '../../sql/reader.ts';
import { findReport } from './catalogue.ts';
import { readRows } from './read-rows.ts';
import { selectReport } from './report-statement.ts';
import type { ReportFilter } from './report-statement.ts';
import type { Table } from './table.ts';

/** More at once are no faster, and what they leave in memory is collected later. */
const rowsAtOnce = 200;

/**
 * Reads a report of any length in parts, by a cursor of the server's: all parts are of one moment, and no more than one is in
 * memory. The first part comes also when there is no row, with the columns. Holds a connection until it is read to its end or
 * left.
 *
 * @throws what Postgres says
 */
export async function* streamReport(db: Reader, view: string, filter: ReportFilter = {}): AsyncGenerator<Table> {
  const { text, values } = selectReport(findReport(view), filter);
  const connection = await db.connect();
  let isDone = false;
  try {
    await connection.query('begin read only');
    // A cursor is planned for its first rows unless told otherwise; this one is read to its end.
    await connection.query('set local cursor_tuple_fraction = 1');
    await connection.query(`declare report_rows no scroll cursor for ${text}`, values);
    for (let part: Table | undefined; part === undefined || part.rows.length === rowsAtOnce;) {
      part = await readRows(connection, `fetch forward ${rowsAtOnce} from report_rows`);
      yield part;
    }
    await connection.query('commit');
    isDone = true;
  } finally {
    // What was left open must not be anybody else's transaction.
    connection.release(!isDone);
  }
}
