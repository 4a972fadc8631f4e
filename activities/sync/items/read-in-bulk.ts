import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import { TransportError } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited, Reply } from '../../github/ask.ts';
import type { GraphqlQuery } from '../../github/client.ts';
import type { BulkQueries } from '../../resource.ts';
import type { BulkAnswer, PartOfNumber } from '../../store/graphql-reviews.ts';
import { graphqlPage } from '../../store/page.ts';
import { restTextOf } from '../../store/stage-body.ts';
import { storePage } from '../../store/store-page.ts';
import { finishReadItems } from '../queue/finish-item.ts';
import type { Item } from '../queue/finish-item.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import { recordGraphqlRefusal, recordReadBy, whyNoGraphql } from '../slice/graphql-standing.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { stepsOf } from '../slice/page-sizes.ts';

/** A hundred numbers cost a point, as one does. */
const most = 100;

/** How a query was answered. */
export type BulkEnd =
  | { kind: 'limited'; limit: Limited }
  | {
      kind: 'read';
      changed: number;
      /** To be asked for again in bulk: fewer at once, or without those that are left. */
      again: Item[];
      /** GraphQL cannot tell them as REST does, or does not show rows that are stored: REST is asked, and says what became of them. */
      left: Item[];
    };

export type Bulk = ReturnType<typeof openBulk>;

/** @returns null: things are asked for one by one, as `status` says why */
export async function findBulk(slice: ListSlice): Promise<Bulk | null> {
  const { bulk } = slice.list;
  if (!bulk) return null;
  const reason = await whyNoGraphql(slice);
  await recordReadBy(slice, reason === null ? 'GraphQL' : 'REST', reason);
  return reason === null ? openBulk(slice, bulk) : null;
}

/** Reads rows of many numbers at once, in as large queries as GitHub answers within its ten seconds. */
function openBulk(slice: ListSlice, bulk: BulkQueries) {
  const sizes = slice.sizes.walk;
  const url = slice.deps.github.graphqlUrl;
  let isOpen = true;

  const ask = (query: GraphqlQuery) => slice.ask({ url, query, priority: slice.isFirstLoad ? 'load' : 'cycle' });

  /** For the rest of this slice. */
  async function close(reason: string): Promise<void> {
    isOpen = false;
    await recordReadBy(slice, 'REST', reason);
  }

  /** @returns null: nothing that can be read in bulk */
  async function readable(reply: Reply | Limited): Promise<Reply | Limited | null> {
    if (isLimited(reply)) {
      if (reply.cause !== 'passing') return reply;
      await close(reply.reason);
      return null;
    }
    const { verdict, answer } = reply;
    if (verdict.kind === 'ok') return reply;
    if (verdict.kind !== 'refused') throw new TransportError(`GitHub answered ${answer.status} to a query.`);
    // One that GraphQL itself tells of a repository says nothing of others.
    const isOfSubject = answer.status === 200 && verdict.state !== 'failed';
    await recordGraphqlRefusal(slice, { reason: verdict.reason, isOfSubject });
    await close(verdict.reason);
    return null;
  }

  /** A query that took too long is asked for fewer at once; a single one that does, by REST. */
  async function tooMuch(items: Item[], error: TransportError): Promise<BulkEnd> {
    if (Date.now() > slice.patientUntil) throw error;
    if (items.length > 1) {
      sizes.failed(stepOf(items.length), slice.attempt > 1 && !sizes.hasAnswered());
      return { kind: 'read', changed: 0, again: items, left: [] };
    }
    const isDown = !sizes.hasAnswered();
    if (isDown && slice.attempt < slice.input.transientAttempts) throw error;
    if (isDown) await close(error.message);
    return { kind: 'read', changed: 0, again: [], left: items };
  }

  async function read(items: Item[]): Promise<BulkEnd> {
    const byNumber = new Map(items.map((item) => [item.item.slice(bulk.what.length + 1), item]));
    try {
      const reply = await readable(await ask(bulk.ask(slice.subject.name, [...byNumber.keys()])));
      if (reply === null) return { kind: 'read', changed: 0, again: [], left: items };
      if (isLimited(reply)) return { kind: 'limited', limit: reply };
      const told = bulk.read(reply.answer.text);
      if (told.repositoryId !== slice.subject.id) {
        await close('GraphQL shows another repository under this name.');
        return { kind: 'read', changed: 0, again: [], left: items };
      }
      sizes.answered(stepOf(items.length));
      if (told.lacking !== null) return without(told.lacking, byNumber);
      return await follow(await store(slice, reply, { told, byNumber }));
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      return tooMuch(items, error);
    }
  }

  /** The rest of those that have more rows than an answer holds. */
  async function follow({ more, left, changed: before }: Stored): Promise<BulkEnd> {
    let changed = before;
    for (const { item, part } of more) {
      const end = await readMore(item, part);
      if (end.kind === 'limited') return end;
      changed += end.changed;
      if (!end.isWhole) left.push(item);
      if (!isOpen) break;
    }
    return { kind: 'read', changed, again: [], left };
  }

  async function readMore(
    item: Item,
    first: PartOfNumber,
  ): Promise<{ kind: 'limited'; limit: Limited } | { kind: 'more'; changed: number; isWhole: boolean }> {
    const seen = new Set(idsOf(first));
    let changed = 0;
    for (let { next } = first; next !== null;) {
      const reply = await readable(await ask(bulk.askMore(next)));
      if (reply === null) return { kind: 'more', changed, isWhole: false };
      if (isLimited(reply)) return { kind: 'limited', limit: reply };
      const told = bulk.read(reply.answer.text);
      const [part] = told.parts;
      const isNew = part?.rows?.some(({ id }) => !seen.has(id)) ?? false;
      if (told.lacking !== null || part?.number !== first.number || !isNew)
        return { kind: 'more', changed, isWhole: false };
      for (const id of idsOf(part)) seen.add(id);
      const isLast = part.next === null;
      if (isLast && seen.size !== part.total) return { kind: 'more', changed, isWhole: false };
      const stored = await storeParts(slice, reply, [part], async (db) =>
        isLast && (await withOthers(db, slice, [first.number], [...seen])).size === 0 ? [item] : [],
      );
      changed += stored.changed;
      if (isLast) return { kind: 'more', changed, isWhole: stored.finished.length > 0 };
      next = part.next;
    }
    return { kind: 'more', changed, isWhole: false };
  }

  return {
    /** False: what is due is asked for one by one, for the rest of the slice. */
    isOpen: () => isOpen,
    takes: ({ item }: Item) => item.startsWith(`${bulk.what}/`),
    /** How many the next query may be about. */
    size: sizes.size,
    read,
  };
}

