import assert from 'node:assert/strict';
import { chooseChunk, nextDays } from '../../activities/sync/backfill/choose-chunk.ts';
import { nextRange } from '../../activities/sync/backfill/next-range.ts';

const at = (day: string) => `${day}T00:00:00Z`;
const everything = { from: null, to: null };

describe('what a backfill reads next', () => {
  it('is nothing where everything is complete, or complete from there on', () => {
    assert.equal(nextRange({ completeFrom: null, islands: [] }, everything), null);
    const known = { completeFrom: at('2016-01-01'), islands: [] };
    assert.equal(nextRange(known, { from: at('2016-01-01'), to: null }), null);
    assert.equal(nextRange(known, { from: at('2020-01-01'), to: null }), null);
  });

  it('ends where what is complete begins, also where more is asked for', () => {
    const known = { completeFrom: at('2024-01-01'), islands: [] };
    const expected = { until: at('2024-01-01'), floor: at('2016-01-01'), isContiguous: true };
    assert.deepEqual(nextRange(known, { from: at('2016-01-01'), to: null }), expected);
    assert.deepEqual(nextRange(known, { from: at('2016-01-01'), to: at('2025-06-01') }), expected);
  });

  it('proves nothing where it ends before, and leaves out what was read', () => {
    const wanted = { from: at('2016-01-01'), to: at('2020-01-01') };
    const apart = { until: at('2020-01-01'), floor: at('2016-01-01'), isContiguous: false };
    assert.deepEqual(nextRange({ completeFrom: at('2024-01-01'), islands: [] }, wanted), apart);
    const islands = [{ since: at('2018-01-01'), until: at('2020-01-01') }];
    const rest = { ...apart, until: at('2018-01-01') };
    assert.deepEqual(nextRange({ completeFrom: at('2024-01-01'), islands }, wanted), rest);
    const toBeginning = [{ since: null, until: at('2020-01-01') }];
    assert.equal(nextRange({ completeFrom: at('2024-01-01'), islands: toBeginning }, wanted), null);
  });

  it('stops above an island, whose rows are here', () => {
    const islands = [
      { since: at('2018-01-01'), until: at('2020-01-01') },
      { since: at('2010-01-01'), until: at('2011-01-01') },
    ];
    assert.deepEqual(nextRange({ completeFrom: at('2024-01-01'), islands }, everything), {
      until: at('2024-01-01'),
      floor: at('2020-01-01'),
      isContiguous: true,
    });
  });
});

describe('a chunk of a backfill', () => {
  const missing = { until: at('2024-01-01'), floor: at('2016-01-01'), isContiguous: true };

  it('is all that is left where that is little', () => {
    const chunk = chooseChunk(missing, { days: null, rowsLeft: 2_999 });
    assert.deepEqual(chunk, { since: at('2016-01-01'), until: at('2024-01-01') });
    assert.equal(chooseChunk({ ...missing, floor: null }, { days: 5, rowsLeft: 0 }).since, null);
  });

  it('begins with a day, and never before what is wanted', () => {
    const amid = { ...missing, until: '2024-01-01T13:14:15Z' };
    assert.equal(chooseChunk(amid, { days: 1, rowsLeft: null }).since, at('2023-12-31'));
    assert.equal(chooseChunk(missing, { days: 0.2, rowsLeft: 10_000 }).since, at('2023-12-31'));
    assert.equal(chooseChunk(missing, { days: 90_000, rowsLeft: null }).since, at('2016-01-01'));
    assert.equal(chooseChunk({ ...missing, floor: null }, { days: 90_000, rowsLeft: null }).since, null);
    // 2922 days of 30,000 rows: a tenth of them.
    assert.equal(chooseChunk(missing, { days: null, rowsLeft: 30_000 }).since, at('2023-03-14'));
  });

  it('grows and shrinks with what the last one has shown, by a factor of four at most', () => {
    const month = { since: at('2023-12-02'), until: at('2024-01-01') };
    assert.equal(nextDays(month, 0), 120);
    assert.equal(nextDays(month, 6_000), 15);
    assert.equal(nextDays(month, 1_000_000), 7.5);
    assert.equal(nextDays({ since: null, until: at('2024-01-01') }, 5), null);
  });

  it('comes to the end of any list', () => {
    let { until } = missing;
    let days: number | null = null;
    for (let chunks = 1; ; chunks += 1) {
      const chunk = chooseChunk({ ...missing, until, floor: null }, { days, rowsLeft: null });
      if (chunk.since === null) return assert.ok(chunks < 20, `${chunks} chunks`);
      assert.ok(chunk.since < until);
      days = nextDays(chunk, 0);
      until = chunk.since;
    }
  });
});
