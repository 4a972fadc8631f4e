import { refusal, type Answer } from '../http/answer.ts';

/** An instant of the query in epoch milliseconds; null where it is not given. */
export function readInstant(query: URLSearchParams, name: string): number | 'invalid' | null {
  const text = query.get(name);
  if (text === null || text === '') return null;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? 'invalid' : milliseconds;
}

/** One of some values; anything else counts as the first, as GitHub ignores what it does not know. */
export function readChoice<T extends string>(query: URLSearchParams, name: string, choices: readonly [T, ...T[]]): T {
  const given = query.get(name);
  return choices.find((choice) => choice === given) ?? choices[0];
}

/** 422 that names a field of the query. */
export function invalidField(resource: string, field: string, url?: string): Answer {
  const body = { errors: [{ resource, code: 'invalid', field }] };
  return refusal(422, 'Validation Failed', { body, ...(url === undefined ? {} : { url }) });
}
