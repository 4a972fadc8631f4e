import assert from 'node:assert/strict';
import { drawChart, explainMarks } from '../../client/cli/chart/draw-chart.ts';
import type { ChartMonth } from '../../client/cli/chart/draw-chart.ts';
import { findBrowser } from '../../client/cli/open/find-browser.ts';

const int4 = 23;
const float8 = 701;
const monthsOf = (...values: (number | null)[]): ChartMonth[] =>
  values.map((value, place) => ({
    month: `${2025 + Math.floor(place / 12)}-${String(1 + (place % 12)).padStart(2, '0')}`,
    value,
    isComplete: true,
  }));

describe('a chart in the terminal', () => {
  it('draws what nobody knows as a gap, none as a line, and marks what is not complete', () => {
    const months = monthsOf(48, null, 0, 24, 1);
    months[4]!.isComplete = false;
    assert.deepEqual(drawChart({ title: 'acme/widgets', months }, { width: 40, type: int4 }), [
      'acme/widgets',
      '48 │██',
      '   │██',
      '   │██',
      '   │██       ██',
      '   │██       ██',
      ' 0 │██    __ ██ ▁▁',
      '       ??       ~~',
      '    2025-01 2025-05',
    ]);
    assert.deepEqual(explainMarks([{ title: '', months }]), [
      '? nobody knows: nothing is drawn',
      '~ not complete yet',
      '_ none',
    ]);
  });

  it('has one scale, of rounded fractions, and is a line of nothing where all is zero', () => {
    const [, top] = drawChart({ title: '', months: monthsOf(1.23456, 2) }, { type: float8 });
    assert.equal(top, '2 │   ██');
    assert.equal(drawChart({ title: '', months: monthsOf(1.23456) }, { type: float8 })[1], '1.23 │██');
    const zero = drawChart({ title: '', months: monthsOf(0, 0) }, { type: int4 });
    assert.deepEqual([zero[1], zero[6]], ['0 │', '0 │__ __']);
  });

  it('is never wider than the terminal, and says which months it has left out', () => {
    const months = monthsOf(...Array.from({ length: 120 }, (_, place) => place));
    for (const width of [20, 40, 80, 200]) {
      const lines = drawChart({ title: 'a/b', months }, { width, type: int4 });
      assert.ok(Math.max(...lines.slice(1).map(({ length }) => length)) <= width, String(width));
      assert.match(lines.at(-1)!, /2034-12$/);
    }
    assert.equal(drawChart({ title: 'a/b', months }, { width: 40, type: int4 })[0], 'a/b (the last 35 of 120 months)');
  });
});

describe('the browser that opens an address', () => {
  const none = { browser: undefined, hasDisplay: false, searchPath: '' };

  it('is the one that is named, else what the desktop has, else none', () => {
    assert.deepEqual(findBrowser({ ...none, browser: '/opt/browser' }, 'linux'), ['/opt/browser']);
    assert.deepEqual(findBrowser(none, 'darwin'), ['open']);
    assert.deepEqual(findBrowser(none, 'win32'), ['cmd', '/c', 'start', '']);
    assert.equal(findBrowser(none, 'linux'), undefined);
    assert.equal(findBrowser({ ...none, hasDisplay: true, searchPath: '/nowhere' }, 'linux'), undefined);
  });
});
