import assert from 'node:assert/strict';
import { planStats } from '../../activities/sync/repository/plan-stats.ts';
import type { ResourceRow } from '../../activities/sync/slice/resource-row.ts';

const nowMs = Date.parse('2026-11-21T12:00:00Z');
const hour = 3_600_000;
const policy = { sourceVersion: 'pushed-2', statsEveryMs: 24 * hour, statsAttempts: 21, nowMs };
const row: ResourceRow = {
  state: 'loading',
  reason: null,
  attempts: 0,
  nextTryMs: null,
  watermark: null,
  etag: null,
  etagKey: null,
  completeFrom: null,
  isLoaded: false,
  rowsStored: 0,
  sourceVersion: null,
  headSha: null,
  seriesStartedMs: null,
  staleSince: null,
  isPassWanted: false,
  passSince: null,
  hasDueItems: false,
};
const full = { isDue: true, attemptsBefore: 0, attempts: 21 };

describe('when statistics are asked for', () => {
  const cases: [string, Partial<ResourceRow>, object][] = [
    ['never asked: a full series', {}, full],
    [
      'nothing pushed since',
      { state: 'ok', sourceVersion: 'pushed-2', seriesStartedMs: nowMs - 48 * hour },
      { isDue: false },
    ],
    [
      'pushed, but asked within a day',
      { state: 'ok', sourceVersion: 'pushed-1', seriesStartedMs: nowMs - hour },
      { isDue: false },
    ],
    [
      'pushed, and a day has passed',
      { state: 'ok', sourceVersion: 'pushed-1', seriesStartedMs: nowMs - 25 * hour },
      full,
    ],
    [
      'a series that was interrupted goes on',
      { state: 'stats_pending', attempts: 8, seriesStartedMs: nowMs - hour },
      { isDue: true, attemptsBefore: 8, attempts: 13 },
    ],
    [
      'a series without an end: one request a cycle',
      { state: 'stats_pending', attempts: 21, seriesStartedMs: nowMs - hour },
      { isDue: true, attemptsBefore: 21, attempts: 1 },
    ],
    [
      '… and a full one after a day',
      { state: 'stats_pending', attempts: 30, seriesStartedMs: nowMs - 25 * hour },
      full,
    ],
    ['forbidden: looked at when its time has come', { state: 'forbidden', nextTryMs: nowMs + hour }, { isDue: false }],
    ['forbidden, and its time has come', { state: 'forbidden', nextTryMs: nowMs - 1 }, full],
    ['failed: tried again in the next cycle', { state: 'failed', seriesStartedMs: nowMs - hour }, full],
  ];
  for (const [title, given, expected] of cases) {
    it(title, () => assert.deepEqual(planStats({ ...row, ...given }, policy), expected));
  }
});
