import { TransportError } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited, Reply } from '../../github/ask.ts';
import type { GraphqlQuery } from '../../github/client.ts';
import type { BulkQueries } from '../../resource.ts';
import type { Item } from '../queue/finish-item.ts';
import { recordGraphqlRefusal, recordReadBy, whyNoGraphql } from '../slice/graphql-standing.ts';
import type { GraphqlRefusal } from '../slice/graphql-standing.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { mostInBulk } from '../slice/known-sizes.ts';
import { stepsOf } from '../slice/page-sizes.ts';
import { followInBulk } from './follow-in-bulk.ts';
import { pullsAmong } from './pulls-among.ts';
import { storeInBulk } from './store-in-bulk.ts';
import type { StoredInBulk } from './store-in-bulk.ts';

/** How a query was answered. */
type BulkEnd =
  | { kind: 'limited'; limit: Limited }
  | {
      kind: 'read';
      changed: number;
      /** To be asked for again in bulk: fewer at once, or without those that are left. */
      again: readonly Item[];
      /** GraphQL cannot tell them as REST does, or does not show rows that are stored: REST is asked, and says what became of them. */
      left: readonly Item[];
    };

export type Bulk = ReturnType<typeof openBulk>;

/** @returns null: things are asked for one by one; where many could be at once, `status` says why */
export async function findBulk(slice: ListSlice, items: readonly Item[]): Promise<Bulk | null> {
  const { bulk } = slice.list;
  if (!bulk || !items.some(isInBulk(bulk))) return null;
  const reason = await whyNoGraphql(slice);
  await recordReadBy(slice, reason === null ? 'GraphQL' : 'REST', reason);
  return reason === null ? openBulk(slice, bulk) : null;
}

const isInBulk =
  ({ what }: BulkQueries) =>
  ({ item }: Item) =>
    what.some((word) => item.startsWith(`${word}/`));

/** Reads rows of many numbers at once, in as large queries as GitHub answers within its ten seconds. */
function openBulk(slice: ListSlice, bulk: BulkQueries) {
  const { input } = slice;
  const sizes = slice.sizes.bulk;
  let isOpen = true;
  let limit: Limited | null = null;

  /** What need not last is tried again with the next cycle. */
  async function close(reason: string, lasting: Partial<GraphqlRefusal> = {}): Promise<void> {
    isOpen = false;
    await recordGraphqlRefusal(slice, { reason, isOfSubject: true, waitMs: input.everyMs, ...lasting });
  }

  /** @returns null: nothing that can be read; `isOpen` and `limit` say why */
  async function ask(query: GraphqlQuery): Promise<Reply | null> {
    const reply = await send(query);
    if (!isLimited(reply)) return readable(reply);
    if (reply.cause === 'passing') await close(reply.reason);
    else limit = reply;
    return null;
  }

  const send = (query: GraphqlQuery) =>
    slice.ask({ url: slice.deps.github.graphqlUrl, query, priority: slice.isFirstLoad ? 'load' : 'cycle' });

  /** About one number, which may be gone by now: then REST says so. */
  async function askMore(query: GraphqlQuery): Promise<Reply | null> {
    const reply = await send(query);
    if (isLimited(reply) && reply.cause !== 'passing') limit = reply;
    return !isLimited(reply) && reply.verdict.kind === 'ok' ? reply : null;
  }

  async function readable(reply: Reply): Promise<Reply | null> {
    const { verdict, answer } = reply;
    if (verdict.kind === 'ok') return reply;
    if (verdict.kind !== 'refused') throw new TransportError(`GitHub answered ${answer.status} to a query.`);
    // What GraphQL itself tells of a repository says nothing of others; a token that nobody knows is for REST to tell.
    const isOfSubject = answer.status === 401 || (answer.status === 200 && verdict.state !== 'failed');
    const waitMs = answer.status === 401 ? input.everyMs : input.reprobeMs;
    const reason = answer.status === 404 ? 'This GitHub offers no GraphQL (404).' : verdict.reason;
    await close(reason, { isOfSubject, waitMs });
    return null;
  }

  async function read(items: readonly Item[]): Promise<BulkEnd> {
    const byNumber = new Map(items.map((item) => [item.item.slice(item.item.indexOf('/') + 1), item]));
    try {
      const numbers = [...byNumber.keys()];
      const reply = await ask(bulk.ask(slice.subject.name, numbers, await pullsAmong(slice, numbers)));
      if (reply === null) return limit ? { kind: 'limited', limit } : toRest(items);
      const told = bulk.read(reply.answer.text);
      if (told.repositoryId !== slice.subject.id) {
        await close('GraphQL shows another repository under this name.');
        return toRest(items);
      }
      sizes.answered(stepOf(items.length));
      if (told.lacking !== null) return without(told.lacking, byNumber);
      return await follow(await storeInBulk(slice, reply, told.parts, byNumber), items);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      return tooMuch(items, error);
    }
  }

  /** The rest of those that have more rows than an answer holds. */
  async function follow(
    { changed: before, read: done, longer }: StoredInBulk,
    items: readonly Item[],
  ): Promise<BulkEnd> {
    let changed = before;
    const finished = new Set(done);
    for (const one of longer) {
      const end = await followInBulk(slice, bulk, askMore, one).catch(notWhole);
      if (limit) return { kind: 'limited', limit };
      changed += end.changed;
      if (end.isWhole) finished.add(one.item);
    }
    return { kind: 'read', changed, again: [], left: items.filter((item) => !finished.has(item)) };
  }

  /** A query that took too long is asked for fewer at once; a single one that does, by REST. */
  async function tooMuch(items: readonly Item[], error: TransportError): Promise<BulkEnd> {
    if (Date.now() > slice.patientUntil) throw error;
    if (items.length > 1) {
      sizes.failed(stepOf(items.length), slice.attempt > 1 && !sizes.hasAnswered());
      return { kind: 'read', changed: 0, again: items, left: [] };
    }
    // Where nothing was answered at all, it need not be the query: Temporal waits.
    if (!sizes.hasAnswered()) {
      if (slice.attempt < input.transientAttempts) throw error;
      await close(error.message);
    }
    return toRest(items);
  }

  return {
    /** False: what is due is asked for one by one. */
    isOpen: () => isOpen,
    takes: isInBulk(bulk),
    /** How many the next query may be about. */
    size: sizes.size,
    read,
  };
}

/** The smallest size that holds so many: fewer of them are tried next. */
function stepOf(items: number): number {
  const steps = stepsOf(mostInBulk);
  return steps.findLast((step) => step >= items) ?? mostInBulk;
}

const toRest = (left: readonly Item[]): BulkEnd => ({ kind: 'read', changed: 0, again: [], left });

function notWhole(error: unknown): { changed: number; isWhole: boolean } {
  if (error instanceof TransportError) return { changed: 0, isWhole: false };
  throw error;
}

/** Nothing of an answer in part is stored: those that it lacks are asked for by REST, the others once more. */
function without(lacking: readonly string[], byNumber: ReadonlyMap<string, Item>): BulkEnd {
  const items = [...byNumber.values()];
  const left = lacking.flatMap((number) => byNumber.get(number) ?? []);
  if (left.length === 0) return toRest(items);
  return { kind: 'read', changed: 0, again: items.filter((item) => !left.includes(item)), left };
}
