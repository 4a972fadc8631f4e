import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { rebuildRepository } from '../../activities/raw/rebuild-repository.ts';
import { repositoryLoop } from '../../client/temporal/loop-name.ts';
import { stopLoop } from '../../client/temporal/stop-loop.ts';
import { resources } from '../../workflows/contract.ts';
import { backfill, beginningsOf, startBackfill } from '../support/backfills.ts';
import { assertTables } from '../support/assert-tables.ts';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import { computed } from '../support/computed.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const day = 86_400_000;

/** Tables whose rows a range bounds, with the time that it bounds. */
const boundedTables = {
  issue: 'updated_at',
  pull_request: 'updated_at',
  comment: 'updated_at',
  review_comment: 'updated_at',
  issue_event: 'created_at',
  commit: 'committed_at',
};
/** When we looked, what a row of another table says of it, and what an event tells where GraphQL was asked. */
const looked = ['answered_at', 'repository_id', 'label_id'];

/** Where each row version of everything lies but the notes of quotas and of task queues: equal as long as no row is written. */
async function rowVersions(db: Pool): Promise<Record<string, string>> {
  const { rows: tables } = await db.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('raw', 'github', 'kpi', 'sync') and tablename not in ('budget', 'task_queue') order by 1`,
  );
  const versions: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await db.query<{ found: string | null }>(
      `select md5(string_agg(ctid || ' ' || xmin, ',' order by ctid)) as found from ${name}`,
    );
    versions[name] = rows[0]?.found ?? '';
  }
  return versions;
}

describe('a backfill', function () {
  this.timeout(180_000);
  const tests = withRig(import.meta.url);
  const { addRepository, load } = tests;

  const dayBefore = (days: number) =>
    new Date(tests.rig.simulator.world.clock().getTime() - days * day).toISOString().slice(0, 10);
  const query = async <T extends Record<string, unknown>>(text: string, values: unknown[]) =>
    (await tests.rig.db.query<T>(text, values)).rows;

  async function months(name: string): Promise<{ all: number; complete: number }> {
    await computed(tests.rig, name);
    const rows = await query<{ all: number; complete: number }>(
      `select count(distinct month)::int as all, (count(distinct month) filter (where is_complete))::int as complete
       from report.issue_labels_monthly where repository = $1`,
      [name],
    );
    return rows[0]!;
  }

  it('of everything makes the tables what a load from the beginning would have made, and again it changes nothing', async () => {
    const { simulator, db } = tests.rig;
    const { world } = simulator;
    const name = addRepository({ issues: 400, pullRequestShare: 0.3, stars: 10 });
    const { id } = world.repository(name);
    const late = dayBefore(200);
    await load(name, { resources: [...resources], from: late });
    const stored = 'select count(*)::int as rows from github.issue where repository_id = $1';
    const before = await query<{ rows: number }>(stored, [id]);
    assert.ok(before[0]!.rows < 300, JSON.stringify(before));
    assert.equal((await beginningsOf(tests.rig, name)).issues, late);
    const few = await months(name);

    const result = await backfill(tests.rig, name);

    assert.deepEqual(result.failures, []);
    await assertEqualsTruth(db, world, world.repository(name));
    assert.deepEqual([...new Set(Object.values(await beginningsOf(tests.rig, name)))], [null]);
    const whole = await months(name);
    assert.ok(few.complete < 9 && whole.complete > 24, `${JSON.stringify(few)} became ${JSON.stringify(whole)}`);
    const totals = await query(
      `select rows_stored::int as stored, github_total::int as total from report.sync_status
       where repository = $1 and resource = 'issues'`,
      [name],
    );
    assert.deepEqual(totals, [{ stored: 400, total: 400 }]);
    assert.deepEqual(await query('select resource, gap, reason from report.gaps where repository = $1', [name]), []);

    const [versions, sent] = [await rowVersions(db), simulator.requests.length];
    const again = await backfill(tests.rig, name);
    assert.equal(again.changed, 0);
    assert.ok(again.notes.includes('issues: complete since the beginning already.'), JSON.stringify(again.notes));
    assert.equal(simulator.requests.length, sent, 'nothing is asked');
    assert.deepEqual(await rowVersions(db), versions, 'nothing is written');

    // It stays: in the next cycle, after a rebuild, and for a loop that begins later.
    world.repository(name).openIssue({ title: 'opened behind it' });
    await tests.rig.cycle(name);
    await rebuildRepository(db, name);
    await stopLoop(tests.rig.client, repositoryLoop(name));
    await load(name, { resources: [...resources], from: dayBefore(5) });
    await tests.rig.cycle(name);
    assert.deepEqual([...new Set(Object.values(await beginningsOf(tests.rig, name)))], [null]);
    await assertEqualsTruth(db, world, world.repository(name));
    assert.deepEqual(await query('select resource, gap, reason from report.gaps where repository = $1', [name]), []);
  });

  it('to a date makes the same rows, months and marks as a load from that date', async () => {
    const wanted = [
      'issues',
      'pull_requests',
      'comments',
      'review_comments',
      'reviews',
      'issue_events',
      'commits',
      'labels',
    ];
    const plan = { issues: 300, pullRequestShare: 0.3, from: '2021-01-01', until: '2024-06-30' };
    const noon = '2024-07-01T12:00:00Z';
    const [late, early] = ['2024-01-01', '2022-03-01'];
    const name = addRepository(plan);
    const twin = await createRig(`${import.meta.url}-twin`);
    try {
      await twin.startWorker();
      for (const rig of [tests.rig, twin]) rig.simulator.world.setClock(noon);
      for (let nth = 1; `acme/t${nth}` !== name; nth += 1)
        twin.simulator.world.addRepository({ owner: 'acme', name: `t${nth}` });
      const [owner = '', short = ''] = name.split('/');
      const { world } = twin.simulator;
      const source = tests.rig.simulator.world.repository(name);
      world.addRepository({ owner, name: short, id: source.id, contributors: 4, ...plan });
      await tests.rig.startLoop(name, { resources: wanted, from: late });
      await tests.rig.settled(name);
      await backfill(tests.rig, name, { from: early });
      await twin.startLoop(name, { resources: wanted, from: early });
      await twin.settled(name);
      for (const rig of [tests.rig, twin]) await rig.cycle(name);

      assert.deepEqual(await rowsSince(tests.rig, name, early), await rowsSince(twin, name, early));
      assert.deepEqual(await beginningsOf(tests.rig, name), await beginningsOf(twin, name));
    } finally {
      tests.rig.simulator.world.setClock(null);
      await twin.close();
    }
  });

  /** A digest of each table's rows from a day on, and of the months of its numbers; and how many there are. */
  async function rowsSince(rig: Rig, name: string, from: string): Promise<Record<string, string>> {
    const { db, simulator } = rig;
    await computed(rig, name);
    const { id } = simulator.world.repository(name);
    const digests: Record<string, string> = {};
    const digest = async (of: string, text: string, values: unknown[]) => {
      const { rows } = await db.query<{ digest: string }>(
        `select count(*) || ' rows ' || coalesce(md5(string_agg(line, '' order by line)), '') as digest
         from (select (to_jsonb(found) - $1::text[])::text as line from (${text}) as found) as lines`,
        [looked, ...values],
      );
      digests[of] = rows[0]!.digest;
    };
    for (const [table, at] of Object.entries(boundedTables)) {
      await digest(table, `select * from github.${table} where repository_id = $2 and ${at} >= $3::date`, [id, from]);
    }
    await digest(
      'review',
      `select * from github.review where repository_id = $2 and number in
       (select number from github.pull_request where repository_id = $2 and updated_at >= $3::date)`,
      [id, from],
    );
    await digest(
      'months',
      `select month, label, issues_opened, issues_closed, is_complete from report.issue_labels_monthly
       where repository_id = $2 and month >= $3::date`,
      [id, from],
    );
    return digests;
  }

  it('that ends before what is complete is kept, proves nothing, and joins it when what lies between is read', async () => {
    const { simulator, db } = tests.rig;
    const name = addRepository({ issues: 500, pullRequestShare: 0 });
    const repository = simulator.world.repository(name);
    const wanted = ['issues', 'comments', 'commits'];
    const [late, to, from] = [dayBefore(100), dayBefore(500), dayBefore(800)];
    await load(name, { resources: wanted, from: late });

    const apart = await backfill(tests.rig, name, { from, to });
    assert.deepEqual(apart.failures, []);
    assert.deepEqual(Object.values(await beginningsOf(tests.rig, name)).filter(Boolean), [late, late, late]);
    const kept = apart.notes.find((note) => note.startsWith('issues:'));
    assert.equal(
      kept,
      `issues: kept, but what lies between ${to} and ${late} is not here, so what is complete still begins there.`,
    );
    const truth = [...repository.issues()];
    const inRange = truth.filter(({ updated_at: at }) => at >= from && at < to).map(({ number }) => number);
    assert.ok(inRange.length > 50);
    const found = await query<{ number: number }>(
      'select number from github.issue where repository_id = $1 and number = any ($2) order by number',
      [repository.id, inRange],
    );
    assert.equal(found.length, inRange.length);
    const incomplete = await query<{ complete: number }>(
      `select count(*) filter (where is_complete)::int as complete from report.issue_labels_monthly
       where repository = $1 and month < $2::date - 31`,
      [name, late],
    );
    assert.deepEqual(incomplete, [{ complete: 0 }]);

    // The same range again is there already; the rest goes from what is complete down to it, and not through it.
    const sent = simulator.requests.length;
    assert.equal((await backfill(tests.rig, name, { from, to })).changed, 0);
    assert.equal(simulator.requests.length, sent);
    await backfill(tests.rig, name, { from: to });
    assert.deepEqual(Object.values(await beginningsOf(tests.rig, name)).filter(Boolean), [from, from, from]);
    const walked = simulator.requests
      .slice(sent)
      .filter(({ path, query: { direction } }) => path.endsWith('/issues') && direction === 'asc');
    assert.ok(walked.length > 0);
    const asked = walked.map(({ query: { since = '' } }) => since);
    assert.ok(
      asked.every((since) => since >= dayBefore(501)),
      JSON.stringify(asked),
    );

    await backfill(tests.rig, name);
    assert.deepEqual(Object.values(await beginningsOf(tests.rig, name)).filter(Boolean), []);
    await assertTables(db, simulator.world, repository, ['issue', 'comment', 'commit']);
  });

  it('asks nothing of what the loop keeps: its marks, its ETags and its idle cycles stay as they were', async () => {
    const { simulator } = tests.rig;
    const name = addRepository({ issues: 300, pullRequestShare: 0.3 });
    const { id } = simulator.world.repository(name);
    await load(name, { resources: ['issues', 'pull_requests', 'comments'], from: dayBefore(100) });
    await computed(tests.rig, name);
    await tests.rig.cycle(name);
    const marks = () =>
      query(
        `select resource, state, reason, attempts, next_try_at, watermark, etag, complete_through, stale_since
         from sync.resource where subject_id = $1 order by resource`,
        [id],
      );
    const before = await marks();
    // A chunk is begun and stands: its first page fails until the test has looked.
    simulator.faults.add({ kind: 'status', status: 502, path: /issues\?.*direction=asc/, times: 1000 });
    const handle = await startBackfill(tests.rig, name, { resources: ['issues'] });
    await until(async () => (await query(`select from sync.cursor where subject_id = $1`, [id])).length);
    assert.deepEqual(await marks(), before);
    const sent = simulator.requests.length;
    await tests.rig.cycle(name);
    const ofLoop = simulator.requests.slice(sent).filter(({ status }) => status !== 502);
    assert.deepEqual(
      ofLoop.map(({ status }) => status),
      [304, 304],
      JSON.stringify(ofLoop.map(({ path }) => path)),
    );
    simulator.faults.clear();
    await handle.result();
    const after = await marks();
    const lasting = (rows: Record<string, unknown>[]) =>
      rows.map(({ resource, state, watermark, etag }) => ({ resource, state, watermark, etag }));
    assert.deepEqual(lasting(after), lasting(before));
    // Pull requests are the loop's from the same day on: older ones that the issues name are not asked for one by one.
    const single = simulator.requests.filter(({ path }) => new RegExp(`/repositories/${id}/pulls/\\d+$`).test(path));
    assert.deepEqual(single, []);
  });
});
