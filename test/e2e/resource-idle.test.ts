import assert from 'node:assert/strict';
import { resources } from '../../workflows/contract.ts';
import { followersOf } from '../../activities/list-resources.ts';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import { withRig } from '../support/with-rig.ts';

describe('cycles after everything is loaded', function () {
  this.timeout(90_000);
  const tests = withRig(import.meta.url);
  const { addRepository, load } = tests;

  async function tablesOf(...schemas: string[]): Promise<string[]> {
    const { rows } = await tests.rig.db.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = any ($1) order by 1`,
      [schemas],
    );
    return rows.map(({ name }) => name);
  }

  /** Every version of every row: equal as long as nothing is written. */
  async function versions(tables: string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const table of tables) {
      const { rows } = await tests.rig.db.query<{ version: string; row: string }>(
        `select concat_ws(' ', tableoid, ctid, xmin) as version, left(row_to_json(stored)::text, 120) as row
         from ${table} as stored`,
      );
      for (const { version, row } of rows) found.set(`${table} ${version}`, row);
    }
    return found;
  }
  const newIn = (after: Map<string, string>, before: Map<string, string>) =>
    [...after].flatMap(([version, row]) => (before.has(version) ? [] : [{ table: version.split(' ')[0], row }]));

  async function quiet(): Promise<string> {
    const name = addRepository({ issues: 60, stars: 30 });
    await load(name, { resources: [...resources] });
    // What follows the first load: the KPIs, and events that issues turned out to lack.
    await tests.rig.cycle(name);
    await tests.rig.client.workflow.getHandle(`kpis/${name}`).result();
    return name;
  }
  async function cycleOf(name: string) {
    const sent = tests.rig.simulator.requests.length;
    const status = await tests.rig.cycle(name);
    assert.equal(status.phase, 'ok');
    return tests.rig.simulator.requests.slice(sent);
  }

  it('an idle one asks twice, conditionally, and writes only where the two stand', async () => {
    const name = await quiet();
    const data = await tablesOf('raw', 'github', 'kpi');
    const marks = await tablesOf('sync');
    const [before, marksBefore] = [await versions(data), await versions(marks)];

    const requests = await cycleOf(name);

    assert.deepEqual(
      requests.map(({ route, status, conditional, billed }) => ({ route, status, conditional, billed })),
      [
        { route: 'GET /repos/{owner}/{repo}', status: 304, conditional: true, billed: false },
        { route: 'GET /repos/{owner}/{repo}/issues', status: 304, conditional: true, billed: false },
      ],
    );
    assert.deepEqual(newIn(await versions(data), before), []);
    // Of the quota, and of what waits in the task queues, which a worker counts each minute.
    const ofNoRepository = new Set<string | undefined>(['sync.budget', 'sync.task_queue']);
    const moved = newIn(await versions(marks), marksBefore).filter(({ table }) => !ofNoRepository.has(table));
    assert.deepEqual(
      moved.map(({ table }) => table),
      ['sync.resource', 'sync.resource'],
      JSON.stringify(moved),
    );
  });

  it('a changed issue asks what follows issues and nothing else, with few billed requests', async () => {
    const name = await quiet();
    const repository = tests.rig.simulator.world.repository(name);
    const [issue] = [...repository.store.present()].filter(({ pullRequest }) => !pullRequest);
    repository.edit(issue?.number as number, { title: 'another title' });

    const requests = await cycleOf(name);

    const billed = requests.filter((request) => request.billed).map(({ route }) => route);
    const below = (path: string) => `GET /repos/{owner}/{repo}${path}`;
    const routes = new Set(requests.map(({ route }) => route));
    const known = {
      pull_requests: '/pulls',
      comments: '/issues/comments',
      review_comments: '/pulls/comments',
      reviews: null,
      issue_events: '/issues/events',
      labels: '/labels',
      milestones: '/milestones',
    };
    assert.deepEqual(Object.keys(known).sort(), followersOf('issues').sort());
    const asked = Object.values(known).flatMap((path) => (path === null ? [] : [below(path)]));
    assert.deepEqual([...routes].sort(), [below(''), below('/issues'), ...asked].sort());
    assert.ok(billed.length <= 4, billed.join('\n'));
    await assertEqualsTruth(tests.rig.db, tests.rig.simulator.world, repository);
    assert.equal((await cycleOf(name)).filter((request) => request.billed).length, 0);
  });
});
