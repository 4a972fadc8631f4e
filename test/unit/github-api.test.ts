import assert from 'node:assert/strict';
import { canonicalApiUrl, isOfApi, isSameApi, releaseIn, versionInstead } from '../../github-api.ts';

describe('the address of an API', () => {
  const own = 'https://github.example/api/v3';

  it('is one however it is written', () => {
    for (const other of [
      'https://GitHub.Example/api/v3',
      'HTTPS://github.example:443/api/v3/',
      'https://github.example/api/v3//',
      'https://github.example/x/../api/v3',
    ]) {
      assert.equal(canonicalApiUrl(other), own);
      assert.ok(isSameApi(own, other), other);
    }
    assert.equal(canonicalApiUrl('http://GitHub.example:80'), 'http://github.example');
  });

  it('is another one by scheme, host, port or path', () => {
    for (const other of [
      'http://github.example/api/v3',
      `${own}/x`,
      'https://github.example:8443/api/v3',
      'https://github.example',
    ])
      assert.ok(!isSameApi(own, other), other);
  });

  it('holds what is below it, and nothing else', () => {
    const inside = [`${own}/repositories/1?page=2`, 'https://GITHUB.example:443/api/v3/repositories/1/issues'];
    for (const url of inside) assert.ok(isOfApi(own, url), url);
    for (const url of inside) assert.ok(isOfApi('https://GitHub.example:443/api/v3/', url), url);
    const outside = [
      own,
      'https://github.example/api/v30/x',
      'https://github.example/api/v3/../../login',
      'https://github.example/api/v3/%2e%2e/x',
      'https://github.example.evil/api/v3/x',
      'https://github.example@evil.example/api/v3/x',
      'https://github.example:8443/api/v3/x',
      'http://github.example/api/v3/x',
      '/repositories/1',
      '',
    ];
    for (const url of outside) assert.ok(!isOfApi(own, url), url);
    assert.ok(isOfApi('https://api.github.com', 'https://api.github.com/repositories/1'));
  });
});

describe('a version of the API that is refused', () => {
  const newest = '2026-03-10';
  const said = (message: string, errors?: string) => JSON.stringify({ message, errors });
  const named = (versions: string) =>
    `The version you specified in the "X-GitHub-API-Version" request header, "${newest}", is not a supported version. The following versions are currently supported: ${versions}.`;

  const cases: [string, number, string, string | null][] = [
    ['is named in errors, beside another', 400, said('Bad Request', named('"2022-11-28" (most recent)')), '2022-11-28'],
    ['is named in other words', 400, said(`Version ${newest} is unknown here, use 2022-11-28`), '2022-11-28'],
    ['is named in the message', 400, said(named('"2022-11-28"')), '2022-11-28'],
    [
      'is the newest of those that are read',
      400,
      said(named('"2027-01-01" (most recent) and "2022-11-28"')),
      '2022-11-28',
    ],
    ['has none that is read', 400, said(named('"2027-01-01" (most recent)')), null],
    ['leaves the other one where none is named', 400, said('Unsupported API version'), '2022-11-28'],
    ['is retired', 410, said(`API version ${newest} is no longer supported.`), '2022-11-28'],
    ['is not why a request is bad', 400, said('Invalid sort'), null],
    ['is not why an issue is gone', 410, said('This issue was deleted'), null],
    ['is not why nothing is there', 404, said('Not Found'), null],
  ];
  for (const [title, status, text, expected] of cases) {
    it(title, () => assert.equal(versionInstead(newest, status, text), expected));
  }

  it('may be the older one, on a server that has retired it', () => {
    assert.equal(versionInstead('2022-11-28', 410, said('API version 2022-11-28 is no longer supported.')), newest);
  });

  it('tells a release in whatever form', () => {
    const told = ['3.16.4', 'enterprise-server@3.21.0', '', undefined, 3];
    assert.deepEqual(told.map(releaseIn), ['3.16.4', '3.21.0', null, null, null]);
  });
});
