import { isOfApi } from '../../github-api.ts';
import { TransportError } from '../github/answer.ts';
import { isLimited } from '../github/ask.ts';
import type { Limited, Reply } from '../github/ask.ts';
import { readPage } from '../store/page.ts';
import type { Page } from '../store/page.ts';
import { rowsOfBody } from '../store/rows-of-body.ts';
import type { Slice } from '../sync/slice/slice.ts';
import type { FeedRow } from './feed-row.ts';

/** An entry of a feed, as far as the reading needs it. */
export interface FeedEntry {
  id: string;
  /** Milliseconds since 1970; null: GitHub does not say, or what may not be true. */
  at: number | null;
  repositoryId: string | null;
}

/** Pages of a feed, newest first. */
export interface FeedPages {
  kind: 'pages';
  pages: { page: Page; entries: FeedEntry[] }[];
  /** Of the first page. */
  etag: string | null;
  etagKey: string;
  pollSeconds: number;
  /** The last page is the last one of the feed. */
  isAtEnd: boolean;
  /** Every page was read that might be. */
  isWhole: boolean;
}

export type FeedRead =
  | FeedPages
  | { kind: 'unchanged'; reply: Reply; pollSeconds: number }
  | { kind: 'limited'; limit: Limited }
  | { kind: 'refused'; refusal: Extract<Reply['verdict'], { kind: 'refused' }> };

interface Reading {
  slice: Slice;
  feed: FeedRow;
  maxPages: number;
  /** Of the first page, as the last look has left it. */
  etag: string | null;
  etagKey: string | null;
}

const shape = { idMember: 'id', timeMember: null };
const usualPollSeconds = 60;
/** Entries stand some seconds from where their time would put them: so many known ones in a row are the end of what is new. */
const knownAtEnd = 10;

/**
 * Reads a feed from its newest event until what earlier looks have shown, or to its end, or so many pages. Everything is read before
 * anything is stored: it is a few hundred rows.
 *
 * @throws TransportError for an answer that no feed gives
 */
export async function readFeed({ slice, feed, maxPages, etag, etagKey }: Reading): Promise<FeedRead> {
  const { apiUrl } = slice.deps.github;
  const pages: FeedPages['pages'] = [];
  let first: Reply | undefined;
  let url: string | null = `${apiUrl}${feed.path}?per_page=100`;
  while (url !== null && pages.length < maxPages) {
    const reply: Reply | Limited = await ask(slice, pages.length === 0 ? { url, etag, etagKey } : { url });
    if (isLimited(reply)) return { kind: 'limited', limit: reply };
    const { verdict, answer } = reply;
    if (verdict.kind === 'not-modified') return { kind: 'unchanged', reply, pollSeconds: pollSecondsOf(reply) };
    if (verdict.kind === 'refused') return { kind: 'refused', refusal: verdict };
    // Behind 300 events.
    if (verdict.kind === 'depth' && pages.length > 0) {
      url = null;
      break;
    }
    if (verdict.kind !== 'ok' && verdict.kind !== 'empty') {
      throw new TransportError(`GitHub answered ${answer.status} to a feed.`);
    }
    first ??= reply;
    const page = readPage(verdict.kind === 'empty' ? { ...answer, text: '[]' } : answer, shape);
    if (page.next !== null && !isOfApi(apiUrl, page.next)) {
      throw new TransportError(`GitHub pointed to another server than ${apiUrl}.`);
    }
    pages.push({ page, entries: entriesOf(page) });
    url = page.next;
    if (url !== null && feed.isKnown && !feed.isWholeDue && endsKnown(pages.at(-1)!.entries, feed)) break;
  }
  const isAtEnd = url === null;
  return {
    kind: 'pages',
    pages,
    etag: first!.answer.headers.etag ?? null,
    etagKey: first!.etagKey,
    pollSeconds: pollSecondsOf(first!),
    isAtEnd,
    isWhole: isAtEnd || pages.length === maxPages,
  };
}

/** One that was moved is asked for where it is now. */
async function ask(slice: Slice, question: Parameters<Slice['ask']>[0]): Promise<Reply | Limited> {
  const reply = await slice.ask(question);
  if (isLimited(reply) || reply.verdict.kind !== 'moved') return reply;
  return slice.ask({ url: reply.verdict.location });
}

function endsKnown(entries: FeedEntry[], { seenIds }: FeedRow): boolean {
  return entries.slice(-knownAtEnd).every(({ id }) => seenIds.has(id));
}

function pollSecondsOf({ answer }: Reply): number {
  const seconds = Number(answer.headers['x-poll-interval'] ?? usualPollSeconds);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3600) : usualPollSeconds;
}

const dayMs = 24 * 3_600_000;

// As sql/stage/events.sql takes times.
function entriesOf({ json, answer }: Page): FeedEntry[] {
  const rows = rowsOfBody(json) as { id?: unknown; created_at?: unknown; repo?: { id?: unknown } | null }[];
  return rows.flatMap((row) => {
    const id = typeof row?.id === 'string' || typeof row?.id === 'number' ? String(row.id) : '';
    if (!/^\d{1,18}$/.test(id)) return [];
    const at = typeof row.created_at === 'string' ? Date.parse(row.created_at) : NaN;
    const isTrue = at >= answer.date - 366 * dayMs && at <= answer.date + 2 * dayMs;
    const repositoryId = typeof row.repo?.id === 'number' ? String(row.repo.id) : null;
    return [{ id, at: isTrue ? at : null, repositoryId }];
  });
}
