import assert from 'node:assert/strict';
import { createJudge, unmatchedSentence } from '../../activities/organisations/judge-repositories.ts';
import type { OwnerRules } from '../../workflows/contract.ts';
import { parseOwnerName } from '../../workflows/inputs/repository-name.ts';

const all: OwnerRules = { include: ['*'], exclude: [], archived: false, forks: false };
const row = (name: string, facts = {}) => ({ name, is_archived: false, is_fork: false, is_disabled: false, ...facts });

describe('the rules of an owner', () => {
  it('name the first reason for which a repository is left out', () => {
    const cases: [Partial<OwnerRules>, ReturnType<typeof row>, string | null][] = [
      [{}, row('web'), null],
      [{}, row('.github'), null],
      [{ include: ['API-*'] }, row('api-docs'), null],
      [{ include: ['{web,app}'] }, row('app'), null],
      [{ include: ['web', 'app'] }, row('api'), 'not included by web, app'],
      [{ exclude: ['x-*', '*-old'] }, row('site-OLD'), 'excluded by *-old'],
      [{ exclude: ['x'] }, row('xx'), null],
      [{}, row('web', { is_archived: true, is_fork: true }), 'archived'],
      [{ archived: true }, row('web', { is_archived: true, is_fork: true }), 'a fork'],
      [{ archived: true, forks: true }, row('web', { is_archived: true, is_fork: true }), null],
      [{}, row('web', { is_disabled: true }), 'disabled by GitHub'],
    ];
    for (const [rules, given, reason] of cases) {
      assert.equal(createJudge({ ...all, ...rules })(given), reason, `${JSON.stringify(rules)} ${given.name}`);
    }
  });

  it('that fit no name are told, and those of an owner without repositories are not', () => {
    const rules = { ...all, include: ['gizmo'] };
    assert.equal(unmatchedSentence('acme', rules, []), null);
    assert.equal(unmatchedSentence('acme', rules, ['web', 'Gizmo']), null);
    assert.equal(
      unmatchedSentence('acme', rules, ['web', 'app']),
      'No pattern of include (gizmo) fits any of the 2 repositories of acme, such as web, app: nothing is started.',
    );
  });
});

describe('the name of an owner', () => {
  it('is taken as people paste it, and nothing else is', () => {
    const good = [
      'golang',
      '@golang',
      ' golang ',
      'https://github.com/golang',
      'github.com/orgs/golang/',
      'octo-cat_corp',
    ];
    assert.deepEqual(good.map(parseOwnerName), ['golang', 'golang', 'golang', 'golang', 'golang', 'octo-cat_corp']);
    for (const bad of ['', 'golang/go', 'https://github.com/golang/go', 'a b', '-', 7, null]) {
      assert.throws(() => parseOwnerName(bad), /^Error: An owner is an organisation or a user, such as golang, not /);
    }
  });
});
