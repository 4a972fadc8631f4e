import assert from 'node:assert/strict';
import type { Answer } from '../../activities/github/answer.ts';
import { classify } from '../../activities/github/classify.ts';

const date = Date.parse('2026-11-21T12:00:00Z');

function answer(status: number, message = '', headers: Record<string, string> = {}): Answer {
  const text = status === 200 ? message : JSON.stringify({ message });
  return {
    status,
    text,
    url: 'https://api.github.com/x',
    date,
    headers: { 'content-type': 'application/json', ...headers },
  };
}

describe('what an answer of GitHub means', () => {
  const kinds: [string, Answer, Record<string, unknown>][] = [
    ['a list', answer(200, '[]'), { kind: 'ok' }],
    ['304', answer(304), { kind: 'not-modified' }],
    ['202', answer(202, '{}'), { kind: 'computing' }],
    ['204', answer(204), { kind: 'empty' }],
    ['409 of an empty repository', answer(409, 'Git Repository is empty.'), { kind: 'empty' }],
    ['301', answer(301, '', { location: 'https://api.github.com/repositories/1' }), { kind: 'moved' }],
    ['an empty 200', answer(200, ''), { kind: 'transient' }],
    ['a blank 200', answer(200, ' '), { kind: 'transient' }],
    ['HTML as 200', answer(200, '<html>', { 'content-type': 'text/html' }), { kind: 'transient' }],
    ['502', answer(502), { kind: 'transient' }],
    ['401', answer(401, 'Bad credentials'), { kind: 'refused', state: 'failed' }],
    ['404', answer(404, 'Not Found'), { kind: 'refused', state: 'missing' }],
    [
      '410 of disabled issues',
      answer(410, 'Issues are disabled for this repo'),
      { kind: 'refused', state: 'disabled' },
    ],
    ['410 of a deleted one', answer(410, 'This issue was deleted'), { kind: 'refused', state: 'gone' }],
    ['451', answer(451, 'Repository access blocked'), { kind: 'refused', state: 'blocked' }],
    ['403 by staff', answer(403, 'Repository access blocked'), { kind: 'refused', state: 'blocked' }],
    [
      '403 of a permission',
      answer(403, 'Resource not accessible', { 'x-ratelimit-remaining': '99' }),
      { kind: 'refused', state: 'forbidden' },
    ],
    ['422 of depth', answer(422, 'Pagination with the page parameter is not supported'), { kind: 'depth' }],
    ['422', answer(422, 'Validation Failed'), { kind: 'refused', state: 'failed' }],
    [
      'a primary limit',
      answer(403, 'API rate limit exceeded', {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(date / 1000 + 90),
      }),
      { kind: 'limited', limit: 'primary', waitMs: 91_000, isGrowing: false },
    ],
    [
      'a primary limit as 429',
      answer(429, 'API rate limit exceeded', {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(date / 1000 + 90),
      }),
      { kind: 'limited', limit: 'primary', waitMs: 91_000 },
    ],
    [
      'retry-after',
      answer(403, 'x', { 'retry-after': '7' }),
      { kind: 'limited', limit: 'secondary', waitMs: 7000, isGrowing: false },
    ],
    [
      'retry-after before remaining 0',
      answer(429, 'x', { 'retry-after': '7', 'x-ratelimit-remaining': '0' }),
      { kind: 'limited', limit: 'secondary' },
    ],
    [
      'a secondary limit without retry-after',
      answer(403, 'You have exceeded a secondary rate limit.', { 'x-ratelimit-remaining': '40' }),
      { kind: 'limited', limit: 'secondary', waitMs: 60_000, isGrowing: true },
    ],
    [
      'the older words',
      answer(403, 'You have triggered an abuse detection mechanism'),
      { kind: 'limited', limit: 'secondary', isGrowing: true },
    ],
    ['429 without a word', answer(429), { kind: 'limited', limit: 'secondary', isGrowing: true }],
  ];
  for (const [title, given, expected] of kinds) {
    it(`${title} is ${String(expected.state ?? expected.limit ?? expected.kind)}`, () => {
      const verdict = classify(given) as unknown as Record<string, unknown>;
      assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, verdict[key]])), expected);
    });
  }

  it('names the permission that is missing, and where to authorise single sign-on', () => {
    const permission = classify(
      answer(403, 'Resource not accessible', { 'x-accepted-github-permissions': 'issues=read' }),
    );
    assert.match('reason' in permission ? permission.reason : '', /issues=read/);
    const sso = classify(answer(403, 'SAML', { 'x-github-sso': 'required; url=https://github.com/orgs/x/sso' }));
    assert.match('reason' in sso ? sso.reason : '', /https:\/\/github\.com\/orgs\/x\/sso/);
  });
});
