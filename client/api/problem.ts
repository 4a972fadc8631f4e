/** Stable codes of what can go wrong, each with its HTTP status and what it is called. */
export const problems = {
  bad_request: [400, 'The request is not one that can be understood'],
  bad_parameter: [400, 'A parameter is unknown or cannot have that value'],
  bad_body: [400, 'The body cannot be understood'],
  bad_cursor: [400, 'The cursor is not one of this list'],
  repository_required: [400, 'A repository must be named'],
  key_required: [401, 'A key is required'],
  key_invalid: [401, 'The key is unknown or revoked'],
  bad_signature: [401, 'The signature is not right'],
  scope_missing: [403, 'The key may not do that'],
  not_found: [404, 'There is nothing at this address'],
  repository_unknown: [404, 'Nothing is stored of this repository'],
  view_unknown: [404, 'There is no such view'],
  loop_unknown: [404, 'No such loop runs'],
  backfill_unknown: [404, 'No such backfill runs'],
  method_not_allowed: [405, 'This address does not take that method'],
  loop_exists: [409, 'The loop runs already'],
  backfill_exists: [409, 'A backfill runs already'],
  limited: [409, 'GitHub limits it now'],
  refused: [409, 'The order was refused'],
  too_large: [413, 'The body is too large'],
  not_json: [415, 'The body must be JSON'],
  foreign_host: [421, 'The request was meant for another host'],
  too_many_requests: [429, 'Too many requests'],
  failed: [500, 'Something failed here'],
  not_ready: [503, 'Something that is needed does not answer'],
  no_worker: [503, 'No worker runs'],
  overloaded: [503, 'Too much is asked at once'],
  off: [503, 'This is turned off'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof problems;

/** What is answered instead of what was asked for, as RFC 9457 has it. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  request_id: string;
}

/** A failure that the caller is told. */
export class Problem extends Error {
  override name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail a sentence that says what to do */
  constructor(code: ProblemCode, detail: string, headers: Readonly<Record<string, string>> = {}, cause?: unknown) {
    super(detail, { cause });
    this.code = code;
    this.status = problems[code][0];
    this.headers = headers;
  }
}

/** The body of a problem. */
export const problemBody = ({ code, status, message }: Problem, requestId: string): ProblemBody => ({
  type: `urn:repometer:problem:${code}`,
  title: problems[code][1],
  status,
  detail: message,
  code,
  request_id: requestId,
});

export const problemType = 'application/problem+json; charset=utf-8';
