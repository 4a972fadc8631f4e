import { parseJson, TransportError } from '../github/answer.ts';
import type { Answer } from '../github/answer.ts';
import { parseLink } from '../github/link.ts';
import { cleanText } from './clean-text.ts';
import { rowsOfBody } from './rows-of-body.ts';
import { scanRows } from './scan-rows.ts';

/** A list page as the walk and the store need it; the rows themselves are read by Postgres. */
export interface Page {
  answer: Answer;
  count: number;
  /** Oldest and newest time of its rows, as GitHub writes them; null on an empty page. */
  oldest: string | null;
  newest: string | null;
  next: string | null;
  /** JSON that Postgres can hold; equal to the answer's text where nothing had to be cleaned. */
  json: string;
  ids: string[];
  /** Ids of the rows that had to be cleaned. */
  cleanedIds: string[];
}

/** Members of a row that name it, and that order it, where time does. */
export interface RowShape {
  idMember: string;
  timeMember: string | null;
}

type Row = Record<string, unknown>;

const changingRow: RowShape = { idMember: 'id', timeMember: 'updated_at' };

/**
 * @param answer a 200 of a list route
 * @param shape how its rows are named and ordered; a row without these is left to the staging, which tells of it
 * @throws TransportError when the body is not a whole list: then the page is asked again, never taken as empty
 */
export function readPage(answer: Answer, shape = changingRow): Page {
  const rows = readRows(answer, shape);
  let oldest: string | null = null;
  let newest: string | null = null;
  const ids: string[] = [];
  for (const row of rows) {
    const id = idOf(row, shape);
    if (id !== null) ids.push(id);
    const at = timeOf(row, shape);
    if (at === null) continue;
    if (oldest === null || at < oldest) oldest = at;
    if (newest === null || at > newest) newest = at;
  }
  const json = cleanText(answer.text);
  return {
    answer,
    count: rows.length,
    oldest,
    newest,
    next: parseLink(answer.headers.link).next,
    json,
    ids,
    cleanedIds: json === answer.text ? [] : cleanedIdsOf(answer.text, shape),
  };
}

/**
 * A page of an answer of GraphQL, whose rows have no order.
 *
 * @param rows `ids` of those that it tells; `restText` as REST would have told them
 */
export function graphqlPage(
  answer: Answer,
  { ids, restText, shape }: { ids: string[]; restText: () => string; shape: RowShape },
): Page {
  const json = cleanText(answer.text);
  const cleanedIds = json === answer.text ? [] : cleanedIdsOf(restText(), shape);
  return { answer, count: ids.length, oldest: null, newest: null, next: null, json, ids, cleanedIds };
}

/** What names and orders the rows of an answer. */
function readRows(answer: Answer, shape: RowShape): Row[] {
  const members = [shape.idMember, shape.timeMember].filter((member) => member !== null);
  const rows = scanRows(answer.text, members) ?? parseRows(answer.text);
  const isNone = (row: Row) => idOf(row, shape) === null || (shape.timeMember !== null && timeOf(row, shape) === null);
  if (rows.length > 0 && rows.every(isNone)) {
    throw new TransportError(`GitHub answered with list entries that have no ${members.join(' or no ')}.`);
  }
  return rows;
}

/** The rows of a body that is no list by itself: a comparison of commits holds one. */
function parseRows(text: string): Row[] {
  const body = parseJson(text) as { commits?: unknown } | null;
  if (Array.isArray(body?.commits)) return body.commits as Row[];
  throw new TransportError('GitHub answered 200 with something that is no list.');
}

function idOf(row: Row | null, { idMember }: RowShape): string | null {
  const id = row?.[idMember];
  return typeof id === 'number' || typeof id === 'string' ? String(id) : null;
}

// Weeks are Unix seconds; everything else is written as GitHub writes times. What is no time would become a walk's place.
function timeOf(row: Row | null, { timeMember }: RowShape): string | null {
  const at = timeMember === null ? null : row?.[timeMember];
  if (timeMember === 'week') return /^\d{1,12}$/.test(String(at)) ? toIso(Number(at)) : null;
  return typeof at === 'string' && /^\d{4}-/.test(at) && !Number.isNaN(Date.parse(at)) ? at : null;
}

const toIso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/** @returns ids of the rows of an answer that Postgres cannot hold as they came */
export function cleanedIdsOf(text: string, shape: RowShape): string[] {
  return (rowsOfBody(text) as Row[]).filter(needsCleaning).flatMap((row) => idOf(row, shape) ?? []);
}

// JSON.stringify writes U+0000 and half a pair as escapes again, so the same rule finds them.
function needsCleaning(row: Row): boolean {
  const text = JSON.stringify(row);
  return cleanText(text) !== text;
}
