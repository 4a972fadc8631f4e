import { TransportError } from '../github/answer.ts';
import type { Answer } from '../github/answer.ts';
import { parseLink } from '../github/link.ts';
import { cleanText } from './clean-text.ts';

/** A list page as the walk and the store need it; the rows themselves are read by Postgres. */
export interface Page {
  answer: Answer;
  count: number;
  /** Oldest and newest `updated_at` of its rows, as GitHub writes them; null on an empty page. */
  oldest: string | null;
  newest: string | null;
  next: string | null;
  /** JSON that Postgres can hold; equal to the answer's text where nothing had to be cleaned. */
  json: string;
  /** Ids of the rows that had to be cleaned. */
  cleanedIds: string[];
}

interface Row {
  id: number;
  updated_at: string;
}

/**
 * @param answer a 200 of a list route
 * @throws TransportError when the body is not a whole list: then the page is asked again, never taken as empty
 */
export function readPage(answer: Answer): Page {
  const rows = parseRows(answer);
  let oldest: string | null = null;
  let newest: string | null = null;
  for (const { updated_at: at } of rows) {
    if (oldest === null || at < oldest) oldest = at;
    if (newest === null || at > newest) newest = at;
  }
  const json = cleanText(answer.text);
  const cleanedIds = json === answer.text ? [] : rows.filter(needsCleaning).map(({ id }) => String(id));
  return { answer, count: rows.length, oldest, newest, next: parseLink(answer.headers.link).next, json, cleanedIds };
}

function parseRows(answer: Answer): Row[] {
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch {
    throw new TransportError('GitHub answered 200 with a body that is no JSON.');
  }
  if (!Array.isArray(body)) throw new TransportError('GitHub answered 200 with something that is no list.');
  const rows = body as Row[];
  if (rows.some((row) => typeof row?.id !== 'number' || typeof row.updated_at !== 'string')) {
    throw new TransportError('GitHub answered with list entries that have no id or no updated_at.');
  }
  return rows;
}

// JSON.stringify writes U+0000 and half a pair as escapes again, so the same rule finds them.
function needsCleaning(row: Row): boolean {
  const text = JSON.stringify(row);
  return cleanText(text) !== text;
}
