import assert from 'node:assert/strict';
import { computedThrough } from '../../client/dashboard/monthly/ask-months.ts';
import { charts } from '../../client/dashboard/monthly/charts.ts';
import { eventHours } from '../../client/dashboard/monthly/event-hours.ts';
import { makeSeries } from '../../client/dashboard/monthly/make-series.ts';
import { readAddress } from '../../client/dashboard/address/address.ts';
import { csvText } from '../../client/dashboard/words/csv.ts';
import { noneSentence, standingOf } from '../../client/dashboard/words/faces.ts';

const resource = (more: Record<string, unknown> = {}) => ({
  resource: 'issues',
  state: 'ok',
  reason: null,
  gaps: 0,
  is_truncated: false,
  complete_from: null,
  complete_through: '2026-11-30T07:00:00Z',
  next_try_at: null,
  rows_stored: 10,
  ...more,
});

describe('what the dashboard says of times of which nothing is stored', () => {
  const now = new Date('2026-11-30T08:00:00Z');
  const address = readAddress(new URL('http://localhost/repositories/a/b?from=2026-06&to=2026-10'), now);
  const [flow] = charts.filter(({ id }) => id === 'issue-flow');
  const cells = (row: Record<string, unknown>, through: string | null, rows: Record<string, unknown>[] = []) =>
    makeSeries({
      rows,
      measures: flow!.measures(address).slice(0, 1),
      address,
      standing: standingOf([resource(row)], ['issues']),
      now,
      computedThrough: through,
      hrefOf: () => '',
    })[0]!.cells;

  it('is nothing where everything is here and computed, and unknown everywhere else', () => {
    const faces = (...given: Parameters<typeof cells>) => cells(...given).map(({ value, face }) => value ?? face);
    assert.deepEqual(faces({}, '2026-11'), [0, 0, 0, 0, 0]);
    const from = { complete_from: '2026-08-15T00:00:00Z' };
    assert.deepEqual(faces(from, '2026-11'), ['unknown', 'unknown', 'unknown', 0, 0]);
    assert.match(String(cells(from, '2026-11')[0]!.sentence), /updated since 15 Aug 2026, 00:00 UTC/);
    const through = { complete_through: '2026-09-30T23:00:00Z' };
    assert.deepEqual(faces(through, '2026-11'), [0, 0, 0, 'unknown', 'unknown']);
    assert.match(String(cells(through, '2026-11')[4]!.sentence), /after 30 Sep 2026, 23:00 UTC/);
    assert.deepEqual(faces({}, null), Array(5).fill('unknown'));
    assert.match(String(cells({}, null)[0]!.sentence), /No month is computed yet/);
    assert.deepEqual(faces({}, '2026-09'), [0, 0, 0, 0, 'unknown'], 'computed up to September');
    const row = { month: '2026-10-01', issues_opened: null, is_complete: false };
    assert.equal(cells({}, '2026-10', [row])[4]!.value, null);
    const exported = cells({}, null).map(({ at, value }) => [at, value]);
    assert.match(csvText({ columns: ['month', 'opened'], rows: exported }), /2026-06,\r\n/, 'an empty cell');
  });

  it('is unknown of new contributors where a row says that nobody knows', () => {
    const [people] = charts.find(({ id }) => id === 'new-contributors')!.measures(address);
    assert.equal(people!.value!({ number_of_new_contributors: null, new_bots: null }), null);
    assert.equal(people!.value!({ number_of_new_contributors: 5, new_bots: 2 }), 3);
  });

  it('knows up to which month a list is computed', () => {
    const of = (months: { items: Record<string, unknown>[]; earliest: string | null }, rows = 10, pulls = 0) =>
      computedThrough({
        months,
        from: '2026-06',
        to: '2026-10',
        resources: [resource({ rows_stored: rows }), resource({ resource: 'pull_requests', rows_stored: pulls })],
        names: ['issues'],
      });
    const none = { items: [], earliest: null };
    assert.equal(of({ items: [{ month: '2026-09-01' }, { month: '2026-08-01' }], earliest: null }), '2026-09');
    assert.equal(of(none), null, 'ten issues, and no month of any');
    assert.equal(of(none, 0), '2026-10', 'no issue is stored, so there was none');
    assert.equal(of(none, 10, 10), '2026-10', 'all of them are pull requests');
    assert.equal(of({ items: [], earliest: '2026-11' }), '2026-10', 'the first issue came later');
    assert.equal(of({ items: [], earliest: '2020-01' }), '2026-05', 'these months follow the computed ones');
  });

  it('is said of a whole chart, as far as it is known', () => {
    const said = (row: Record<string, unknown>) =>
      noneSentence('No star was given', '2026-06', '2026-11', standingOf([resource(row)], ['issues']));
    assert.match(said({}), /^No star was given in these months, as far as is known: up to 30 Nov 2026, 07:00 UTC\.$/);
    assert.match(said({ complete_through: '2026-12-02T00:00:00Z' }), /^No star was given in these months\.$/);
    assert.match(said({ complete_from: '2026-07-01T00:00:00Z' }), /^Only what was updated since 1 Jul 2026/);
    assert.match(said({ complete_through: '2026-05-01T00:00:00Z' }), /^Nothing is known after 1 May 2026/);
    assert.match(said({ complete_through: null }), /^Nothing is proven/);
  });

  it('counts no event of an hour only where the feed is proven', () => {
    const feed = {
      resource: 'events',
      complete_from: '2026-11-30T01:30:00Z',
      complete_through: '2026-11-30T05:10:00Z',
    };
    const event = (hour: string, isComplete: boolean) => ({ hour, events: 2, type: 'x', is_complete: isComplete });
    const shown = (row: Record<string, unknown> | null) =>
      eventHours({
        rows: [event('2026-11-30T03:00:00Z', true), event('2026-11-30T06:00:00Z', false)],
        standing: standingOf(row ? [resource(row)] : [], row ? ['events'] : []),
        first: '2026-11-30T01:00:00Z',
        hours: 8,
        now: now.getTime(),
      }).map(({ value, face }) => `${value ?? '-'} ${face}`);
    const expected = ['- unknown', '0 zero', '2 number', '0 zero', '- unknown', '2 partial', '- unknown', '- running'];
    assert.deepEqual(shown(feed), expected);
    const others = ['- unknown', '- unknown', '2 number', '- unknown', '- unknown', '2 partial', '- unknown'];
    assert.deepEqual(shown(null).slice(0, 7), others, "where an owner's feed alone is read, nothing is proven");
    assert.equal(shown({ ...feed, gaps: 1 })[1], '- partial');
  });
});
