import assert from 'node:assert/strict';
import { rebuildRepository } from '../../activities/raw/rebuild-repository.ts';
import { readReport } from '../../client/reports/read-report.ts';
import { tellReadBy } from '../../client/reports/tell-read-by.ts';
import { assertTables } from '../support/assert-tables.ts';
import { createRig, quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { tableDigests } from '../support/table-digests.ts';
import { typedDigests } from '../support/typed-digests.ts';
import type { SimulatorOptions } from '../simulator/options.ts';
import { createWorld } from '../simulator/world.ts';
import type { Repository, World } from '../simulator/world.ts';

const resources = ['issues', 'pull_requests', 'reviews'];
const tables = ['issue', 'pull_request', 'review'];
const widgets = 'acme/widgets';

const pullsOf = (repository: Repository): number[] =>
  [...repository.store.present()].filter(({ pullRequest }) => pullRequest).map(({ number }) => number);

/** Reviews as odd as they come. */
function makeWorld(): World {
  const world = createWorld({ seed: 11 });
  const repository = world.addRepository({ owner: 'acme', name: 'widgets', issues: 420, contributors: 12, stars: 5 });
  const [bot, gone, pending, long, odd, dismissed, moved] = pullsOf(repository) as [number, ...number[]] & number[];
  repository.review(bot, { user: 'dependabot[bot]', state: 'COMMENTED', body: 'Bumps it.' });
  repository.review(gone!, { user: 'leaver', state: 'APPROVED' });
  repository.review(gone!, { user: null, state: 'APPROVED' });
  world.ghostUser('leaver');
  repository.review(pending!, { user: 'ada', state: 'PENDING' });
  for (let nth = 0; nth < 230; nth += 1) repository.review(long!, { user: `person-${nth % 7}`, state: 'COMMENTED' });
  repository.review(odd!, { user: 'ada', body: 'NUL \0, half a pair \ud800, “quotes”, \\u0041 and 🎉' });
  const id = repository.review(dismissed!, { user: 'ada', state: 'CHANGES_REQUESTED' });
  repository.dismissReview(dismissed!, id);
  repository.review(moved!, { user: 'ada', commitId: 'f'.repeat(40) });
  return world;
}

/** Tables of the day when they were computed left out. */
async function digestsOf({ db }: Rig): Promise<Record<string, string>> {
  const { 'kpi.label_quality': _, ...digests } = await tableDigests(db);
  return digests;
}

describe('reviews by GraphQL', function () {
  this.timeout(120_000);
  const world = makeWorld();
  const repository = world.repository(widgets);
  const rigs: Rig[] = [];
  let rig: Rig;

  async function load(options: SimulatorOptions, environment: Record<string, string> = {}): Promise<Rig> {
    const made = await createRig(import.meta.url, { world, ...options });
    rigs.push(made);
    await made.startWorker(environment);
    await made.startLoop(widgets, { resources });
    await made.settled(widgets);
    return made;
  }
  before(async () => {
    rig = await load({});
  });
  after(() => Promise.all(rigs.map((one) => one.close())));

  const asked = ({ simulator }: Rig, end: string) => simulator.requests.filter(({ route }) => route.endsWith(end));
  const queries = (of: Rig) => asked(of, '/graphql');
  /** Numbers that a query asks about. */
  const numbersIn = (graphql = '') => [...graphql.matchAll(/pullRequest\(number: (\d+)\)/g)].map(([, found]) => found);

  it('are the rows that REST tells, in every column of every table', async () => {
    const byRest = await load({ graphql: false });
    for (const one of [rig, byRest]) await one.client.workflow.getHandle(`kpis/${widgets}`).result();

    assert.deepEqual(await digestsOf(rig), await digestsOf(byRest));
    await assertTables(rig.db, world, repository, tables);
    assert.ok(asked(byRest, '/reviews').length > 100, 'one request for each pull request');
  });

  it('are a query for a hundred pull requests, and more for one with more than a hundred reviews', () => {
    const [pulls, more] = [queries(rig).filter(({ graphql }) => numbersIn(graphql).length > 0), queries(rig)].map(
      (all) => all.length,
    );
    assert.deepEqual({ pulls, more: more! - pulls! }, { pulls: Math.ceil(pullsOf(repository).length / 100), more: 2 });
    assert.ok(queries(rig).every(({ cost, billed }) => billed && cost === 1));
    // Those of one pull request have an author whom GraphQL does not tell.
    assert.equal(asked(rig, '/reviews').length, 1);
  });

  it('are charged to a quota of their own, in points', async () => {
    const { rows } = await rig.db.query(
      `select bucket, quota, requests > 0 as is_used from report.quota order by bucket`,
    );
    assert.deepEqual(rows, [
      { bucket: 'core', quota: 1_000_000, is_used: true },
      { bucket: 'graphql', quota: 5_000, is_used: true },
    ]);
    const { rows: used } = await rig.db.query<{ points: number }>(
      `select sum(requests)::int as points from report.quota_use where bucket = 'graphql' and repository = $1`,
      [widgets],
    );
    assert.equal(used[0]?.points, queries(rig).length);
  });

  it('are made anew from the stored answers', async () => {
    const before = await typedDigests(rig.db);
    await rig.db.query(`update github.review set state = 'BROKEN', commit_sha = null where review_id % 3 = 0`);
    await rig.db.query('delete from github.review where review_id % 3 = 1');

    await rebuildRepository(rig.db, widgets);

    assert.deepEqual(await typedDigests(rig.db), before);
  });

  it('of one pull request are one point, and a pull request with a commit that is gone is asked for by REST', async () => {
    const [number, other] = pullsOf(repository).slice(10, 12) as [number, number];
    const cycleOf = async () => {
      const sent = rig.simulator.requests.length;
      await rig.cycle(widgets);
      await assertTables(rig.db, world, repository, tables);
      return rig.simulator.requests.slice(sent).filter(({ billed, route }) => billed && /graphql|reviews/.test(route));
    };
    repository.review(number, { user: 'grace' });
    assert.deepEqual(
      (await cycleOf()).map(({ graphql }) => numbersIn(graphql)),
      [[String(number)]],
    );

    const id = repository.review(other, { user: 'grace', commitId: 'e'.repeat(40) });
    rig.simulator.options.graphql = { isCommitGone: (review) => review.id === id };
    const routes = (await cycleOf()).map(({ route }) => route.split('/').at(-1));
    assert.deepEqual(routes, ['graphql', 'reviews']);
    rig.simulator.options.graphql = {};
  });

  it('that GraphQL does not show any more are looked for by REST before they are gone', async () => {
    const [number] = pullsOf(repository).slice(14) as [number];
    await rig.db.query(
      `insert into github.review (repository_id, review_id, number, state, submitted_at, is_cleaned)
       select repository_id, 1, $1, 'APPROVED', '2020-01-01', false from github.repository`,
      [number],
    );
    repository.review(number, { user: 'grace' });
    await rig.cycle(widgets);
    const { rows } = await rig.db.query(
      'select deleted_at is not null as is_gone from github.review where review_id = 1',
    );
    assert.deepEqual(rows, [{ is_gone: true }]);
    await rig.db.query('delete from github.review where review_id = 1');
    await assertTables(rig.db, world, repository, tables);
  });

  it('come in smaller queries where larger ones take too long, and in larger ones again when they come', async () => {
    const numbers = pullsOf(repository);
    const readAll = async () => {
      for (const number of numbers) repository.review(number, { user: 'grace' });
      const sent = rig.simulator.requests.length;
      await rig.cycle(widgets);
      await assertTables(rig.db, world, repository, tables);
      const sizes = rig.simulator.requests.slice(sent).filter(({ graphql }) => graphql);
      return sizes
        .map(({ graphql, status }) => ({ size: numbersIn(graphql).length, status }))
        .filter(({ size }) => size);
    };
    rig.simulator.options.graphql = { mostRequests: 30 };
    const small = await readAll();
    assert.deepEqual(small.slice(0, 3), [
      { size: 100, status: 502 },
      { size: 50, status: 502 },
      { size: 25, status: 200 },
    ]);
    rig.simulator.options.graphql = {};
    const grown = await readAll();
    assert.ok(grown[0]!.size <= 50 && grown.some(({ size }) => size > 25), JSON.stringify(grown));
    assert.ok(grown.every(({ status }) => status === 200));
  });

  it('of an answer in part are not believed: it is asked again, smaller, or without what it lacks', async () => {
    const numbers = pullsOf(repository).slice(20, 24);
    const data = { rateLimit: { cost: 1 }, repository: { databaseId: repository.id } };
    const partly = (errors: object[]) => {
      const fault = { kind: 'status' as const, status: 200, route: 'POST /graphql', body: { data, errors } };
      rig.simulator.faults.add(fault);
      for (const number of numbers) repository.review(number, { user: 'grace' });
    };
    const cycleOf = async () => {
      const sent = rig.simulator.requests.length;
      await rig.cycle(widgets);
      await assertTables(rig.db, world, repository, tables);
      return rig.simulator.requests.slice(sent);
    };
    partly([{ message: 'Something went wrong while executing your query. This may be the result of a timeout.' }]);
    const smaller = (await cycleOf()).flatMap(({ graphql }) => (graphql ? numbersIn(graphql).length : []));
    assert.equal(smaller[0], numbers.length);
    assert.ok(smaller.slice(1).every((size) => size < numbers.length) && smaller.length > 2, String(smaller));

    partly([{ type: 'NOT_FOUND', path: ['repository', `p${numbers[1]}`], message: 'Could not resolve' }]);
    const later = await cycleOf();
    assert.deepEqual(
      later.flatMap(({ graphql }) => (graphql ? [numbersIn(graphql)] : [])),
      [numbers, [numbers[0], numbers[2], numbers[3]]].map((each) => each.map(String)),
    );
    assert.deepEqual(
      later.filter(({ route }) => route.endsWith('/reviews')).map(({ path }) => path.split('/').at(-2)),
      [String(numbers[1])],
    );
  });

  it('wait where the points are used up, and others do not', async () => {
    const [number] = pullsOf(repository).slice(30) as [number];
    repository.review(number, { user: 'grace' });
    const until2 = String(Math.ceil(world.clock().getTime() / 1000) + 3);
    rig.simulator.faults.add({
      kind: 'status',
      status: 200,
      route: 'POST /graphql',
      body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 1.' }] },
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': until2 },
    });
    const sent = rig.simulator.requests.length;
    const cycle = rig.cycle(widgets);
    const waiting = await until(async () => {
      const { rows } = await rig.db.query<{ resource: string; state: string; reason: string }>(
        `select resource, state, reason from report.sync_status where repository = $1 and state = 'limited'`,
        [widgets],
      );
      return rows.length > 0 && rows;
    });
    assert.deepEqual(waiting, [
      {
        resource: 'reviews',
        state: 'limited',
        reason: "GitHub's rate limit of 5000 points of GraphQL an hour is used up.",
      },
    ]);
    await cycle;
    await assertTables(rig.db, world, repository, tables);
    const asks = rig.simulator.requests.slice(sent).filter(({ route }) => /graphql|reviews/.test(route));
    assert.deepEqual(
      asks.map(({ route }) => route),
      ['POST /graphql', 'POST /graphql'],
    );
  });

  it('come by REST where a token may not ask GraphQL, and status says so', async () => {
    const [number] = pullsOf(repository).slice(31) as [number];
    const body = { message: 'Resource not accessible by personal access token' };
    rig.simulator.faults.add({ kind: 'status', status: 403, body, route: 'POST /graphql' });
    repository.review(number, { user: 'grace' });
    const status = await rig.cycle(widgets);

    assert.equal(status.phase, 'ok');
    await assertTables(rig.db, world, repository, tables);
    assert.deepEqual(tellReadBy(await readReport(rig.db, 'sync_status')), [
      'acme/widgets: reviews come by REST, one request for each pull request: GitHub forbids this to the token (403: Resource not accessible by personal access token).',
    ]);
    // A person may have mended it.
    repository.review(number, { user: 'grace' });
    await rig.cycle(widgets);
    assert.deepEqual(tellReadBy(await readReport(rig.db, 'sync_status')), []);
  });

  it('come by REST without a token, and from a server that has no GraphQL', async () => {
    const nobody = await load({ anonymousLimit: 10_000 }, { GITHUB_TOKEN: '' });
    assert.deepEqual(queries(nobody), []);
    const old = await load({ enterprise: '3.18', graphql: false });
    for (const [one, reason] of [
      [nobody, 'GraphQL needs a token.'],
      [old, 'This GitHub offers no GraphQL (404).'],
    ] as const) {
      await assertTables(one.db, world, repository, tables);
      const told = tellReadBy(await readReport(one.db, 'sync_status'));
      assert.deepEqual(told, [`acme/widgets: reviews come by REST, one request for each pull request: ${reason}`]);
    }
    // Asked once, and again when a day has passed.
    assert.equal(asked(old, '/graphql').length, 1);
  });

  it('come by GraphQL from an Enterprise Server, beside its REST API', async () => {
    const server = await load({ enterprise: '3.21' });
    await assertTables(server.db, world, repository, tables);
    assert.ok(queries(server).length > 0);
    assert.equal(asked(server, '/reviews').length, 1);
  });

  it('are left to REST when GraphQL answers nothing at all', async () => {
    const down = await createRig(import.meta.url, { world });
    rigs.push(down);
    down.simulator.faults.add({ kind: 'html', route: 'POST /graphql', times: Infinity });
    await down.startWorker();
    await down.startLoop(widgets, { resources, waits: { ...quickWaits, transientAttempts: 3 } });
    const status = await down.settled(widgets);
    assert.equal(status.phase, 'ok');
    await assertTables(down.db, world, repository, tables);
    assert.ok(queries(down).length < 20, `${queries(down).length} queries in vain`);
  });
});
