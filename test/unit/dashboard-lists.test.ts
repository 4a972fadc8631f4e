import assert from 'node:assert/strict';
import { askAll, useKeyFromNowOn, whenKeyIsGiven } from '../../client/dashboard/data/ask.ts';
import { askCompared, comparedThrough } from '../../client/dashboard/monthly/ask-compared.ts';
import { conditionOf } from '../../client/dashboard/monthly/ask-months.ts';
import { botsText } from '../../client/dashboard/monthly/bots-text.ts';
import { charts } from '../../client/dashboard/monthly/charts.ts';
import { readAddress } from '../../client/dashboard/address/address.ts';
import { accountPage, instantOf, keptRows, shownText, sqlOfRows } from '../../client/dashboard/rows/tell-rows.ts';
import { cutSentence } from '../../client/dashboard/words/cut-sentence.ts';
import { loopsText, throughOfAll } from '../../client/dashboard/words/standing.ts';

type Answer = { status?: number; body: unknown };

describe('what the dashboard says of lists', () => {
  const fetchOfNode = globalThis.fetch;
  let asked: string[] = [];
  const answerWith = (look: (path: string) => Answer) => {
    asked = [];
    globalThis.fetch = (input) => {
      asked.push(String(input));
      const { status = 200, body } = look(String(input));
      return Promise.resolve(new Response(JSON.stringify(body), { status }));
    };
  };
  afterEach(() => {
    globalThis.fetch = fetchOfNode;
  });

  /** A list of so many rows, in pages of a hundred. */
  const listOf = (total: number) => (path: string) => {
    const page = Number(/after=(\d+)/.exec(path)?.[1] ?? 0);
    const items = Array.from({ length: Math.min(100, total - page * 100) }, (_, nth) => ({ id: page * 100 + nth }));
    const next = (page + 1) * 100 < total ? `/api/v1/x?after=${page + 1}` : null;
    return { body: { items, total_records: total, next } };
  };

  it('reads all pages, and says where it stops', async () => {
    answerWith(listOf(1_450));
    const all = await askAll('x');
    assert.equal(all.items.length, 1_450);
    assert.equal(cutSentence(all), null);
    answerWith(listOf(25_000));
    const cut = await askAll('x');
    assert.equal(cut.items.length, 20_000);
    assert.match(String(cutSentence(cut)), /^Only the first 20,000 of 25,000 rows/);
  });

  it('asks a long list for its beginning alone until that is another', async () => {
    answerWith(listOf(3_000));
    await askAll('long');
    assert.equal(asked.length, 30);
    answerWith(listOf(3_000));
    assert.equal((await askAll('long')).items.length, 3_000);
    assert.equal(asked.length, 1);
    answerWith(listOf(3_001));
    assert.equal((await askAll('long')).items.length, 3_001);
  });

  it('tells of a key that was given, so that everything is asked for again', () => {
    let given = 0;
    const stop = whenKeyIsGiven(() => (given += 1));
    useKeyFromNowOn('a');
    stop();
    useKeyFromNowOn('b');
    assert.equal(given, 1);
  });

  it('shows the repositories that are known, and says which is not', async () => {
    const list = (items: unknown[]) => ({ body: { items, total_records: items.length, next: null } });
    const month = { month: '2026-10-01', data_complete_through: '2026-11-30T07:00:00Z' };
    answerWith((path) => {
      if (path.includes('typo'))
        return { status: 404, body: { code: 'repository_unknown', detail: 'Nothing is stored of a/typo.' } };
      return list(path.includes('sync-status') ? [{ resource: 'issues' }] : [month]);
    });
    const wanted = { list: 'kpis/issue-flow', filters: {}, from: '2026-09', to: '2026-10' };
    const { signal } = new AbortController();
    const { known, unknown } = await askCompared(['a/ok', 'a/typo'], wanted, signal);
    assert.deepEqual(
      known.map(({ repository }) => repository),
      ['a/ok'],
    );
    assert.deepEqual(unknown, ['Nothing is stored of a/typo.']);
    answerWith(() => ({ status: 401, body: { code: 'key_required', detail: 'A key is needed.' } }));
    await assert.rejects(askCompared(['a/ok'], wanted, signal), /A key is needed/);
  });

  it('knows several repositories up to the oldest of their instants', () => {
    const of = (through: string | null) => ({
      months: { items: [{ data_complete_through: through }] },
      resources: [{ resource: 'issues', state: 'ok', gaps: 0, complete_through: through }],
    });
    const [early, late] = [of('2026-10-01T00:00:00Z'), of('2026-11-01T00:00:00Z')];
    assert.equal(comparedThrough([late, early], ['issues']), '2026-10-01T00:00:00Z');
    assert.equal(comparedThrough([late, of(null)], ['issues']), null);
    assert.deepEqual(throughOfAll([{ through: 'b' }, { through: null }, { through: 'a' }]), {
      oldest: 'a',
      unloaded: 1,
    });
    assert.deepEqual(throughOfAll([{ through: null }]), { oldest: null, unloaded: 1 });
  });

  it('tells loops that failed from those at work', () => {
    const states = ['ok', 'loading', 'failed', 'missing', 'ended'].map((state) => ({ state, loops: 2 }));
    assert.equal(loopsText(states), '10 repositories kept, 2 up to date, 2 at work or waiting, 6 failed or stuck.');
    assert.equal(loopsText([{ state: 'ok', loops: 1 }]), '1 repository kept, 1 up to date, 0 at work or waiting.');
  });

  it('says that bots are left out only where they are', () => {
    const said = (id: string, hasBots: boolean) =>
      botsText(
        charts.find((one) => one.id === id)!,
        { hasBots },
      );
    assert.equal(said('new-contributors', false), ', without bots');
    assert.equal(said('active-contributors', false), ', without bots');
    assert.match(said('issue-flow', false), /bots did counts/);
    assert.match(said('pull-request-times', false), /bots did counts/);
    assert.equal(said('absence', false), '', 'bots are nobody there');
    assert.ok(charts.every(({ id }) => said(id, true) === ''));
  });

  it('shows SQL of the same repositories, months and rows', () => {
    assert.equal(
      conditionOf(['a/x', "b/o'y"], { source: 'commits' }, '2026-01', '2026-03'),
      "repository in ('a/x', 'b/o''y') and source = 'commits' and month between '2026-01-01' and '2026-03-01'",
    );
    const address = readAddress(new URL('http://localhost/repositories/a/b'));
    const behind = (chart: string, series: string) =>
      charts
        .find(({ id }) => id === chart)!
        .measures(address)
        .find(({ id }) => id === series)!.rows!('2026-11', address);
    assert.match(
      sqlOfRows(behind('pull-request-flow', 'closed_unmerged'), 'a/b'),
      /closed_at >= '2026-11-01T00:00:00Z' and closed_at < '2026-12-01T00:00:00Z' and merged_at is null$/,
    );
    assert.match(sqlOfRows(behind('releases', 'releases'), 'a/b'), /is_draft is not true and deleted_at is null$/);
    assert.match(
      sqlOfRows(behind('new-contributors', 'people'), 'a/b'),
      /month >= '2026-11-01' and month < '2026-12-01'$/,
    );
  });

  it('tells of rows what happened to them, who did it, and how many are not shown', () => {
    const address = readAddress(new URL('http://localhost/repositories/a/b'));
    const [opened, closed] = charts.find(({ id }) => id === 'issue-flow')!.measures(address);
    const row = { created_at: '2026-10-01T00:00:00Z', closed_at: '2026-11-02T00:00:00Z' };
    assert.equal(instantOf(row, opened!.rows!('2026-10', address)), row.created_at);
    assert.equal(instantOf(row, closed!.rows!('2026-11', address)), row.closed_at);
    assert.equal(accountPage('https://github.com', 'dependabot[bot]'), 'https://github.com/apps/dependabot');
    assert.equal(accountPage('https://github.com', 'ada'), 'https://github.com/ada');
    const unmerged = charts
      .find(({ id }) => id === 'pull-request-flow')!
      .measures(address)
      .at(-1)!.rows!('2026-10', address);
    const items = [{ merged_at: null }, { merged_at: '2026-10-02T00:00:00Z' }];
    const kept = keptRows(items, unmerged);
    assert.equal(kept.length, 1);
    assert.equal(shownText({ items, total_records: 2, next: null }, kept, unmerged), null);
    assert.match(
      String(shownText({ items, total_records: 9, next: 'x' }, kept, unmerged)),
      /^2 of 9 rows were read, and 1 of them belong here/,
    );
  });
});
