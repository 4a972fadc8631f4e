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

/** Sends this key from now on, until the page is closed: it is written down nowhere. */
export function useKeyFromNowOn(given: string): void {
  key = given;
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

const mostPages = 12;

/** Asks for every page of a list, up to 1,200 rows. */
export async function askAll<Item = Row>(path: string, signal?: AbortSignal): Promise<Listed<Item>> {
  const first = await ask<Listed<Item>>(path, signal);
  const items = [...first.items];
  let { next } = first;
  for (let pages = 1; next !== null && pages < mostPages; pages += 1) {
    const page: Listed<Item> = await ask<Listed<Item>>(next, signal);
    items.push(...page.items);
    next = page.next;
  }
  return { ...first, items, next };
}

/** A question with its parameters; those without a value are left out. */
export function question(path: string, parameters: Record<string, string | number | undefined>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${path}?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
}
