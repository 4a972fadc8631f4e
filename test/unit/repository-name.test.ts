import assert from 'node:assert/strict';
import { parseRepositoryName } from '../../workflows/inputs/repository-name.ts';

describe("a repository's name", () => {
  const longest = 'a'.repeat(39);
  const real = ['golang/go', '-ACE-/x', 'Link-/x', '0----0/x', 'octo-cat_corp/x', '_octo_corp/.github', `${longest}/x`];
  for (const name of real) {
    it(`may be ${name}`, () => assert.equal(parseRepositoryName(name), name));
  }
  const nonsense = [
    `${longest}a/x`,
    '-/x',
    '---/x',
    '_/x',
    '/x',
    'x/',
    'x',
    'a/b/c',
    'a b/x',
    'ä/x',
    'a.b/x',
    'a/..',
    'a/.',
    7,
    null,
  ];
  for (const value of nonsense) {
    it(`is not ${JSON.stringify(value)}`, () =>
      assert.throws(() => parseRepositoryName(value), {
        message: `A repository is named owner/name, such as golang/go, not ${JSON.stringify(value)}.`,
      }));
  }
  const understood = [
    'golang/go',
    'golang/go.git',
    'golang/go/',
    'https://github.com/golang/go',
    'https://github.com/golang/go/',
    'https://github.com/golang/go.git',
    'http://www.GitHub.com/golang/go/issues/1?q=is%3Aopen#top',
    'https://token:x-oauth-basic@github.com/golang/go.git',
    'github.com/golang/go',
    'git@github.com:golang/go.git',
    'ssh://git@github.com/golang/go.git',
    'git://github.com/golang/go.git',
    ' https://github.com/golang/go\n',
  ];
  for (const text of understood) {
    it(`is understood as ${JSON.stringify(text)}`, () => {
      assert.equal(parseRepositoryName(text), 'golang/go');
    });
  }

  const refused = [
    ...[
      'golang',
      'golang/',
      '/go',
      'a/b/c',
      'golang/.git',
      'golang/..',
      'https://github.com/golang',
      'github.com/golang',
    ],
    ...[
      'https://gitlab.com/golang/go',
      'https://notgithub.com/golang/go',
      'https://github.com.example/golang/go',
      '',
      7,
    ],
  ];
  for (const value of refused) {
    it(`is not ${JSON.stringify(value)}`, () => {
      assert.throws(() => parseRepositoryName(value), /A repository is named owner\/name, such as golang\/go, not/);
    });
  }

  it('keeps a name that looks like an address', () => {
    assert.equal(parseRepositoryName('acme/github.com'), 'acme/github.com');
  });

  it('shows no password of an address that it refuses', () => {
    assert.throws(
      () => parseRepositoryName('https://me:ghp_secret@ghe.example/a/b'),
      (error: Error) => !error.message.includes('secret'),
    );
  });
});
