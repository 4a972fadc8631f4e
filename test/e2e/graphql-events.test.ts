import assert from 'node:assert/strict';
import { rebuildRepository } from '../../activities/raw/rebuild-repository.ts';
import { readReport } from '../../client/reports/read-report.ts';
import { tellReadBy } from '../../client/reports/tell-read-by.ts';
import { assertTables } from '../support/assert-tables.ts';
import { assertLabelHistory } from '../support/compare-label-history.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { versionsOf } from '../support/row-versions.ts';
import { typedDigests } from '../support/typed-digests.ts';
import type { SimulatorOptions } from '../simulator/options.ts';
import { createWorld } from '../simulator/world.ts';
import type { Repository, World } from '../simulator/world.ts';

const resources = ['issues', 'labels', 'issue_events'];
const widgets = 'acme/widgets';
const eventsOfNumber = 'GET /repos/{owner}/{repo}/issues/{issue_number}/events';
/** Rows of the list of events; behind them 422. */
const issueEventRows = 200;

const numbersOf = (repository: Repository): number[] => [...repository.store.present()].map(({ number }) => number);

/** Events as odd as they come; the oldest are behind the end of their list. */
function makeWorld(): World {
  const world = createWorld({ seed: 12 });
  const repository = world.addRepository({ owner: 'acme', name: 'widgets', issues: 620, contributors: 12, stars: 5 });
  const [long, gone, odd, type] = numbersOf(repository) as [number, number, number, number];
  for (let nth = 0; nth < 65; nth += 1) {
    repository.label(long, 'again and again');
    repository.unlabel(long, 'again and again');
  }
  repository.label(long, 'again and again');
  repository.edit(gone, { labels: ['bug'], by: 'leaver' });
  world.ghostUser('leaver');
  repository.edit(odd, { title: 'NUL \0, half a pair \ud800, “quotes”, \\u0041 and 🎉' });
  // A kind that no timeline of GraphQL has.
  repository.core.append(type, {
    kind: 'issue_type_added',
    actor: repository.core.actor(),
    createdAt: repository.core.moment(),
    detail: null,
  });
  repository.renameLabel('again and again', 'again');
  repository.renameLabel('bug', 'type: bug');
  return world;
}

