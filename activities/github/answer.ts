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

/** A whole answer that contradicts itself, or what is stored: it is asked for again, and a smaller page would say the same. */
export class PoorAnswerError extends TransportError {
  override name = 'PoorAnswerError';
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

/** @returns GitHub's `message` of an error body, with its `errors` where these are a sentence, or '' */
export function errorMessage(answer: Answer): string {
  try {
    const { message, errors } = (JSON.parse(answer.text) ?? {}) as { message?: unknown; errors?: unknown };
    if (typeof message !== 'string') return '';
    return (typeof errors === 'string' ? `${message}: ${errors}` : message).slice(0, 300);
  } catch {
    return '';
  }
}
