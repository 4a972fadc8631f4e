import assert from 'node:assert/strict';
import type { Answer } from '../../activities/github/answer.ts';
import { classifyGraphql } from '../../activities/github/classify-graphql.ts';

const date = Date.parse('2026-11-21T12:00:00Z');
const data = { repository: { databaseId: 1 } };

function answer(body: unknown, headers: Record<string, string> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status: 200, text, url: 'https://api.github.com/graphql', date, headers };
}
const part = (type: string, ...path: string[]) => ({ type, path: ['repository', 'p7', ...path], message: 'No' });
const error = (more: object) => answer({ data: { repository: null }, errors: [{ message: 'No.', ...more }] });

describe('what a 200 of GraphQL means', () => {
  const kinds: [string, Answer, Record<string, unknown>][] = [
    ['an answer', answer({ data }), { kind: 'ok' }],
    ['one that lacks a part which is not there', answer({ data, errors: [part('NOT_FOUND')] }), { kind: 'ok' }],
    ['one that hides a part', answer({ data, errors: [part('FORBIDDEN', 'reviews')] }), { kind: 'ok' }],
    [
      'one that lacks a part for another reason, too',
      answer({ data, errors: [part('NOT_FOUND'), part('SERVICE_UNAVAILABLE')] }),
      { kind: 'transient' },
    ],
    [
      'a timeout',
      answer({ data, errors: [{ message: 'Something went wrong while executing your query.' }] }),
      { kind: 'transient' },
    ],
    ['too many nodes', error({ type: 'MAX_NODE_LIMIT_EXCEEDED' }), { kind: 'transient' }],
    ['no JSON', answer('{"data":'), { kind: 'transient' }],
    ['a list', answer([]), { kind: 'transient' }],
    ['nothing', answer({ data: null }), { kind: 'transient' }],
    ['no such repository', error({ type: 'NOT_FOUND', path: ['repository'] }), { kind: 'refused', state: 'missing' }],
    ['single sign-on', error({ type: 'FORBIDDEN', path: ['repository'] }), { kind: 'refused', state: 'forbidden' }],
    ['an older schema', error({ extensions: { code: 'undefinedField' } }), { kind: 'refused', state: 'failed' }],
    [
      'a limit without its headers',
      error({ type: 'RATE_LIMITED' }),
      { kind: 'limited', limit: 'secondary', waitMs: 60_000, isGrowing: true },
    ],
    [
      'a secondary limit',
      error({ message: 'You have exceeded a secondary rate limit.' }),
      { kind: 'limited', limit: 'secondary', waitMs: 60_000, isGrowing: true },
    ],
  ];
  for (const [what, given, expected] of kinds) {
    it(`${what}: ${expected.kind as string}`, () => {
      const verdict = classifyGraphql(given) as unknown as Record<string, unknown>;
      const told = Object.fromEntries(Object.keys(expected).map((name) => [name, verdict[name]]));
      assert.deepEqual(told, expected, JSON.stringify(verdict));
    });
  }

  it('points that are used up come back when the headers say so', () => {
    const headers = {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(date / 1000 + 90),
      'x-ratelimit-resource': 'graphql',
    };
    const used = answer(
      { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 1.' }] },
      headers,
    );
    assert.deepEqual(classifyGraphql(used), {
      kind: 'limited',
      limit: 'primary',
      waitMs: 91_000,
      isGrowing: false,
      reason: "GitHub's rate limit of 5000 points of GraphQL an hour is used up.",
    });
  });
});
