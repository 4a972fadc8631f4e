import assert from 'node:assert/strict';
import { mergeQuota } from '../../activities/sync/merge-quota.ts';

const hour = 3_600_000;
const at = (remaining: number, resetMs: number) => ({ quota: 5000, remaining, resetMs });

describe('what answers tell of the quota', () => {
  it('is the lowest number of one window, though answers overtake each other', () => {
    assert.equal(mergeQuota(at(4000, hour), at(4010, hour + 900)).remaining, 4000);
    assert.equal(mergeQuota(at(4010, hour), at(4000, hour - 900)).remaining, 4000);
  });

  it('begins anew with a new window, although the last one was used up', () => {
    assert.deepEqual(mergeQuota(at(0, 1000), at(4999, hour)), at(4999, hour));
  });

  it('is not changed by a late answer of the window before', () => {
    assert.deepEqual(mergeQuota(at(4999, hour), at(0, 1000)), at(4999, hour));
  });

  it('is what the first answer says', () => {
    assert.deepEqual(mergeQuota(null, at(12, hour)), at(12, hour));
  });
});