describe('events behind the end of their list, by GraphQL', function () {
  this.timeout(120_000);
  const world = makeWorld();
  const repository = world.repository(widgets);
  const rigs: Rig[] = [];
  let rig: Rig;
  let byRest: Rig;

  async function load(options: SimulatorOptions, environment: Record<string, string> = {}): Promise<Rig> {
    const made = await createRig(import.meta.url, { world, issueEventRows, ...options });
    rigs.push(made);
    await made.startWorker(environment);
    await made.startLoop(widgets, { resources });
    await made.settled(widgets);
    return made;
  }
  before(async () => {
    rig = await load({});
    byRest = await load({ graphql: false });
  });
  after(() => Promise.all(rigs.map((one) => one.close())));

  const asked = ({ simulator }: Rig, route: string) => simulator.requests.filter((request) => request.route === route);
  const queries = (of: Rig) => asked(of, 'POST /graphql');
  /** Numbers that a query asks about. */
  const numbersIn = (graphql = '') =>
    [...graphql.matchAll(/p\d+: (?:issue|pullRequest)\(number: (\d+)\)/g)].map(([, found]) => Number(found));
  const rowsOf = async ({ db }: Rig, columns: string, table: string) =>
    (await db.query(`select ${columns} from github.${table} as row order by 1`)).rows as Record<string, unknown>[];
  /** All single things are due once more. */
  const readAgain = async (one: Rig) => {
    await one.db.query(
      `update sync.item set read_version = null where resource = 'issue_events' and item like 'issue/%'`,
    );
    const sent = one.simulator.requests.length;
    await one.cycle(widgets);
    return one.simulator.requests.slice(sent);
  };
  const events = `to_jsonb(row) - 'label_id' - 'label_name' as row`;

  it('are the rows that REST tells, in every column, and the same history of labels', async () => {
    assert.deepEqual(await rowsOf(rig, events, 'issue_event'), await rowsOf(byRest, events, 'issue_event'));
    for (const table of ['issue_label_period', 'issue_label_carry', 'label', 'issue']) {
      assert.deepEqual(
        await rowsOf(rig, 'to_jsonb(row) as row', table),
        await rowsOf(byRest, 'to_jsonb(row) as row', table),
      );
    }
    await assertTables(byRest.db, world, repository, ['issue_event']);
    for (const one of [rig, byRest]) await assertLabelHistory({ db: one.db, world, repository });
  });

  it('have the names of their labels as REST tells them, but where a label was renamed since', async () => {
    const names = `event_id, label_name, event in ('labeled', 'unlabeled') as is_of_label, label_id is not null as is_identified`;
    const [told, restTold] = [await rowsOf(rig, names, 'issue_event'), await rowsOf(byRest, names, 'issue_event')];
    const differing = told.filter(({ label_name: name }, place) => name !== restTold[place]?.label_name);
    assert.deepEqual(new Set(differing.map(({ label_name: name }) => name)), new Set(['type: bug']));
    assert.ok(differing.length > 20, String(differing.length));
    assert.ok(told.filter(({ is_identified: isIdentified }) => isIdentified).length > 300);
    assert.ok(told.every((row) => row.is_of_label || !row.is_identified));
    assert.ok(restTold.every((row) => !row.is_identified));
  });

  it('are a query for a hundred issues and pull requests, and more for one with more than a hundred events', () => {
    const sizes = queries(rig).map(({ graphql }) => numbersIn(graphql).length);
    const numbers = sizes.reduce((sum, size) => sum + size, 0);
    const single = asked(byRest, eventsOfNumber).length;
    assert.ok(single >= 500, `${single} requests by REST`);
    assert.equal(sizes.filter((size) => size > 0).length, Math.ceil(numbers / 100));
    assert.equal(sizes.filter((size) => size === 0).length, 1);
    assert.ok(queries(rig).every(({ cost, billed }) => billed && cost === 1));
    const left = asked(rig, eventsOfNumber).length;
    assert.ok((numbers - left) / sizes.length >= 50, `${numbers} numbers, ${sizes.length} queries, ${left} by REST`);
    assert.ok(left < 40, `${left} by REST`);
  });

  it('that GraphQL cannot tell as REST does come by REST, issue by issue', () => {
    const paths = new Set(asked(rig, eventsOfNumber).map(({ path }) => Number(path.split('/').at(-2))));
    const [, gone] = numbersOf(repository) as [number, number];
    assert.ok(paths.has(gone), 'who labeled it is gone');
  });

  it('are written once, whichever way tells them again', async () => {
    const tables = ['issue_event', 'issue_label_period', 'issue_label_carry'];
    const before = await versionsOf(rig.db, tables);
    const again = await readAgain(rig);
    assert.ok(again.some(({ route }) => route === 'POST /graphql'));
    assert.deepEqual(await versionsOf(rig.db, tables), before);

    rig.simulator.options.graphql = false;
    const byNumber = await readAgain(rig);
    assert.ok(byNumber.filter(({ route }) => route === eventsOfNumber).length > 500);
    const named = await rowsOf(rig, `to_jsonb(row) - 'label_id' as row`, 'issue_event');
    assert.deepEqual(named, await rowsOf(byRest, `to_jsonb(row) - 'label_id' as row`, 'issue_event'));
    const identified = await rig.db.query('select from github.issue_event where label_id is not null');
    assert.ok((identified.rowCount ?? 0) > 300, 'REST takes no id away');
    assert.match(
      tellReadBy(await readReport(rig.db, 'sync_status')).join(),
      /^acme\/widgets: issue events behind the end of/,
    );

    rig.simulator.options.graphql = {};
    await rig.db.query('delete from sync.graphql_refusal');
    const known = await versionsOf(rig.db, tables);
    await readAgain(rig);
    assert.deepEqual(await versionsOf(rig.db, tables), known);
    assert.deepEqual(tellReadBy(await readReport(rig.db, 'sync_status')), []);
  });

  it('that GraphQL does not show any more are looked for by REST before they are gone', async () => {
    const [, , , type] = numbersOf(repository) as [number, number, number, number];
    const kept = `select from github.issue_event where event = 'issue_type_added' and number = $1 and deleted_at is null`;
    assert.equal((await rig.db.query(kept, [type])).rowCount, 1);
    await rig.db.query(
      `insert into github.issue_event (repository_id, event_id, number, event, created_at)
       select repository_id, 1, $1, 'closed', '2020-01-01' from github.repository`,
      [type],
    );
    const again = await readAgain(rig);
    const paths = again.filter(({ route }) => route === eventsOfNumber).map(({ path }) => path);
    assert.ok(paths.some((path) => path.includes(`/issues/${type}/`)));
    const { rows } = await rig.db.query(
      'select event_id::text, deleted_at is not null as is_gone from github.issue_event where event_id = 1',
    );
    assert.deepEqual(rows, [{ event_id: '1', is_gone: true }]);
    assert.equal((await rig.db.query(kept, [type])).rowCount, 1);
    await rig.db.query('delete from github.issue_event where event_id = 1');
  });

  it('are made anew from the stored answers', async () => {
    const before = await typedDigests(rig.db);
    await rig.db.query(`update github.issue_event set event = 'BROKEN', label_id = 1 where event_id % 3 = 0`);
    await rig.db.query('delete from github.issue_event where event_id % 3 = 1');

    await rebuildRepository(rig.db, widgets);

    assert.deepEqual(await typedDigests(rig.db), before);
  });

  it('come in smaller queries where larger ones take too long, and the list in pages as large as before', async () => {
    rig.simulator.options.graphql = { mostRequests: 30 };
    const sizes = (await readAgain(rig))
      .filter(({ graphql }) => graphql)
      .map(({ graphql, status }) => ({ size: numbersIn(graphql).length, status }));
    assert.deepEqual(sizes.slice(0, 3), [
      { size: 100, status: 502 },
      { size: 50, status: 502 },
      { size: 25, status: 200 },
    ]);
    rig.simulator.options.graphql = {};
    repository.close(numbersOf(repository)[100] as number);
    const sent = rig.simulator.requests.length;
    await rig.cycle(widgets);
    const pages = rig.simulator.requests.slice(sent).filter(({ route }) => route.endsWith('/issues/events'));
    assert.ok(pages.length > 0 && pages.every(({ query }) => (query as { per_page?: string }).per_page === '100'));
  });

  it('are all here when the worker is killed amid them', async () => {
    const killed = await createRig(import.meta.url, { world, issueEventRows, latencyMs: 20 });
    rigs.push(killed);
    await killed.startWorker();
    await killed.startLoop(widgets, { resources });
    await until(() => Promise.resolve(queries(killed).length >= 3));
    await killed.stopWorker('SIGKILL');
    killed.simulator.options.latencyMs = 0;
    await killed.startWorker();
    await killed.settled(widgets);
    assert.deepEqual(await rowsOf(killed, events, 'issue_event'), await rowsOf(byRest, events, 'issue_event'));
    await assertLabelHistory({ db: killed.db, world, repository });
  });

  it('come by REST without a token, and status says so', async () => {
    const nobody = await load({ anonymousLimit: 10_000 }, { GITHUB_TOKEN: '' });
    assert.deepEqual(queries(nobody), []);
    await assertTables(nobody.db, world, repository, ['issue_event']);
    assert.deepEqual(tellReadBy(await readReport(nobody.db, 'sync_status')), [
      'acme/widgets: issue events behind the end of their list come by REST, one request for each issue or pull request: GraphQL needs a token.',
    ]);
  });

  it('settle what names of labels meant that were always together and are both called otherwise now', async () => {
    const names = createWorld({ seed: 13 });
    const renamed = names.addRepository({ owner: 'acme', name: 'names', issues: 0, contributors: 2 });
    for (let nth = 0; nth < 6; nth += 1) renamed.openIssue({ title: `Issue ${nth}`, labels: ['alpha', 'beta'] });
    renamed.renameLabel('alpha', 'one');
    renamed.renameLabel('beta', 'two');
    const periodsOf = async (options: SimulatorOptions) => {
      const made = await createRig(import.meta.url, { world: names, ...options });
      rigs.push(made);
      await made.startWorker();
      await made.startLoop('acme/names', { resources });
      await made.settled('acme/names');
      const { rows } = await made.db.query(
        `select label, begun_by, ended_by, count(*)::int as periods from github.issue_label_period
         group by label, begun_by, ended_by order by label, begun_by`,
      );
      return { made, rows: rows as unknown[] };
    };
    const told = await periodsOf({});
    assert.deepEqual(told.rows, [
      { label: 'one', begun_by: 'labeled', ended_by: null, periods: 6 },
      { label: 'two', begun_by: 'labeled', ended_by: null, periods: 6 },
    ]);
    assert.equal(queries(told.made).length, 1);
    assert.equal(asked(told.made, eventsOfNumber).length, 0);
    const guessed = await periodsOf({ graphql: false });
    assert.equal(guessed.rows.length, 4, 'names alone do not tell');
  });
});
