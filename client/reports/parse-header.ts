/** Columns of a view: the first of them that is not null counts. */
export type Term = readonly string[];

/** What the comment on top of a view's file says. */
export interface Header {
  /** What one row is: a sentence. */
  row: string;
  /** The day or instant that a row belongs to; null: rows have none. */
  time: Term | null;
  /** What rows are sorted by; no two rows are alike in all of it. */
  order: readonly Term[];
  /** Families of KPIs whose tables it shows (`activities/kpis/families.ts`); none: it shows rows as they are. */
  families: readonly string[];
  /** Files below `sql/`, without the ending, whose leading comments define its numbers. */
  definitions: readonly string[];
}

/** `published_at or created_at`: the first one that is not null. */
const parseTerm = (text: string): Term => text.split(' or ').map((column) => column.trim());

const parseList = (text: string | undefined): string[] => text?.split(',').map((part) => part.trim()) ?? [];

/**
 * Reads the leading comment of a view's file: a sentence that says what one row is, then `time: COLUMN` (where rows have
 * one) and `order: COLUMN, COLUMN …`; `A or B` stands for the first of two columns that is not null.
 * A view of KPIs names its `family: NAME, NAME …` and their `definition: FILE, FILE …` below `sql/`.
 *
 * @param file its path, for the message
 * @throws Error when the sentence or the order is missing
 */
export function parseHeader(sql: string, file: string): Header {
  const [comment = ''] = /^(?:--[^\n]*\n)*/.exec(sql) ?? [];
  const said: string[] = [];
  const keys = new Map<string, string>();
  for (const line of comment.split('\n')) {
    const text = line.replace(/^-- ?/, '').trim();
    const [, key, value] = /^(time|order|family|definition): *(.+)$/.exec(text) ?? [];
    if (key !== undefined && value !== undefined) keys.set(key, value);
    else if (text !== '') said.push(text);
  }
  const [row, time, order] = [said.join(' '), keys.get('time'), keys.get('order')];
  if (row === '' || order === undefined) {
    throw new Error(
      `${file} must begin with a comment: what one row is, and "order: …" (client/reports/parse-header.ts).`,
    );
  }
  return {
    row,
    time: time === undefined ? null : parseTerm(time),
    order: parseList(order).map(parseTerm),
    families: parseList(keys.get('family')),
    definitions: parseList(keys.get('definition')),
  };
}
