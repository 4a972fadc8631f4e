import { Type } from 'typebox';
import { problems } from '../problem.ts';
import type { ProblemCode } from '../problem.ts';

/** What every failure is answered with. */
export const problemSchema = Type.Object(
  {
    type: Type.String({ description: 'urn:repometer:problem:CODE' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'A sentence that says what to do.' }),
    code: Type.String({ enum: Object.keys(problems), description: 'Stable: programs decide by it.' }),
    request_id: Type.String({ description: 'By which the log tells of it.' }),
  },
  { $id: 'Problem', description: 'What went wrong (RFC 9457).' },
);

const answer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
});

const always: ProblemCode[] = ['foreign_host', 'failed', 'not_ready'];

/** The failures of a route by status, for its responses; those that every route has are among them. */
export function problemsOf(...codes: ProblemCode[]): Record<number, ReturnType<typeof answer>> {
  const byStatus = new Map<number, string[]>();
  for (const code of [...codes, ...always]) {
    const [status] = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries([...byStatus].map(([status, known]) => [status, answer(known.join(', '))]));
}

/** Those of a read. */
export const readProblems = (...codes: ProblemCode[]) =>
  problemsOf('bad_parameter', 'key_required', 'key_invalid', 'scope_missing', 'too_many_requests', ...codes);

/** Those of an order. */
export const orderProblems = (...codes: ProblemCode[]) =>
  readProblems('bad_body', 'too_large', 'not_json', 'no_worker', 'refused', ...codes);
