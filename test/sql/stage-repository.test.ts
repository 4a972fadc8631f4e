import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import type { Changes } from '../../activities/store/stage-body.ts';
import { runSql } from '../../sql/query.ts';
import { ask } from '../simulator/ask.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import type { Repository } from '../simulator/world.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

interface Day {
  day: string;
  stars: number;
  answered: string;
}

describe('staging of a repository and its days', () => {
  let database: TestDatabase;
  let db: Pool;
  let simulator: Simulator;
  let widgets: Repository;

  before(async () => {
    simulator = await startSimulator({ seed: 5, secondary: false });
    simulator.world.setClock('2026-02-01T00:00:00Z');
    widgets = simulator.world.addRepository({ owner: 'acme', name: 'widgets', issues: 5, stars: 10 });
  });
  after(() => simulator.close());
  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 1 });
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  async function stage(answered_at: string, changed: Record<string, unknown> = {}) {
    const answer = (await ask(simulator, `/repositories/${widgets.id}`)).json();
    const body = JSON.stringify({ ...answer, ...changed });
    return runSql<Changes & Record<string, unknown>>(db, 'stage/repository', { body, answered_at });
  }

  async function days() {
    const { rows } = await db.query<Day>(
      `select day, stars, to_char(answered_at at time zone 'utc', 'DD HH24:MI') as answered
       from github.repository_daily where repository_id = $1 order by day`,
      [widgets.id],
    );
    return rows.map(({ day, stars, answered }) => `${day}: ${stars}, answered ${answered}`);
  }

  it('keeps what GitHub says of it', async () => {
    assert.deepEqual(await stage('2026-02-01T10:00:00Z'), [{ inserted: 1, updated: 0 }]);
    const { rows } = await db.query('select visibility, has_pull_requests from github.repository');
    assert.deepEqual(rows, [{ visibility: 'public', has_pull_requests: true }]);
    const { rows: counts } = await db.query(
      'select stars, forks, subscribers, open_issues, size_kib from github.repository_daily',
    );
    const { facts } = widgets;
    assert.deepEqual(counts, [
      {
        stars: facts.stars,
        forks: facts.forks,
        subscribers: facts.subscribers,
        open_issues: facts.openIssuesCount,
        size_kib: facts.size,
      },
    ]);
    assert.deepEqual(await stage('2026-02-01T10:01:00Z'), [{ inserted: 0, updated: 0 }], 'nothing has changed');
    assert.deepEqual(await stage('2026-02-01T10:02:00Z', { has_pull_requests: false }), [{ inserted: 0, updated: 1 }]);
  });

  it('keeps what an answer leaves out, and takes what it says is none', async () => {
    await stage('2026-02-01T10:00:00Z', { description: 'Widgets' });
    const kept = async () => (await db.query('select * from github.repository')).rows;
    const [before] = await kept();
    const { id, name } = (await ask(simulator, `/repositories/${widgets.id}`)).json() as { id: number; name: string };
    const poor = JSON.stringify({ id, name });
    const values = { body: poor, answered_at: '2026-02-02T10:00:00Z' };
    assert.deepEqual(await runSql(db, 'stage/repository', values), [{ inserted: 0, updated: 0 }]);
    assert.deepEqual(await kept(), [before]);
    assert.deepEqual(await days(), ['2026-02-01: 10, answered 01 10:00']);
    await stage('2026-02-03T10:00:00Z', { description: null });
    assert.deepEqual(
      (await kept()).map(({ description }) => description),
      [null],
    );
  });

  it('writes a day only when it differs from the day before, and the newest answer of a day wins', async () => {
    await stage('2026-02-01T10:00:00Z', { stargazers_count: 10 });
    await stage('2026-02-01T23:59:59Z', { stargazers_count: 10 });
    await stage('2026-02-03T00:00:00Z', { stargazers_count: 10 });
    assert.deepEqual(await days(), ['2026-02-01: 10, answered 01 10:00']);
    await stage('2026-02-04T09:00:00Z', { stargazers_count: 12 });
    await stage('2026-02-04T11:00:00Z', { stargazers_count: 11 });
    await stage('2026-02-04T10:00:00Z', { stargazers_count: 9 });
    assert.deepEqual(await days(), ['2026-02-01: 10, answered 01 10:00', '2026-02-04: 11, answered 04 11:00']);
    await stage('2026-02-04T12:00:00Z', { stargazers_count: 10 });
    assert.deepEqual(await days(), ['2026-02-01: 10, answered 01 10:00', '2026-02-04: 10, answered 04 12:00']);
  });

  it('counts days in UTC and tells repositories apart', async () => {
    await stage('2026-02-01T23:30:00-05:00', { stargazers_count: 10 });
    await stage('2026-02-03T00:00:00Z', { id: 8, stargazers_count: 10 });
    await stage('2026-02-03T00:00:00Z', { stargazers_count: 10, subscribers_count: 77 });
    assert.deepEqual(await days(), ['2026-02-02: 10, answered 02 04:30', '2026-02-03: 10, answered 03 00:00']);
    const { rows } = await db.query('select from github.repository_daily where repository_id = 8');
    assert.equal(rows.length, 1);
  });
});
