import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { listResources } from '../../activities/list-resources.ts';
import { rebuildRepository } from '../../activities/raw/rebuild-repository.ts';
import { createKpiActivities } from '../../activities/kpis/create-kpi-activities.ts';
import { storeAnswer } from '../../activities/store/store-answer.ts';
import { createDb, inTransaction } from '../../sql/db.ts';
import { createMutator } from '../simulator/mutate.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Simulator } from '../simulator/server.ts';
import type { Repository } from '../simulator/world.ts';
import { computeInside } from '../support/compute-inside.ts';
import { createTestDatabase } from '../support/global.ts';
import { loadThroughRaw } from '../support/load-through-raw.ts';
import { storeResource } from '../support/store-repository.ts';
import { tableDigests } from '../support/table-digests.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { typedDigests } from '../support/typed-digests.ts';

const answer = { status: 200, headers: {}, url: 'https://github.example/x', date: Date.parse('2026-11-01T00:00:00Z') };

const labels = listResources.labels.stage;

describe('rebuilding a repository from raw', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let db: Pool;
  let simulator: Simulator;
  let repository: Repository;
  let id: string;

  before(async () => {
    simulator = await startSimulator({ secondary: false, tokenLimit: 1_000_000, statsPendingCalls: 0 });
    simulator.world.addRepository({ owner: 'acme', name: 'other', issues: 5 });
    repository = simulator.world.addRepository({
      owner: 'acme',
      name: 'widgets',
      issues: 120,
      contributors: 8,
      stars: 30,
    });
    id = String(repository.id);
  });
  after(() => simulator.close());

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 4 });
    await loadThroughRaw({ db, simulator, repository });
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  const change = (seed: number) => {
    const mutate = createMutator(simulator.world, repository, { seed, other: 'acme/other' });
    for (let count = 0; count < 60; count += 1) mutate();
  };
  /** What no page shows any more is marked, as a reconciliation would. */
  const markSome = async () => {
    for (const [table, column] of [
      ['issue', 'issue_id'],
      ['comment', 'comment_id'],
      ['label', 'label_id'],
      ['commit', 'sha'],
    ]) {
      await db.query(
        `update github.${table} set deleted_at = now()
         where repository_id = $1 and ${column} in (
           select ${column} from github.${table} where repository_id = $1 order by ${column} limit 2
         )`,
        [id],
      );
    }
    await db.query(`update github.issue set deletion = 'hidden' where deleted_at is not null`);
    await db.query(
      `insert into github.issue_transfer (repository_id, number, to_repository_id, to_number, found_at)
       values ($1, 1, 8, 1, now())`,
      [id],
    );
  };
  const corrupt = async () => {
    await db.query(`update github.issue set title = 'broken', state = 'broken' where number % 3 = 0`);
    await db.query(`delete from github.issue where number % 7 = 0 and deleted_at is null`);
    await db.query(
      `insert into github.issue (repository_id, issue_id, number, is_pull_request, state, title, label_ids, label_names,
         assignee_ids, is_locked, comments, created_at, updated_at, is_cleaned)
       values ($1, 1, 99999, false, 'open', 'never was', '{}', '{}', '{}', false, 0, '2001-01-01', '2001-01-01', false)`,
      [id],
    );
    await db.query(`update github.comment set body = 'broken', updated_at = updated_at + interval '10 years'`);
    await db.query(`delete from github.label where deleted_at is null`);
    await db.query(`update github.milestone set title = 'broken'`);
    await db.query(`delete from github.commit where sha < '8' and deleted_at is null`);
    await db.query(`update github.review set state = 'BROKEN'`);
    await db.query(`delete from github.issue_label_period`);
    await db.query(`update github.contributor_stats set total_commits = 0`);
    await db.query(`update github.repository set stars = 0 where repository_id = $1`, [id]);
    await db.query(`update sync.resource set rows_stored = 3`);
  };
  const rowsStored = async () =>
    (
      await db.query(
        `select resource, rows_stored from sync.resource where resource not in ('repository', 'contributor_stats') order by 1`,
      )
    ).rows;
  /** The answers that are stored now were stored on a day that has been dropped. */
  const dropRaw = async () => {
    await db.query(`select raw.ensure_partitions('2026-01-05', '2026-01-05')`);
    await db.query(`update raw.page set stored_at = '2026-01-05 12:00Z'`);
    await db.query('drop table raw.page_2026_01_05');
    await db.query(
      `insert into sync.raw_dropped (subject_kind, subject_id, dropped_through) values ('repository', $1, '2026-01-06')`,
      [id],
    );
  };

  it('changes nothing where nothing was wrong', async () => {
    const before = await typedDigests(db);
    const rebuilt = await rebuildRepository(db, 'ACME/widgets');
    assert.deepEqual(await typedDigests(db), before);
    assert.equal(rebuilt.isWhole, true);
    assert.equal(rebuilt.subject, 'acme/widgets');
    assert.equal(rebuilt.refusedPages, 0);
    assert.equal(rebuilt.rows.find(({ table }) => table === 'issue')?.rows, 120);
  });

  it('puts right whatever became of the rows, and keeps what was found to be gone', async () => {
    change(1);
    await loadThroughRaw({ db, simulator, repository });
    await markSome();
    await rebuildRepository(db, 'acme/widgets'); // the marks take effect on labels and periods
    const [before, counted] = [await typedDigests(db), await rowsStored()];
    const marked = await db.query('select deletion from github.issue where deleted_at is not null');
    assert.deepEqual(marked.rows, [{ deletion: 'hidden' }, { deletion: 'hidden' }]);

    await corrupt();
    await rebuildRepository(db, 'acme/widgets');

    assert.deepEqual(await typedDigests(db), before);
    assert.deepEqual(await rowsStored(), counted);
  });

  it('restores every table that was spoiled, row for row', async () => {
    change(2);
    await loadThroughRaw({ db, simulator, repository });
    const [before, counted] = [await typedDigests(db), await rowsStored()];
    await corrupt();
    assert.notDeepEqual(await typedDigests(db), before);

    const progress: [number, number][] = [];
    await rebuildRepository(db, 'acme/widgets', (done, all) => progress.push([done, all]));

    assert.deepEqual(await typedDigests(db), before);
    assert.deepEqual(await rowsStored(), counted);
    const [last] = progress.slice(-1);
    assert.ok(last && last[0] === last[1] && last[0] > 10, JSON.stringify(progress));
  });

  it('corrects rows and loses none where old answers are gone', async () => {
    const before = await typedDigests(db);
    await dropRaw();
    await loadThroughRaw({ db, simulator, repository });
    assert.deepEqual(await typedDigests(db), before);
    await db.query(
      `insert into github.label (repository_id, label_id, name, is_default) values ($1, 1, 'told by old answers alone', false)`,
      [id],
    );
    const whole = await typedDigests(db);
    await db.query(`update github.issue set title = 'broken' where number % 3 = 0`);
    await db.query(`update github.label set name = name || ' broken' where label_id <> 1`);

    const rebuilt = await rebuildRepository(db, 'acme/widgets');

    assert.equal(rebuilt.isWhole, false);
    assert.deepEqual(await typedDigests(db), whole);
  });

  it('deletes nothing either where answers are missing that nobody dropped', async () => {
    await db.query(
      `insert into sync.run (subject_id, resource, started_at, ended_at, pages, requests, rows_inserted, rows_updated)
       values ($1, 'issues', '2001-01-01', '2001-01-01', 1, 1, 1, 0)`,
      [id],
    );
    assert.equal((await rebuildRepository(db, 'acme/widgets')).isWhole, false);
  });

  it('refuses an unknown repository, and one without answers, with a sentence', async () => {
    await assert.rejects(
      rebuildRepository(db, 'no/body'),
      /^Error: no\/body is not in this database; "repometer repos add/,
    );
    const before = await typedDigests(db);
    await db.query('delete from raw.page');
    await assert.rejects(rebuildRepository(db, 'acme/widgets'), /No answer of acme\/widgets is kept any more/);
    assert.deepEqual(await typedDigests(db), before);
  });

  it('tries what could not be staged again, and names what still cannot', async () => {
    const page = { subject: { kind: 'repository', id }, resource: 'labels', stage: labels, stageError: 'odd' } as const;
    const good = JSON.stringify([{ id: 5, name: 'now readable', color: 'fff', description: null, default: false }]);
    const odd = JSON.stringify([
      { id: 6, name: 'beside it', color: 'fff', description: null, default: false },
      { id: 'six', name: 'odd', color: 'fff' },
    ]);
    const first = await storeAnswer(db, { ...page, answer: { ...answer, text: good }, json: good });
    const second = await storeAnswer(db, { ...page, answer: { ...answer, text: odd }, json: odd });
    for (const { pageId } of [first, second])
      await db.query(
        `insert into sync.gap (subject_id, resource, gap, page_id, reason, found_at) values ($1, 'labels', $2, $3, 'odd', now())`,
        [id, `page ${pageId}`, pageId],
      );

    assert.equal((await rebuildRepository(db, 'acme/widgets')).refusedPages, 1);

    const errors = await db.query<{ page_id: number; stage_error: string }>(
      'select page_id, stage_error from raw.page where stage_error is not null',
    );
    assert.deepEqual(
      errors.rows.map(({ page_id: page }) => page),
      [second.pageId],
    );
    assert.match(errors.rows[0]!.stage_error, /invalid input syntax for type bigint/);
    const gaps = await db.query<{ gap: string; reason: string }>('select gap, reason from sync.gap');
    assert.deepEqual(
      gaps.rows.map(({ gap }) => gap),
      [`page ${second.pageId}`],
    );
    assert.match(gaps.rows[0]!.reason, /^1 rows of an answer have a shape/);
    const { rows } = await db.query('select label_id from github.label where label_id in (5, 6) order by 1');
    assert.deepEqual(rows, [{ label_id: 5 }, { label_id: 6 }]);
  });

  it('lets a page that could never be read take back that its row is gone', async () => {
    const { rows } = await db.query<{ label_id: number; name: string }>(
      'select label_id, name from github.label order by 1 limit 2',
    );
    await db.query(`update github.label set deleted_at = '2026-10-31' where label_id = any ($1)`, [
      rows.map(({ label_id: label }) => label),
    ]);
    const [shown] = rows;
    const text = JSON.stringify([
      { id: shown!.label_id, name: shown!.name, color: 'fff', description: null, default: false },
    ]);
    await storeAnswer(db, {
      ...{ subject: { kind: 'repository', id }, resource: 'labels', stage: labels, stageError: 'odd' },
      answer: { ...answer, text },
      json: text,
    });
    await rebuildRepository(db, 'acme/widgets');
    const marked = await db.query<{ label_id: number }>(
      'select label_id from github.label where deleted_at is not null',
    );
    assert.deepEqual(
      marked.rows.map(({ label_id: label }) => label),
      [rows[1]!.label_id],
    );
  });

  describe('and its KPIs', () => {
    const asOf = new Date().toISOString().slice(0, 10);
    const inside = { repositoryIds: [0 as number | string], months: [], all: false, asOf };
    const compute = () =>
      createKpiActivities({ db }).computeRepositoryKpis({ ...inside, repositoryId: id, isPast: false });
    const digests = async () =>
      Object.entries(await tableDigests(db)).filter(([table]) => /^kpi\..*(monthly|new_)/.test(table));

    beforeEach(async () => {
      inside.repositoryIds = [id];
      for (const resource of ['issues', 'issue_events', 'contributor_stats'])
        await storeResource(db, id, resource, asOf);
      await db.query('update github.issue set updated_at = now() where number < 9');
      const { families } = await compute();
      assert.ok(
        // Events are no part of this world.
        Object.entries(families).every(([family, { written }]) => written > 0 || family === 'event_counts'),
        JSON.stringify(families),
      );
    });

    it('makes every monthly table count anew, and keeps snapshots', async () => {
      const right = await digests();
      await db.query('update kpi.issue_labels_monthly set issues_opened = 99, labeled = 99');
      await db.query('update kpi.new_contributors set total_commits_first_week = 99');
      await db.query('update kpi.label_quality set issues = 99');
      const { monthsComputed } = await compute();
      assert.equal(monthsComputed, 0);
      assert.notDeepEqual(await digests(), right);

      await rebuildRepository(db, 'acme/widgets');
      await compute();

      assert.deepEqual(await digests(), right);
      const { rows } = await db.query('select distinct issues from kpi.label_quality');
      assert.deepEqual(rows, [{ issues: 99 }]);
    });

    it('makes count anew what a computation has read before it and writes after it', async () => {
      const right = await digests();
      await db.query(`update github.issue set label_names = '{broken}'`);
      await inTransaction(db, async (client) => {
        await computeInside(client, 'issue_labels', { ...inside, all: true });
        await rebuildRepository(db, 'acme/widgets');
      });
      assert.notDeepEqual(await digests(), right);
      await compute();
      assert.deepEqual(await digests(), right);
    });

    it('makes count anew what a computation does while it is under way', async () => {
      const right = await digests();
      await db.query(`update github.issue set label_names = '{broken}'`);
      const hold = await db.connect();
      await hold.query('begin; select from github.issue for update');
      const rebuilding = rebuildRepository(db, 'acme/widgets');
      await createKpiActivities({ db }).computeRepositoryKpis({
        ...inside,
        all: true,
        repositoryId: id,
        isPast: false,
      });
      assert.notDeepEqual(await digests(), right);
      await hold.query('commit');
      hold.release();
      await rebuilding;
      await compute();
      assert.deepEqual(await digests(), right);
    });
  });

  it('waits for what is being stored, and keeps it; what comes later waits for it', async () => {
    const text = JSON.stringify([{ id: 5, name: 'stored meanwhile', color: 'fff', description: null, default: false }]);
    const page = {
      subject: { kind: 'repository', id },
      resource: 'labels',
      answer: { ...answer, text },
      json: text,
      stage: labels,
    } as const;
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    const storing = inTransaction(db, async (client) => {
      await storeAnswer(client, page);
      await held;
    });
    const rebuilding = rebuildRepository(db, 'acme/widgets');
    setTimeout(go, 300);
    await Promise.all([storing, rebuilding]);
    assert.equal((await db.query('select from github.label where label_id = 5')).rowCount, 1);
  });
});
