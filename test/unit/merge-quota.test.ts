import assert from 'node:assert/strict';
import { mergeQuota } from '../../activities/github/merge-quota.ts';

const resetMs = Date.parse('2026-11-21T13:00:00Z');
const hour = 3_600_000;
const told = (remaining: number, at = resetMs) => ({ quota: 5000, remaining, resetMs: at });

describe('what two answers tell of the quota', () => {
  it('is the lower number of one window, in whatever order they came', () => {
    assert.equal(mergeQuota(told(10), told(12, resetMs + 900)).remaining, 10);
    assert.equal(mergeQuota(told(12), told(10)).remaining, 10);
  });

  it('is the later window, whose number is high again', () => {
    assert.deepEqual(mergeQuota(told(0), told(4999, resetMs + hour)), told(4999, resetMs + hour));
    assert.deepEqual(mergeQuota(told(4999, resetMs + hour), told(0)), told(4999, resetMs + hour));
  });

  it('is the first answer when there was none before', () => {
    assert.deepEqual(mergeQuota(null, told(7)), told(7));
  });
});
