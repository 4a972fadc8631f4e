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

function html(status: number): Answer {
  return { ...answer(status), text: '<html><h1>No</h1></html>', headers: { 'content-type': 'text/html' } };
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
    [
      'a primary limit whose reset is past',
      answer(403, 'API rate limit exceeded', {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(date / 1000 - 5),
      }),
      { kind: 'limited', limit: 'primary', waitMs: 60_000, isGrowing: true },
    ],
    [
      'a primary limit without a reset',
      answer(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0' }),
      { kind: 'limited', limit: 'primary', waitMs: 60_000, isGrowing: true },
    ],
    ...['0', '-7', 'soon'].map((told): [string, Answer, Record<string, unknown>] => [
      `retry-after ${told}`,
      answer(429, 'x', { 'retry-after': told }),
      { kind: 'limited', limit: 'secondary', waitMs: 60_000, isGrowing: true },
    ]),
    [
      'retry-after as an instant',
      answer(403, 'x', { 'retry-after': 'Sat, 21 Nov 2026 12:02:00 GMT' }),
      { kind: 'limited', limit: 'secondary', waitMs: 120_000, isGrowing: false },
    ],
    ...[403, 422, 400, 404, 401].map((status): [string, Answer, Record<string, unknown>] => [
      `${status} of a limit by its words`,
      answer(status, 'API rate limit exceeded for 198.51.100.7.', {
        'x-ratelimit-remaining': '4876',
        'x-ratelimit-limit': '5000',
        'x-accepted-github-permissions': 'issues=read',
      }),
      { kind: 'limited', limit: 'secondary', waitMs: 60_000, isGrowing: true },
    ]),
    ...[
      'Maximum number of login attempts exceeded. Please try again later.',
      'This endpoint is temporarily being throttled. Please try again later.',
      'Too many requests',
      'You have exceeded your quota',
    ].map((words): [string, Answer, Record<string, unknown>] => [
      `403 "${words}"`,
      answer(403, words, { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '9' }),
      { kind: 'limited', isGrowing: true },
    ]),
    ['403 of HTML', html(403), { kind: 'passing', state: 'limited' }],
    ['404 of HTML', html(404), { kind: 'passing', state: 'missing' }],
    ['407 of HTML', html(407), { kind: 'passing', state: 'failed' }],
    ['429 of HTML', html(429), { kind: 'limited', isGrowing: true }],
    [
      '403 without a known reason',
      answer(403, 'Forbidden', { 'x-github-request-id': '1' }),
      { kind: 'passing', state: 'forbidden' },
    ],
    ['403 of JSON that is not of GitHub', answer(403, 'Forbidden'), { kind: 'passing', state: 'limited' }],
    [
      '403 with the permission that is needed',
      answer(403, 'Forbidden', { 'x-accepted-github-permissions': 'contents=read' }),
      { kind: 'refused', state: 'forbidden' },
    ],
    ['403 with single sign-on', answer(403, 'x', { 'x-github-sso': 'required; url=https://x' }), { kind: 'refused' }],
    ...[
      'Resource not accessible by integration',
      'Must have admin rights to Repository.',
      'Resource protected by organization SAML enforcement. You must grant your token access to this organization.',
      'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled.',
      '`acme` forbids access via a personal access token (classic).',
      'Although you appear to have the correct authorization credentials, the `acme` organization has enabled OAuth App access restrictions.',
      'Upgrade to GitHub Pro or make this repository public to enable this feature.',
      'Sorry. Your account was suspended',
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    ].map((words): [string, Answer, Record<string, unknown>] => [
      `403 "${words.slice(0, 40)}…"`,
      answer(403, words, { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '9' }),
      { kind: 'refused', state: 'forbidden' },
    ]),
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
