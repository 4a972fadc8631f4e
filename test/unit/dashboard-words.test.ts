import assert from 'node:assert/strict';
import { changed, pageAddress, readAddress } from '../../client/dashboard/address/address.ts';
import { csvText } from '../../client/dashboard/words/csv.ts';
import { cellOf, cellText, standingOf } from '../../client/dashboard/words/faces.ts';
import { addMonths, instantName, monthName, monthsFrom } from '../../client/dashboard/words/months.ts';
import { agoText, shortNumber } from '../../client/dashboard/words/numbers.ts';
import { progressOf } from '../../client/dashboard/words/standing.ts';

const resource = (more: Record<string, unknown> = {}) => ({
  resource: 'issues',
  state: 'ok',
  reason: null,
  gaps: 0,
  is_truncated: false,
  complete_through: '2026-11-30T07:00:00Z',
  next_try_at: null,
  rows_stored: 10,
  rows_expected: null,
  ...more,
});

describe('the words of the dashboard', () => {
  const now = new Date('2026-11-30T08:00:00Z');
  const cell = (value: number | null, isComplete: boolean | null, row: object, month = '2026-10') =>
    cellOf({
      month,
      value,
      isComplete,
      standing: standingOf([resource(row as Record<string, unknown>)], ['issues']),
      now,
    });

  it('have a face of its own for each reason why there is no number', () => {
    const cases: [ReturnType<typeof cell>, string, RegExp][] = [
      [cell(3, true, {}), 'number', /^null$/],
      [cell(0, true, {}), 'zero', /known that there was none/],
      [cell(null, null, {}), 'zero', /there was none/],
      [cell(null, true, {}), 'nothing', /nothing that could be measured/],
      [cell(3, false, {}, '2026-11'), 'running', /runs/],
      [cell(null, null, { state: 'loading', complete_through: null, reason: 'page 3' }), 'loading', /loading: page 3/],
      [cell(3, false, { is_truncated: true }), 'partial', /cuts this list off/],
      [cell(3, false, { gaps: 2 }), 'partial', /2 open gaps/],
      [cell(3, false, {}), 'partial', /not proven/],
      [cell(null, null, { state: 'disabled', reason: 'Issues are off.' }), 'refused', /disabled: Issues are off\)/],
    ];
    for (const [found, face, sentence] of cases) {
      assert.equal(found.face, face);
      assert.match(String(found.sentence), sentence);
    }
    assert.equal(cellText(cell(3, false, {}, '2026-11'), String), '3 so far');
    assert.equal(cellText(cell(null, true, {}), String), 'nothing to measure');
    assert.match(standingOf([], ['reviews']).sentence, /reviews are not read/);
  });

  it('name months and instants in UTC, wherever they are read', () => {
    assert.equal(addMonths('2026-01', -13), '2024-12');
    assert.deepEqual(monthsFrom('2025-11', '2026-02'), ['2025-11', '2025-12', '2026-01', '2026-02']);
    assert.equal(monthName('2026-03'), 'Mar 2026');
    assert.equal(instantName('2026-10-31T23:59:59-01:00'), '1 Nov 2026, 00:59 UTC');
    assert.equal(agoText('2026-11-30T07:58:00Z', now.getTime()), '2 minutes ago');
    assert.deepEqual([9_999, 12_345].map(shortNumber), ['9,999', '12.3K']);
  });

  it('read addresses, and take what is wrong in them as nothing', () => {
    const read = (path: string) => readAddress(new URL(`http://localhost${path}`), now);
    const usual = read('/repositories/golang/go?from=2026-13&to=tomorrow&source=x&page=-2&show=labels');
    assert.deepEqual(
      [usual.page, usual.subject, usual.from, usual.to, usual.source, usual.number, usual.show],
      ['repository', 'golang/go', '2024-12', '2026-11', 'commits', 1, null],
    );
    const set = read('/repositories/golang/go?from=2026-01&to=2026-03&bots=without&show=labels.area:%20v1.2.2026-02');
    assert.deepEqual([set.from, set.to, set.hasBots], ['2026-01', '2026-03', false]);
    assert.deepEqual(set.show, { chart: 'labels', series: 'area: v1.2', at: '2026-02' });
    assert.equal(read('/?from=1900-01&to=2026-11').from, '2006-12', 'twenty years at most');
    const url = new URL('http://localhost/repositories/a/b?from=2026-01&show=x.y.2026-01');
    assert.equal(
      changed(url, { show: null, tables: 'labels,stars' }),
      '/repositories/a/b?from=2026-01&tables=labels,stars',
    );
    assert.equal(pageAddress(url, '/compare', { repositories: 'a/b' }), '/compare?from=2026-01&repositories=a/b');
  });

  it('write CSV that reads back', () => {
    assert.equal(
      csvText({
        columns: ['a', 'b"'],
        rows: [
          [1.5, 'x,\n"y"'],
          [null, true],
        ],
      }),
      'a,"b"""\r\n1.5,"x,\n""y"""\r\n,true\r\n',
    );
  });

  it('sum up what the resources of a repository are doing', () => {
    const progress = progressOf([
      resource(),
      resource({ resource: 'stars', state: 'disabled', complete_through: null }),
      resource({
        resource: 'commits',
        state: 'loading',
        complete_through: null,
        rows_stored: 5,
        rows_expected: 20,
        reason: 'page 1',
      }),
    ]);
    assert.deepEqual(progress, {
      complete: 1,
      of: 2,
      through: null,
      waits: ['commits: loading, 5 of 20 rows – page 1'],
    });
  });
});
