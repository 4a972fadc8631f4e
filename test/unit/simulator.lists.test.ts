import assert from 'node:assert/strict';
import { ask, walk, type ListedIssue } from '../simulator/ask.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { createWorld } from '../simulator/world.ts';

const list = '/repos/acme/widgets/issues?state=all&sort=updated&direction=asc';
const numbers = (rows: ListedIssue[]) => rows.map(({ number }) => number);
const unique = (rows: ListedIssue[]) => new Set(numbers(rows));

describe('simulator: issue lists', () => {
  let simulator: Simulator;
  let time: number;

  beforeEach(async () => {
    time = Date.parse('2026-06-01T00:00:00Z');
    const world = createWorld({ seed: 7, clock: () => new Date(time) });
    world.addRepository({ owner: 'acme', name: 'widgets', id: 1000, issues: 250 });
    simulator = await startSimulator({ world });
  });
  afterEach(() => simulator.close());

  const widgets = () => simulator.world.repository('acme/widgets');

  it('gives numbered links by repository id, in the order that GitHub gives them', async () => {
    simulator.options.paging = 'page';
    const at = (page: number) => `${simulator.url}/repositories/1000/issues?state=all&per_page=100&page=${page}`;
    const links = async (page: string) =>
      (await ask(simulator, `/repos/acme/widgets/issues?state=all&per_page=100${page}`)).headers.get('link');
    assert.equal(await links(''), `<${at(2)}>; rel="next", <${at(3)}>; rel="last"`);
    const middle = `<${at(1)}>; rel="prev", <${at(3)}>; rel="next", <${at(3)}>; rel="last", <${at(1)}>; rel="first"`;
    assert.equal(await links('&page=2'), middle);
    assert.equal(await links('&page=3'), `<${at(2)}>; rel="prev", <${at(1)}>; rel="first"`);
  });

  it('gives no link where all rows fit one page, and announces the end of the older version there', async () => {
    const path = '/repos/acme/widgets/issues?state=all&per_page=100&since=2026-05-31T23:59:59Z';
    assert.equal((await ask(simulator, path)).headers.get('link'), null);
    const older = await ask(simulator, path, { headers: { 'x-github-api-version': '' } });
    assert.match(older.headers.get('link') ?? '', /^<https:\/\/docs.github.com[^>]+>; rel="deprecation"/);
    assert.equal(older.headers.get('sunset'), 'Fri, 10 Mar 2028 00:00:00 GMT');
  });

  it('steps by cursor with `after` and `page`, and back with `before`', async () => {
    const first = await ask(simulator, `${list}&per_page=100`);
    const next = new URL(first.links.next ?? '');
    assert.equal(next.searchParams.get('page'), '2');
    const cursor = Buffer.from(next.searchParams.get('after') ?? '', 'base64').toString('latin1');
    assert.match(cursor, /^cursor:v2:\x92/);
    const second = await ask(simulator, next.href);
    const back = await ask(simulator, second.links.prev ?? '');
    assert.deepEqual(numbers(back.json()), numbers(first.json()));
    next.searchParams.set('page', '77');
    assert.deepEqual(numbers((await ask(simulator, next.href)).json()), numbers(second.json()), 'the cursor wins');
    assert.equal(unique(await walk(simulator, `${list}&per_page=100`)).size, 250);
  });

  it('loses no row by cursor while rows are touched, and loses rows by numbered pages', async () => {
    simulator.beforeAnswer(({ index }) => {
      time += 60_000;
      if (index % 2 === 1) widgets().touch(widgets().store.ascending('updated')[0]?.number ?? 1);
    });
    assert.equal(unique(await walk(simulator, `${list}&per_page=20`)).size, 250);
    simulator.options.paging = 'page';
    assert.ok(unique(await walk(simulator, `${list}&per_page=20`)).size < 250, 'offsets skip a row for every touch');
  });

  it('walks more rows of one second than fit a page', async () => {
    for (let number = 1; number <= 150; number += 1) widgets().touch(number, '2026-05-30T12:00:00Z');
    const rows = await walk(simulator, `${list}&per_page=100&since=2026-05-30T12:00:00Z`);
    assert.ok(rows.length >= 150);
    assert.equal(unique(rows).size, rows.length);
  });

  it('refuses page numbers behind the offset, whatever the page size, but not cursors', async () => {
    const status = async (query: string) => (await ask(simulator, `${list}&${query}`)).status;
    assert.equal(await status('per_page=100&page=10'), 200);
    assert.equal(await status('per_page=50&page=20'), 200);
    assert.equal(await status('per_page=50&page=21'), 422);
    const refused = await ask(simulator, `${list}&per_page=100&page=11`);
    assert.match(String(refused.json().message), /not supported for large datasets/);
    assert.equal(refused.json().status, '422');
    simulator.options.maxOffset = 100;
    assert.equal((await walk(simulator, `${list}&per_page=50`)).length, 250);
    const third = new URL((await ask(simulator, `${list}&per_page=50`)).links.next ?? '');
    third.searchParams.set('page', '3');
    assert.equal((await ask(simulator, third.href)).links.last, undefined, 'no number of a last page out there');
  });

  it('reads since at or after, or only after, and answers nothing to the epoch', async () => {
    widgets().touch(3, '2026-05-31T23:59:00Z');
    const since = (at: string) => walk(simulator, `${list}&per_page=100&since=${at}`);
    assert.ok(unique(await since('2026-05-31T23:59:00Z')).has(3));
    simulator.options.sinceExclusive = true;
    assert.ok(!unique(await since('2026-05-31T23:59:00Z')).has(3));
    assert.deepEqual(await since('1970-01-01T00:00:00Z'), []);
  });

  it('clamps per_page, ignores an unknown sort and lists open issues, newest first, when not told otherwise', async () => {
    const rows = async (query: string) =>
      (await ask(simulator, `/repos/acme/widgets/issues${query}`)).json<ListedIssue[]>();
    assert.equal((await rows('?state=all&per_page=500')).length, 100);
    assert.equal((await rows('?state=all&per_page=0')).length, 30);
    const plain = await rows('?sort=banana');
    assert.ok(plain.every(({ state }) => state === 'open'));
    assert.deepEqual(
      numbers(plain),
      [...numbers(plain)].sort((one, other) => other - one),
    );
    assert.ok((await rows('?state=closed')).every(({ state }) => state === 'closed'));
  });

  it('shows changes in a lagging list only after the lag, and at once in a single read', async () => {
    simulator.options.listLagSeconds = 480;
    const opened = widgets().openIssue({ title: 'Late' });
    widgets().delete(1);
    assert.equal((await ask(simulator, `/repos/acme/widgets/issues/${opened}`)).status, 200);
    const before = unique(await walk(simulator, `${list}&per_page=100`));
    assert.deepEqual([before.has(opened), before.has(1)], [false, true]);
    time += 480_000;
    const after = unique(await walk(simulator, `${list}&per_page=100`));
    assert.deepEqual([after.has(opened), after.has(1)], [true, false]);
  });

  it('sends NUL and lone surrogates as escapes, string labels as strings, and a missing author as null', async () => {
    const body = `\ud800 ${'x'.repeat(65_534)}`;
    const number = widgets().openIssue({ title: 'a\u0000b', body, user: null, labels: ['bug'], labelStrings: true });
    const answer = await ask(simulator, `/repos/acme/widgets/issues/${number}`);
    assert.ok(answer.text.includes('"a\\u0000b"') && answer.text.includes('"\\ud800 x'));
    const { title, body: received, labels, user, id } = answer.json();
    assert.deepEqual(
      { title, received, labels, user },
      { title: 'a\u0000b', received: body, labels: ['bug'], user: null },
    );
    assert.ok(Number(id) > 2 ** 31);
  });

  it('serves the same bytes for the same seed and clock', async () => {
    const world = createWorld({ seed: 7, clock: () => new Date(time) });
    world.addRepository({ owner: 'acme', name: 'widgets', id: 1000, issues: 250 });
    const twin = await startSimulator({ world });
    const path = `${list}&per_page=100`;
    const [one, other] = [await ask(simulator, path), await ask(twin, path)];
    await twin.close();
    assert.equal(one.text, other.text);
    assert.equal(one.headers.get('etag'), other.headers.get('etag'));
  });
});
