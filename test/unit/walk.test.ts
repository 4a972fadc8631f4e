import assert from 'node:assert/strict';
import { nextStep, nextUrl } from '../../activities/sync/walk.ts';
import type { WalkPosition } from '../../activities/sync/walk.ts';

const list = 'https://api.github.com/repositories/1/issues?state=all&sort=updated&direction=asc';
const start: WalkPosition = {
  since: null,
  position: null,
  nextUrl: null,
  secondPage: 0,
  secondPass: 0,
  secondChanged: 0,
};
const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;
const numbered = `${list}&page=2`;
const query = (walk: WalkPosition, name: string) => new URL(nextUrl(walk, list, 100)).searchParams.get(name);

describe('the walk through a list whose rows move', () => {
  it('begins without `since` on a first load: 1970 would give an empty list', () => {
    assert.equal(query(start, 'since'), null);
    assert.equal(query(start, 'per_page'), '100');
  });

  it("follows a cursor of GitHub's as it is", () => {
    const next = `${list}&after=abc&page=2`;
    const { walk, isDone } = nextStep(start, { newest: at(5), next }, 100);
    assert.equal(isDone, false);
    assert.equal(new URL(nextUrl(walk, list, 50)).searchParams.get('after'), 'abc');
    assert.equal(query(walk, 'since'), null);
  });

  it('never asks for page N+1: it begins again a second before the newest row that it has', () => {
    const { walk } = nextStep(start, { newest: at(5), next: numbered }, 100);
    assert.equal(query(walk, 'since'), at(4));
    assert.equal(query(walk, 'page'), null);
  });

  it('ends where no next page is offered', () => {
    assert.equal(nextStep(start, { newest: at(5), next: null }, 3).isDone, true);
  });

  it('counts pages only inside a second that is larger than a page, until a pass brings nothing new', () => {
    const inside = { ...start, position: at(5) };
    const second = nextStep(inside, { newest: at(5), next: numbered }, 100).walk;
    assert.equal(query(second, 'page'), '2');
    const third = nextStep(second, { newest: at(5), next: numbered }, 100).walk;
    assert.equal(query(third, 'page'), '3');
    const again = nextStep(third, { newest: at(7), next: numbered }, 40);
    assert.equal(query(again.walk, 'page'), null);
    assert.equal(again.walk.position, at(5), 'the second is read once more');
    const pageTwo = nextStep(again.walk, { newest: at(5), next: numbered }, 0).walk;
    const left = nextStep(pageTwo, { newest: at(7), next: numbered }, 0);
    assert.deepEqual({ position: left.walk.position, page: left.walk.secondPage }, { position: at(7), page: 0 });
  });

  it('does not end inside a second before a pass has brought nothing new', () => {
    const inside = { ...start, position: at(5), secondPage: 2, secondPass: 1, secondChanged: 100 };
    const end = nextStep(inside, { newest: at(5), next: null }, 10);
    assert.equal(end.isDone, false);
    const calm = nextStep({ ...end.walk, secondPage: 2 }, { newest: at(5), next: null }, 0);
    assert.equal(calm.isDone, true);
  });

  it('keeps the lower bound of its window', () => {
    const late = { ...start, since: at(30), position: at(30) };
    assert.equal(query(late, 'since'), at(30));
  });
});
