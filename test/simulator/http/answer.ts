/** One entry of a Link header. */
export interface Link {
  url: string;
  relation: 'prev' | 'next' | 'last' | 'first';
}

/** What a route answers, before headers, conditions and faults. */
export interface Answer {
  status: number;
  body: string;
  /** null: the answer has none of that name. */
  headers?: Record<string, string | null>;
  links?: Link[];
  /** What identifies the body, where it would be dear to hash; null: this answer carries no ETag. */
  identity?: string | null;
  /** Epoch milliseconds; only some routes have it. */
  lastModified?: number;
  /** Points of the primary limit; default: one request. */
  cost?: number;
  /** True: costs nothing of the primary limit. */
  isFree?: boolean;
}

const documentation = 'https://docs.github.com/rest';

/** A JSON answer. `identity` defaults to the body itself. */
export function json(status: number, value: unknown, more: Omit<Answer, 'status' | 'body'> = {}): Answer {
  return { status, body: JSON.stringify(value), ...more };
}

/** An error as GitHub words it: `status` is text in the body. */
export function refusal(
  status: number,
  message: string,
  more: { url?: string; body?: Record<string, unknown>; headers?: Record<string, string> } = {},
): Answer {
  const body = { message, ...more.body, documentation_url: more.url ?? documentation, status: String(status) };
  return json(status, body, { identity: null, ...(more.headers ? { headers: more.headers } : {}) });
}

/** 404 as for everything that is not there or must not be seen. */
export function notFound(): Answer {
  return refusal(404, 'Not Found');
}
