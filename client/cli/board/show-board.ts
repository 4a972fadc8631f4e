import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '../../../sql/query.ts';
import { readReport } from '../../reports/read-report.ts';
import { asRecords } from '../../reports/table.ts';
import { createChangedLines } from './changed-lines.ts';
import type { Display } from './display.ts';
import { drawBoard } from './draw-board.ts';
import { createProgressMeter } from './measure-progress.ts';

export interface BoardOptions {
  /** Can read the schema `report`. */
  db: Db;
  display: Display;
  /** Where it is shown: a terminal gets the board, anything else lines. */
  stream: NodeJS.WriteStream;
  signal: AbortSignal;
}

const drawEveryMs = 1_000;

/** Shows what every resource is doing, until the signal; a database that is away for a while only stops the picture. */
export async function showBoard({ db, display, stream, signal }: BoardOptions): Promise<void> {
  const measure = createProgressMeter();
  const changedLines = createChangedLines();
  while (!signal.aborted) {
    const table = await readReport(db, 'sync_status').catch(() => undefined);
    const progress = table && measure(asRecords(table), Date.now());
    if (progress && stream.isTTY) display.show(drawBoard(progress, { lines: stream.rows, columns: stream.columns }));
    if (progress && !stream.isTTY) changedLines(progress, Date.now()).forEach((line) => display.say(line));
    await delay(drawEveryMs, undefined, { signal }).catch(() => undefined);
  }
}
