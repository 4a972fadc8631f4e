import assert from 'node:assert/strict';
import { createChangedLines } from '../../client/cli/board/changed-lines.ts';
import { drawBoard, drawLine, sayDuration } from '../../client/cli/board/draw-board.ts';
import { createProgressMeter } from '../../client/cli/board/measure-progress.ts';

const now = Date.UTC(2026, 9, 1, 12);

function row(values: Record<string, string | null>) {
  return {
    repository: 'demo/widgets',
    resource: 'issues',
    state: 'loading',
    rows_stored: '0',
    github_total: '1000',
    next_try_at: null,
    reason: null,
    ...values,
  };
}

describe('progress', () => {
  it('is measured from the rows that came within the last half minute', () => {
    const measure = createProgressMeter();
    measure([row({ rows_stored: '0' })], now);
    measure([row({ rows_stored: '100' })], now + 60_000);
    const [progress] = measure([row({ rows_stored: '300' })], now + 70_000);
    assert.equal(progress?.rowsPerSecond, 20);
    assert.equal(progress?.etaSeconds, 35);
    assert.equal(progress?.percent, 30);
  });

  it('has no rate and no end while nothing comes', () => {
    const measure = createProgressMeter();
    measure([row({ rows_stored: '100' })], now);
    const [progress] = measure([row({ rows_stored: '100' })], now + 1000);
    assert.equal(progress?.rowsPerSecond, null);
    assert.equal(progress?.etaSeconds, null);
  });

  it('never passes one hundred percent, and is whole where there is nothing', () => {
    const measure = createProgressMeter();
    const [grown] = measure([row({ rows_stored: '1010' })], now);
    const [nothing] = measure([row({ github_total: '0' })], now);
    assert.deepEqual([grown?.percent, nothing?.percent], [100, 100]);
  });

  it('follows from what a load expects, where GitHub gives no count', () => {
    const measure = createProgressMeter();
    const load = { resource: 'commits', github_total: null, rows_expected: '800' };
    measure([row({ ...load, rows_stored: '100' })], now);
    const [progress] = measure([row({ ...load, rows_stored: '300' })], now + 10_000);
    assert.deepEqual([progress?.total, progress?.percent, progress?.etaSeconds], [800, 37, 25]);
  });

  it('follows from single things, where there is no list of rows', () => {
    const measure = createProgressMeter();
    const load = { resource: 'reviews', github_total: null, items_wanted: '1000' };
    measure([row({ ...load, rows_stored: '150', items_due: '900' })], now);
    const [progress] = measure([row({ ...load, rows_stored: '300', items_due: '800' })], now + 10_000);
    assert.deepEqual([progress?.total, progress?.isEstimate, progress?.percent], [1500, true, 20]);
    assert.equal(progress?.etaSeconds, 80);
  });

  it('follows from single things when the list that came before them is at its end', () => {
    const load = { resource: 'issue_events', github_total: null, rows_expected: '30000', rows_stored: '31000' };
    const [progress] = createProgressMeter()([row({ ...load, items_wanted: '400', items_due: '300' })], now);
    assert.equal(progress?.percent, 25);
  });

  it('is whole where a list without a count was read to its end, unless something lacks', () => {
    const ended = { resource: 'commits', state: 'ok', github_total: null, rows_stored: '70' };
    const [whole] = createProgressMeter()([row({ ...ended, gaps: '0' })], now);
    const [lacking] = createProgressMeter()([row({ ...ended, gaps: '1' })], now);
    assert.deepEqual([whole?.total, whole?.percent, lacking?.percent], [70, 100, null]);
  });

  it('tells what it waits for, and until when, with the day unless it is today', () => {
    const measure = createProgressMeter();
    const limited = row({ state: 'limited', reason: 'A limit stands.', next_try_at: '2026-10-01T13:05:00Z' });
    assert.equal(measure([limited], now)[0]?.waitsFor, 'A limit stands; next try 13:05 UTC');
    const rests = row({ state: 'ok', next_try_at: '2026-10-02T01:00:00.5Z' });
    assert.equal(measure([rests], now)[0]?.waitsFor, 'next look 2026-10-02 01:00 UTC');
  });
});

describe('the board', () => {
  const progressOf = (...rows: ReturnType<typeof row>[]) => createProgressMeter()(rows, now);

  it('fits into the terminal: no line wider, what works before what rests', () => {
    const many = Array.from({ length: 50 }, (_, n) =>
      row({ repository: `demo/r${n}`, state: n === 49 ? 'loading' : 'ok' }),
    );
    const lines = drawBoard(progressOf(...many), { lines: 20, columns: 40 })
      .trimEnd()
      .split('\n');
    assert.ok(lines.length <= 20);
    assert.ok(lines.every((line) => [...line].length <= 40));
    assert.ok(lines.some((line) => line.startsWith('demo/r49')));
    assert.match(lines.at(-1) ?? '', /and 36 more/);
  });

  it('keeps per cent, time left and reason in sixty columns', () => {
    const measure = createProgressMeter();
    const rows = (stored: string) => [
      row({
        resource: 'contributor_stats',
        state: 'stats_pending',
        github_total: null,
        reason: 'GitHub is computing (202).',
      }),
      row({ resource: 'review_comments', rows_stored: stored }),
      row({ resource: 'labels', state: 'ok', rows_stored: '1000', next_try_at: '2026-10-01T13:05:00Z' }),
    ];
    measure(rows('100'), now);
    const shown = drawBoard(measure(rows('300'), now + 10_000), { lines: 40, columns: 60 });
    assert.deepEqual(shown.trimEnd().split('\n'), [
      'repository    resource           state            %   ETA',
      '────────────  ─────────────────  ─────────────  ───  ────',
      'demo/widgets  contributor_stats  stats_pending',
      '  GitHub is computing (202)',
      'demo/widgets  review_comments    loading         30  35 s',
      'demo/widgets  labels             ok             100',
    ]);
  });

  it('says that it waits before there is anything', () => {
    assert.match(drawBoard([], { lines: 20, columns: 80 }), /Waiting/);
  });

  it('is a sentence a resource where there is no terminal', () => {
    const [progress] = progressOf(row({ rows_stored: '250' }));
    assert.equal(drawLine(progress!), 'demo/widgets issues: loading, 250 of 1,000 rows (25 %)');
  });

  it('writes a line when a state changes, and for one that only moves at most every five seconds', () => {
    const lines = createChangedLines();
    const at = (state: string, rows: string, ms: number) =>
      lines(progressOf(row({ state, rows_stored: rows })), now + ms).length;
    assert.deepEqual(
      [at('loading', '0', 0), at('loading', '10', 1000), at('loading', '20', 5000), at('loading', '20', 20_000)],
      [1, 0, 1, 0],
    );
    assert.equal(at('ok', '20', 20_001), 1);
  });

  it('says durations as people do', () => {
    assert.deepEqual(
      [sayDuration(4.2), sayDuration(89), sayDuration(600), sayDuration(7200)],
      ['5 s', '89 s', '10 min', '2 h'],
    );
  });
});
