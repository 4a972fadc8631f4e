import assert from 'node:assert/strict';
import { planStats } from '../../activities/sync/repository/plan-stats.ts';
import type { ResourceRow } from '../../activities/sync/slice/resource-row.ts';

const hour = 3_600_000;
const policy = { sourceVersion: 'pushed-2', statsEveryMs: 24 * hour, statsAttempts: 21, isUrgent: false };
const row: ResourceRow = {
  state: 'loading',
  reason: null,
  attempts: 0,
  refusals: 0,
  refusedMs: null,
  nextTryAt: null,
  waitMs: null,
  watermark: null,
  etag: null,
  etagKey: null,
  completeFrom: null,
  isLoaded: false,
  rowsStored: 0,
  sourceVersion: null,
  headSha: null,
  seriesAgeMs: null,
  staleSince: null,
  isPassWanted: false,
  passSince: null,
  hasDueItems: false,
  pageSizes: null,
  hasGapsToTry: false,
};
const full = { isDue: true, attemptsBefore: 0, attempts: 21 };

describe('when statistics are asked for', () => {
  const cases: [string, Partial<ResourceRow>, object][] = [
    ['never asked: a full series', {}, full],
    ['nothing pushed since', { state: 'ok', sourceVersion: 'pushed-2', seriesAgeMs: 48 * hour }, { isDue: false }],
    ['pushed, but asked within a day', { state: 'ok', sourceVersion: 'pushed-1', seriesAgeMs: hour }, { isDue: false }],
    ['pushed, and a day has passed', { state: 'ok', sourceVersion: 'pushed-1', seriesAgeMs: 25 * hour }, full],
    [
      'a series that was interrupted goes on',
      { state: 'stats_pending', attempts: 8, seriesAgeMs: hour },
      { isDue: true, attemptsBefore: 8, attempts: 13 },
    ],
    [
      'a series without an end: one request a cycle',
      { state: 'stats_pending', attempts: 21, seriesAgeMs: hour },
      { isDue: true, attemptsBefore: 21, attempts: 1 },
    ],
    ['… and a full one after a day', { state: 'stats_pending', attempts: 30, seriesAgeMs: 25 * hour }, full],
    [
      'a series that was not believed waits for its time',
      { state: 'stats_pending', attempts: 21, seriesAgeMs: hour, waitMs: hour },
      { isDue: false },
    ],
    [
      '… and is one request then',
      { state: 'stats_pending', attempts: 21, seriesAgeMs: hour },
      { isDue: true, attemptsBefore: 21, attempts: 1 },
    ],
    ['forbidden: looked at when its time has come', { state: 'forbidden', refusedMs: hour }, { isDue: false }],
    ['forbidden, and its time has come', { state: 'forbidden' }, full],
    ['failed: tried again in the next cycle', { state: 'failed', seriesAgeMs: hour }, full],
  ];
  for (const [title, given, expected] of cases) {
    it(title, () => assert.deepEqual(planStats({ ...row, ...given }, policy), expected));
  }

  it('a person who asks does not wait for statistics that were not believed', () => {
    const doubted = { ...row, state: 'stats_pending' as const, attempts: 21, waitMs: hour };
    assert.deepEqual(planStats(doubted, { ...policy, isUrgent: true }), full);
  });
});
