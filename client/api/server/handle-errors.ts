import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from '../api.ts';
import { ListRefusal } from '../../reports/lists/list-refusal.ts';
import { Problem, problemBody, problemType } from '../problem.ts';
import type { ProblemCode } from '../problem.ts';

const ofList = {
  'unknown repository': 'repository_unknown',
  'no repository': 'repository_required',
  'bad cursor': 'bad_cursor',
  'bad filter': 'bad_parameter',
} as const satisfies Record<ListRefusal['kind'], ProblemCode>;

/** Of Fastify's own errors, by their code. */
const ofFastify: Record<string, [ProblemCode, string]> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['not_json', 'Send JSON, with "Content-Type: application/json".'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', 'Send less at once.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['bad_body', 'The body is empty, and says that it is JSON.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad_body', 'The body is no JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad_body', 'The body is not as long as it says.'],
  FST_ERR_BAD_URL: ['bad_request', 'The address has a % that stands for nothing.'],
};

/** A value of ours that Postgres will not take: out of range, no UTF-8, no instant. */
const isOfValue = (code: unknown) => typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code);
const unreachable = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|57P0|53|08)/;

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ListRefusal) return new Problem(ofList[error.kind], error.message);
  const { code, statusCode, message } = error as Partial<FastifyError>;
  const known = code === undefined ? undefined : ofFastify[code];
  if (known) return new Problem(known[0], known[1]);
  if (isOfValue(code))
    return new Problem('bad_parameter', 'A value cannot be compared with what is stored.', {}, error);
  if (code === '57014') return new Problem('overloaded', 'The database took too long; ask for less.', {}, error);
  if (
    (code !== undefined && unreachable.test(code)) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(message ?? '')
  ) {
    return new Problem(
      'not_ready',
      'The database does not answer; try again in a moment.',
      { 'retry-after': '5' },
      error,
    );
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem('bad_request', message ?? '');
  return new Problem(
    'failed',
    'This is a fault of the server; its log says more, under the id of the request.',
    {},
    error,
  );
}

/** Answers every failure as a problem (RFC 9457): those of handlers, of Fastify itself and of addresses that it cannot read. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error);
  if (problem.status >= 500) request.log.error({ err: problem.cause ?? problem }, problem.message);
  return (
    reply
      .code(problem.status)
      // Where Fastify cannot read the address, no hook has set it.
      .headers({ 'x-request-id': request.id, 'cache-control': 'no-store', ...problem.headers })
      .type(problemType)
      .send(problemBody(problem, request.id))
  );
}

export const handleErrors = (api: Api): void => void api.setErrorHandler(answerFailure);
