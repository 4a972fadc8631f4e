/** A failure that the API tells, or that it cannot be reached. */
export class AskFailure extends Error {
  override name = 'AskFailure';
  /** The API's own code; `down`: it does not answer. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A row, as the API has it. */
export type Row = Record<string, unknown>;

/** A page of a list. */
export interface Listed<Item = Row> {
  items: Item[];
  total_records: number;
  next: string | null;
}

let key: string | undefined;
const listeners = new Set<() => void>();

/** Sends this key from now on, until the page is closed: it is written down nowhere. Whatever is shown is asked for again. */
export function useKeyFromNowOn(given: string): void {
  key = given;
  for (const onKey of listeners) onKey();
}

/** Calls back whenever a key is given. @returns what ends that */
export function whenKeyIsGiven(onKey: () => void): () => void {
  listeners.add(onKey);
  return () => void listeners.delete(onKey);
}

/** Sends a question. @throws AskFailure with a sentence unless it is answered */
async function send(path: string, accept: string, signal?: AbortSignal): Promise<Response> {
  const address = path.startsWith('/') ? path : `/api/v1/${path}`;
  let response: Response;
  try {
    response = await fetch(address, {
      signal: signal ?? null,
      headers: { accept, ...(key !== undefined && { authorization: `Bearer ${key}` }) },
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new AskFailure('down', 'The API does not answer: it was stopped, or the way to it is broken.');
  }
  if (response.ok) return response;
  const { code = 'failed', detail = `The API answered with status ${response.status}.` } = (await response
    .json()
    .catch(() => ({}))) as { code?: string; detail?: string };
  throw new AskFailure(code, detail);
}

/**
 * Asks the API.
 *
 * @param path below /api/v1, or an address that an answer has named
 * @throws AskFailure with a sentence
 */
export async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, 'application/json', signal);
  const body: unknown = await response.json().catch(() => undefined);
  if (body !== undefined) return body as T;
  throw new AskFailure('failed', 'The API broke its answer off.');
}

/** Opens a stream of the API's. @throws AskFailure with a sentence */
export async function openStream(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { body } = await send(path, 'text/event-stream', signal);
  if (body) return body;
  throw new AskFailure('failed', 'The API gives no stream.');
}

/** Pages of a hundred rows: 20,000 at most. */
const mostPages = 200;
/** A list of more pages than these is not read anew at each beat, but where its beginning or its length is another. */
const pagesOfLong = 12;
const longForMs = 300_000;
const long = { path: '', first: '', at: 0, listed: null as Listed<unknown> | null };

/** Asks for every page of a list, up to 20,000 rows; where more are left, `next` says where they begin. */
export async function askAll<Item = Row>(path: string, signal?: AbortSignal): Promise<Listed<Item>> {
  const first = await ask<Listed<Item>>(path, signal);
  const beginning = JSON.stringify([first.total_records, first.items]);
  const isKept = long.path === path && long.first === beginning && Date.now() - long.at < longForMs;
  if (isKept && long.listed !== null) return long.listed as Listed<Item>;
  const items = [...first.items];
  let { next } = first;
  for (let pages = 1; next !== null && pages < mostPages; pages += 1) {
    const page: Listed<Item> = await ask<Listed<Item>>(next, signal);
    items.push(...page.items);
    next = page.next;
  }
  const listed = { ...first, items, next };
  if (items.length > pagesOfLong * first.items.length)
    Object.assign(long, { path, first: beginning, at: Date.now(), listed });
  return listed;
}

/** A question with its parameters; those without a value are left out. */
export function question(path: string, parameters: Record<string, string | number | undefined>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${path}?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
}
