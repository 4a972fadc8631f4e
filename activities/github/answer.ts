/** One answer of GitHub's, body as text: pages are checked here and parsed by Postgres. */
export interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  text: string;
  url: string;
  /** GitHub's own clock (the `Date` header), in milliseconds. */
  date: number;
}

/** No whole answer came: connection, time-out, or a body that was cut. */
export class TransportError extends Error {
  override name = 'TransportError';
}

/** @throws TransportError when a body is no JSON: GitHub is asked again */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new TransportError('GitHub answered 200 with a body that is no JSON.');
  }
}

/**
 * The JSON of a 200 that must tell one thing.
 *
 * @param what the thing, as the sentence names it: `a repository`
 * @throws TransportError when the body is no JSON, or tells something else: GitHub is asked again
 */
export function parseAs<T>({ text }: Answer, what: string, isThat: (body: unknown) => body is T): T {
  const body = parseJson(text);
  if (isThat(body)) return body;
  throw new TransportError(`GitHub answered 200 to ${what} with something that is none.`);
}

/** True for what can have members. */
export function isObject(body: unknown): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null;
}

/** @returns GitHub's `message` of an error body, or '' */
export function errorMessage(answer: Answer): string {
  try {
    const body = JSON.parse(answer.text) as { message?: unknown } | null;
    return typeof body?.message === 'string' ? body.message.slice(0, 300) : '';
  } catch {
    return '';
  }
}