interface Told {
  told: BulkAnswer;
  byNumber: Map<string, Item>;
}

/** What became of the numbers of one answer. */
interface Stored {
  changed: number;
  left: Item[];
  more: { item: Item; part: PartOfNumber }[];
}

const idsOf = ({ rows }: PartOfNumber): string[] => (rows ?? []).map(({ id }) => id);

/** The smallest size that holds so many: fewer of them are tried next. */
const stepOf = (items: number) => stepsOf(most).findLast((step) => step >= items) ?? most;

/** Nothing of an answer in part is stored: those that it lacks are asked for by themselves, the others once more. */
function without(lacking: readonly string[], byNumber: Told['byNumber']): BulkEnd {
  const items = [...byNumber.values()];
  const left = lacking.flatMap((number) => byNumber.get(number) ?? []);
  if (left.length === 0) return { kind: 'read', changed: 0, again: [], left: items };
  return { kind: 'read', changed: 0, again: items.filter((item) => !left.includes(item)), left };
}

async function store(slice: ListSlice, reply: Reply, { told, byNumber }: Told): Promise<Stored> {
  const parts = told.parts.filter(({ number, rows }) => rows !== null && byNumber.has(number));
  const whole = parts.filter((part) => part.next === null && new Set(idsOf(part)).size === part.total);
  const { changed, finished } = await storeParts(slice, reply, told.parts, async (db) => {
    const seen = parts.flatMap(idsOf);
    const numbers = whole.map(({ number }) => number);
    const others = await withOthers(db, slice, numbers, seen);
    return numbers.flatMap((number) => (others.has(number) ? [] : (byNumber.get(number) ?? [])));
  });
  const more = parts.flatMap((part) => {
    const item = byNumber.get(part.number);
    return item && part.next !== null ? [{ item, part }] : [];
  });
  const done = new Set([...finished, ...more.map(({ item }) => item)]);
  return { changed, more, left: [...byNumber.values()].filter((item) => !done.has(item)) };
}

/** Stores an answer and its rows, and notes the items as read that `finish` gives, in one transaction. */
async function storeParts(
  slice: ListSlice,
  { answer }: Reply,
  parts: readonly PartOfNumber[],
  finish: (db: Db) => Promise<Item[]>,
): Promise<{ changed: number; finished: Item[] }> {
  const { stage } = slice.list;
  const page = graphqlPage(answer, parts.flatMap(idsOf), restTextOf(stage, answer.url, answer.text), slice.list);
  return storePage(slice.target, { stage, page }, async (db, changes) => {
    const finished = await finish(db);
    await finishReadItems(slice, db, finished, changes);
    return { changed: changes.inserted + changes.updated, finished };
  });
}

/** Numbers with stored rows that an answer did not show. */
async function withOthers(db: Db, { key, list }: ListSlice, numbers: string[], seen: string[]): Promise<Set<string>> {
  const values = { subject_id: key.subject_id, numbers, seen };
  const rows = await runSql<{ number: string }>(db, 'absent/numbers_with_others', values, namesOfTable(list));
  return new Set(rows.map(({ number }) => number));
}
