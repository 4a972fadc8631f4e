import assert from 'node:assert/strict';
import { firstPlace, nextStep, nextUrl } from '../../activities/sync/lists/walk.ts';
import type { PageFacts, WalkPosition } from '../../activities/sync/lists/walk.ts';
import { chooseSplit, splitsFor } from '../../activities/sync/lists/windows.ts';
import type { Window } from '../../activities/sync/lists/windows.ts';

const list = 'https://api.github.com/repositories/1/issues?state=all&sort=updated&direction=asc';
const start: WalkPosition = { ...firstPlace, since: null, until: null };
const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;
const numbered = `${list}&page=2`;
const query = (walk: WalkPosition, name: string) => new URL(nextUrl(walk, list, 100)).searchParams.get(name);

describe('the walk through a list whose rows move', () => {
  it('begins without `since` on a first load: 1970 would give an empty list', () => {
    assert.equal(query(start, 'since'), null);
    assert.equal(query(start, 'per_page'), '100');
  });

  /** The walk after a page, and whether it is over. */
  function after(walk: WalkPosition, page: PageFacts, changed: number) {
    const { place, isDone } = nextStep(walk, page, changed, 100);
    return { walk: { ...walk, ...place }, isDone };
  }

  it("follows a cursor of GitHub's as it is", () => {
    const next = `${list}&after=abc&page=2`;
    const { walk, isDone } = after(start, { newest: at(5), next }, 100);
    assert.equal(isDone, false);
    assert.equal(new URL(nextUrl(walk, list, 50)).searchParams.get('after'), 'abc');
    assert.equal(query(walk, 'since'), null);
  });

  it('never asks for page N+1: it begins again a second before the newest row that it has', () => {
    const { walk } = after(start, { newest: at(5), next: numbered }, 100);
    assert.equal(query(walk, 'since'), at(4));
    assert.equal(query(walk, 'page'), null);
  });

  it('ends where no next page is offered', () => {
    assert.equal(after(start, { newest: at(5), next: null }, 3).isDone, true);
  });

  it('counts pages only inside a second that is larger than a page, until a pass brings nothing new', () => {
    const inside = { ...start, position: at(5) };
    const second = after(inside, { newest: at(5), next: numbered }, 100).walk;
    assert.equal(query(second, 'page'), '2');
    const third = after(second, { newest: at(5), next: numbered }, 100).walk;
    assert.equal(query(third, 'page'), '3');
    const again = after(third, { newest: at(7), next: numbered }, 40);
    assert.equal(query(again.walk, 'page'), null);
    assert.equal(again.walk.position, at(5), 'the second is read once more');
    const pageTwo = after(again.walk, { newest: at(5), next: numbered }, 0).walk;
    const left = after(pageTwo, { newest: at(7), next: numbered }, 0);
    assert.deepEqual({ position: left.walk.position, page: left.walk.secondPage }, { position: at(7), page: 0 });
  });

  it('does not end inside a second before a pass has brought nothing new', () => {
    const inside = { ...start, position: at(5), secondPage: 2, secondPass: 1, secondChanged: 100 };
    const end = after(inside, { newest: at(5), next: null }, 10);
    assert.equal(end.isDone, false);
    const calm = after({ ...end.walk, secondPage: 2 }, { newest: at(5), next: null }, 0);
    assert.equal(calm.isDone, true);
  });

  it('keeps the lower bound of its window', () => {
    const late = { ...start, since: at(30), position: at(30) };
    assert.equal(query(late, 'since'), at(30));
  });

  it('ends behind the upper bound of its window, not at it: its last second may go on', () => {
    const bounded = { ...start, until: at(9) };
    const next = `${list}&after=abc&page=2`;
    assert.equal(after(bounded, { newest: at(9), next }, 100).isDone, false);
    assert.equal(after(bounded, { newest: at(10), next }, 100).isDone, true);
  });
});

describe('the windows of a first load', () => {
  const window = (since: string | null, position: string | null, until: string | null): Window => ({
    ...firstPlace,
    windowKey: since ?? 'first',
    purpose: 'load',
    beginAt: null,
    isLast: until === null,
    headSha: null,
    baseSha: null,
    since,
    until,
    position,
    step: 1,
    rowsShown: 0,
    lastRow: null,
    probeLastPage: null,
    probeNewest: until === null ? '2026-03-01T00:00:00Z' : null,
    splitsLeft: 3,
    isPass: false,
    startedAt: '2026-03-01T00:00:00.000Z',
  });

  it('splits where most time is left, half-way', () => {
    const near = window(null, '2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z');
    const far = window('2026-01-03T00:00:00Z', '2026-02-01T00:00:00Z', null);
    assert.deepEqual(chooseSplit([near, far]), { window: far, at: '2026-02-15T00:00:00Z' });
  });

  it('splits no window that has no place yet, or hardly any time left', () => {
    const fresh = window('2026-01-03T00:00:00Z', null, null);
    const short = window(null, '2026-01-01T00:00:00Z', '2026-01-01T00:00:30Z');
    assert.equal(chooseSplit([fresh, short]), null);
  });

  it('opens none for a small repository: each costs about a request', () => {
    assert.deepEqual([splitsFor(null), splitsFor(3000), splitsFor(50_000)], [0, 0, 12]);
  });
});
