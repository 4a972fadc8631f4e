import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { markGone } from '../../activities/sync/queue/mark-gone.ts';
import type { ListSlice } from '../../activities/sync/slice/list-slice.ts';
import { createDb, inTransaction } from '../../sql/db.ts';
import { listResources } from '../../activities/list-resources.ts';
import { namesOfTable } from '../../activities/sync/queue/names-of-table.ts';
import { runSql } from '../../sql/query.ts';
import type { Resource } from '../../workflows/contract.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { truth } from '../simulator/truth.ts';
import type { Repository } from '../simulator/world.ts';
import { catalogues, expectedCatalogues, storedCatalogues } from '../support/catalogue-rows.ts';
import { createTestDatabase } from '../support/global.ts';
import { versionsOf } from '../support/row-versions.ts';
import { stageList } from '../support/stage-list.ts';
import { stagePage } from '../support/stage-page.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const tables = catalogues.map(({ table }) => table);

describe('staging of labels, milestones, releases, forks and stars', () => {
  let database: TestDatabase;
  let db: Pool;
  let simulator: Simulator;
  let widgets: Repository;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    simulator = await startSimulator({ seed: 5, secondary: false });
    simulator.world.setClock('2026-02-01T00:00:00Z');
    const history = { issues: 40, contributors: 5, stars: 90, forks: 20 };
    widgets = simulator.world.addRepository({ owner: 'acme', name: 'widgets', ...history });
    widgets.edit(1, { milestone: 'Next' });
    widgets.edit(2, { milestone: 'Later' });
    widgets.edit(3, { milestone: 'Never' });
    widgets.closeMilestone(1);
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
    await simulator.close();
  });

  const stage = (name: string, body: readonly unknown[], answeredAt?: string, cleanedIds: string[] = []) =>
    stagePage(db, name, { repositoryId: widgets.id, body, cleanedIds, ...(answeredAt ? { answeredAt } : {}) });

  async function stageAll(answeredAt?: string) {
    const total = { inserted: 0, updated: 0 };
    for (const { of, path } of catalogues) {
      const list = { repositoryId: widgets.id, stage: of, path, ...(answeredAt ? { answeredAt } : {}) };
      const changes = await stageList(db, simulator, list);
      total.inserted += changes.inserted;
      total.updated += changes.updated;
    }
    return total;
  }

  async function assertTruth() {
    const expected = expectedCatalogues(truth(simulator.world, widgets));
    assert.deepEqual(await storedCatalogues(db, widgets.id), expected);
  }

  /** A finished pass: what it saw, and the absent marked as gone. */
  async function pass(answeredAt: string): Promise<Record<string, string[]>> {
    const changes = await stageAll(answeredAt);
    const absent: Record<string, string[]> = {};
    await db.query('truncate sync.seen');
    for (const { of } of catalogues) {
      const ids = truth(simulator.world, widgets)[of].map(({ id }) => String(id));
      await db.query(`insert into sync.seen select $1, $2, unnest($3::text[])`, [widgets.id, of, ids]);
      const names = namesOfTable(listResources[of]);
      const values = { subject_id: widgets.id, resource: of, started_at: answeredAt, since: null };
      const rows = await runSql<{ row_id: string }>(db, 'absent/rows', values, names);
      absent[of] = rows.map(({ row_id }) => row_id);
      for (const row_id of absent[of]) {
        const gone = { subject_id: widgets.id, row_id, answered_at: answeredAt };
        assert.deepEqual(await runSql(db, 'absent/mark_row', gone, names), [{ deleted: 1 }]);
        assert.deepEqual(await runSql(db, 'absent/mark_row', gone, names), [{ deleted: 0 }], 'marked once');
      }
    }
    return { ...absent, changes: [changes.inserted, changes.updated].map(String) };
  }

  const formerNames = async () => {
    const { rows } = await db.query<{ name: string; until_at: Date }>(
      'select name, until_at from github.label_former_name order by until_at, name',
    );
    return rows.map(({ name, until_at }) => `${name} until ${until_at.toISOString()}`);
  };

  it('makes all rows as GitHub shows them, and writes nothing when it is run again', async () => {
    const { inserted, updated } = await stageAll();
    const stored = await storedCatalogues(db, widgets.id);
    for (const [table, rows] of Object.entries(stored)) assert.ok(rows.length > 2, `${table}: ${rows.length}`);
    assert.deepEqual([inserted, updated], [Object.values(stored).flat().length, 0]);
    await assertTruth();

    const before = await versionsOf(db, tables);
    assert.deepEqual(await stageAll(), { inserted: 0, updated: 0 });
    assert.deepEqual(await versionsOf(db, tables), before);
  });

  it('writes what changed and nothing else', async () => {
    await stageAll();
    widgets.editLabel('bug', { color: 'ff0000', description: 'It breaks' });
    widgets.editMilestone(2, { title: 'Much later', description: 'Some day' });
    widgets.editRelease('v0.1.0', { name: 'The first', body: 'Anew.' });
    assert.deepEqual(await stageAll(), { inserted: 0, updated: 3 });
    await assertTruth();
    assert.deepEqual(await formerNames(), [], 'no name has changed');
  });

  it('keeps each name that a label had', async () => {
    await stageAll('2026-02-01T00:00:00.000Z');
    widgets.renameLabel('bug', 'defect');
    assert.equal((await stageAll('2026-02-02T00:00:00.000Z')).updated, 1);
    assert.deepEqual(await stageAll('2026-02-03T00:00:00.000Z'), { inserted: 0, updated: 0 });
    widgets.renameLabel('defect', 'Bug');
    await stageAll('2026-02-04T00:00:00.000Z');
    assert.deepEqual(await formerNames(), [
      'bug until 2026-02-02T00:00:00.000Z',
      'defect until 2026-02-04T00:00:00.000Z',
    ]);
    await assertTruth();
  });

  it('marks what a pass does not show, once, and takes the mark back when it is shown again', async () => {
    assert.deepEqual((await pass('2026-02-01T00:00:00Z')).labels, []);
    const { labels, milestones, releases, forks } = expectedRows();
    widgets.deleteLabel('bug');
    widgets.deleteMilestone(2);
    widgets.deleteRelease('v0.1.0');
    const forker = truth(simulator.world, widgets).forks[0]!;
    widgets.removeFork((forker.owner as { login: string }).login);

    const absent = await pass('2026-02-02T00:00:00Z');
    const bug = labels.find(({ name }) => name === 'bug')!;
    assert.deepEqual(absent, {
      labels: [String(bug.id)],
      milestones: ['2'],
      releases: [String(releases.find(({ tag_name }) => tag_name === 'v0.1.0')!.id)],
      deployments: [],
      forks: [String(forker.id)],
      changes: ['0', '0'],
    });
    await assertTruth();
    const { rows } = await db.query<{ deleted_at: Date }>(
      'select deleted_at from github.label where deleted_at is not null',
    );
    assert.deepEqual(
      rows.map(({ deleted_at }) => deleted_at.toISOString()),
      ['2026-02-02T00:00:00.000Z'],
    );
    const again = await pass('2026-02-03T00:00:00Z');
    assert.deepEqual(again, {
      labels: [],
      milestones: [],
      releases: [],
      forks: [],
      deployments: [],
      changes: ['0', '0'],
    });

    const back: [string, Record<string, unknown>][] = [
      ['labels', bug],
      ['milestones', milestones.find(({ number }) => number === 2)!],
      ['releases', releases.find(({ tag_name }) => tag_name === 'v0.1.0')!],
      ['forks', forks.find(({ id }) => id === forker.id)!],
    ];
    for (const [name, row] of back) {
      assert.deepEqual(await stage(name, [row], '2026-02-04T00:00:00Z'), { inserted: 0, updated: 1 }, name);
      assert.deepEqual(await stage(name, [row], '2026-02-04T00:00:00Z'), { inserted: 0, updated: 0 }, name);
    }
    const { rows: left } = await db.query(
      `select from github.label where deleted_at is not null union all select from github.milestone where deleted_at is not null
       union all select from github.release where deleted_at is not null union all select from github.fork where deleted_at is not null`,
    );
    assert.equal(left.length, 0);
  });

  function expectedRows() {
    const { labels, milestones, releases, forks } = truth(simulator.world, widgets);
    return { labels, milestones, releases, forks };
  }

  it('what came after a pass began is not absent, nor what was not asked for', async () => {
    await stageAll();
    const absent = (resource: Resource, started_at: string, since: string | null = null) => {
      const values = { subject_id: widgets.id, resource, started_at, since };
      return runSql<Record<string, string>>(db, 'absent/rows', values, namesOfTable(listResources[resource]));
    };
    assert.equal((await absent('labels', '2026-02-01T00:00:00Z')).length, expectedRows().labels.length);

    const [fork] = await absent('forks', '2026-03-01T00:00:00Z');
    await db.query(`update github.fork set created_at = '2026-02-20' where fork_id = $1`, [fork!.row_id]);
    const before = await absent('forks', '2026-02-20T00:00:00Z');
    assert.ok(before.length > 0 && !before.some(({ row_id }) => row_id === fork!.row_id));

    await db.query(
      `update github.milestone set updated_at = case number when 2 then timestamptz '2026-01-15' else '2026-01-10' end`,
    );
    const sinceThen = await absent('milestones', '2026-03-01T00:00:00Z', '2026-01-15T00:00:00Z');
    assert.deepEqual(sinceThen, [{ row_id: '2' }]);
  });

  it('takes a row that a page names twice once, and rows with nothing but what GitHub promises', async () => {
    const label = { id: 9, name: 'bare' };
    assert.deepEqual(await stage('labels', [label, label]), { inserted: 1, updated: 0 });
    const dates = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
    const milestone = { id: 9, number: 9, title: 'Bare', state: 'frozen', creator: null, ...dates };
    const later = { ...milestone, title: 'Newer', updated_at: '2026-01-02T00:00:00Z' };
    assert.deepEqual(await stage('milestones', [milestone, later, milestone]), { inserted: 1, updated: 0 });
    const release = { id: 9, tag_name: 'v9', name: null, body: null, author: null, created_at: dates.created_at };
    assert.deepEqual(await stage('releases', [release, release]), { inserted: 1, updated: 0 });
    const fork = { id: 9, owner: null, full_name: 'a/b', created_at: dates.created_at, pushed_at: null };
    assert.deepEqual(await stage('forks', [fork, fork]), { inserted: 1, updated: 0 });
    const stored = await storedCatalogues(db, widgets.id);
    assert.deepEqual(
      [stored.label![0]!.is_default, stored.milestone![0]!.title, stored.milestone![0]!.state, stored.fork![0]!.stars],
      [false, 'Newer', 'frozen', null],
    );
    assert.deepEqual([stored.release![0]!.published_at, stored.release![0]!.is_draft], [null, false]);
  });

  it('an older copy of a milestone changes nothing', async () => {
    const dates = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-05T00:00:00Z' };
    const milestone = { id: 9, number: 9, title: 'Now', state: 'open', open_issues: 1, closed_issues: 0, ...dates };
    await stage('milestones', [milestone]);
    const older = { ...milestone, title: 'Then', updated_at: '2026-01-04T00:00:00Z' };
    assert.deepEqual(await stage('milestones', [older]), { inserted: 0, updated: 0 });
    // The counts move without updated_at.
    assert.deepEqual(await stage('milestones', [{ ...milestone, closed_issues: 1 }]), { inserted: 0, updated: 1 });
  });

  it('an answer from before a deletion was found does not bring the row back', async () => {
    const at = '2026-01-01T00:00:00Z';
    const rows: [Resource, Record<string, unknown>][] = [
      ['labels', { id: 9, name: 'bare' }],
      ['milestones', { id: 9, number: 9, title: 'Bare', state: 'open', created_at: at, updated_at: at }],
      ['releases', { id: 9, tag_name: 'v9', created_at: at }],
      ['forks', { id: 9, full_name: 'a/b', created_at: at }],
    ];
    for (const [name, row] of rows) {
      await stage(name, [row]);
      const gone = { subject_id: widgets.id, row_id: '9', answered_at: '2026-02-02T00:00:00Z' };
      await runSql(db, 'absent/mark_row', gone, namesOfTable(listResources[name]));
      assert.deepEqual(await stage(name, [row], '2026-02-01T23:59:59Z'), { inserted: 0, updated: 0 }, name);
      await stage(name, [{ ...row, name: 'other', title: 'Other', full_name: 'c/d' }], '2026-02-01T23:59:59Z');
    }
    assert.deepEqual(Object.values(await storedCatalogues(db, widgets.id)).flat(), []);
    for (const [name, row] of rows) {
      assert.deepEqual(await stage(name, [row], '2026-02-02T00:00:00Z'), { inserted: 0, updated: 1 }, name);
    }
    assert.equal(Object.values(await storedCatalogues(db, widgets.id)).flat().length, 4);
  });

  it('says which release had to be cleaned', async () => {
    const release = { id: 9, tag_name: 'v9', body: 'nul \0', created_at: '2026-01-01T00:00:00Z' };
    await stage('releases', [release, { ...release, id: 10, body: '' }], undefined, ['9']);
    const { rows } = await db.query('select release_id, body, is_cleaned from github.release order by release_id');
    assert.deepEqual(rows, [
      { release_id: 9, body: 'nul \ufffd', is_cleaned: true },
      { release_id: 10, body: '', is_cleaned: false },
    ]);
  });

  it('keeps stars by week, newest numbers of each, and writes a week of the past when it has changed', async () => {
    const list = { repositoryId: widgets.id, stage: 'star_history', path: '/stargazers/history?per_page=30' };
    const first = await stageList(db, simulator, list);
    assert.ok(first.pages > 1 && first.updated === 0);
    const weeks = async () => {
      const { rows } = await db.query<{ week: string; stars: number; days: string }>(
        `select week, stars, stars_by_day::text as days, extract(dow from week)::int as dow from github.star_week order by week desc`,
      );
      return rows;
    };
    const expected = () =>
      truth(simulator.world, widgets).starWeeks.map(({ week, total, days }) => ({
        week: new Date(week * 1000).toISOString().slice(0, 10),
        stars: total,
        days: `{${days.join()}}`,
        dow: 0,
      }));
    assert.deepEqual(await weeks(), expected());
    assert.deepEqual(await stageList(db, simulator, list), { inserted: 0, updated: 0, pages: first.pages });

    widgets.unstar(widgets.stars.all()[40]!.user.login);
    widgets.star('grace');
    assert.deepEqual(await stageList(db, simulator, list), { inserted: 0, updated: 2, pages: first.pages });
    assert.deepEqual(await weeks(), expected());
  });

  it('forgets a first week whose stars were all taken back', async () => {
    const list = { repositoryId: widgets.id, stage: 'star_history', path: '/stargazers/history?per_page=30' };
    await stageList(db, simulator, list);
    const known = truth(simulator.world, widgets).starWeeks;
    const second = known.at(-2)!.week * 1000;
    for (const { user, at } of [...widgets.stars.all()]) if (at < second) widgets.unstar(user.login);
    await stageList(db, simulator, list);
    const seen = truth(simulator.world, widgets).starWeeks.map(({ week }) => String(week));
    await db.query(`insert into sync.seen select $1, 'star_history', unnest($2::text[])`, [widgets.id, seen]);
    const pass = { subject_id: widgets.id, resource: 'star_history', since: null };
    const absent = await runSql<{ row_id: string }>(db, 'absent/weeks', pass);
    assert.equal(absent[0]?.row_id, String(known.at(-1)!.week));
    for (const { row_id } of absent) {
      const gone = { subject_id: widgets.id, row_id };
      assert.deepEqual(await runSql(db, 'absent/delete_week', gone), [{ deleted: 1 }]);
    }
    const { rows } = await db.query('select from github.star_week');
    assert.deepEqual([rows.length, await runSql(db, 'absent/weeks', pass)], [seen.length, []]);
  });

  it('marks the months in which a release counts: published, moved to another month, gone', async () => {
    const takeMonths = async () => {
      const { rows } = await db.query<{ month: string }>(
        `delete from sync.mark where source = 'releases' returning to_char(month, 'YYYY-MM') as month`,
      );
      return [...new Set(rows.map(({ month }) => month))].sort();
    };
    await takeMonths();
    const release = { id: 77, tag_name: 'v7', created_at: '2026-01-02T00:00:00Z' };
    await stage('releases', [{ ...release, draft: true }]);
    assert.deepEqual(await takeMonths(), []);
    await stage('releases', [{ ...release, published_at: '2026-01-31T23:59:59Z' }]);
    assert.deepEqual(await takeMonths(), ['2026-01']);
    await stage('releases', [{ ...release, published_at: '2026-02-01T00:00:00Z' }]);
    assert.deepEqual(await takeMonths(), ['2026-01', '2026-02']);
    await stage('releases', [{ ...release, published_at: '2026-02-01T00:00:00Z' }]);
    assert.deepEqual(await takeMonths(), []);

    const slice = { list: listResources.releases, key: { subject_id: String(widgets.id), resource: 'releases' } };
    const mark = () => inTransaction(db, (client) => markGone(client, slice as ListSlice, ['77'], '2026-03-01'));
    assert.deepEqual([await mark(), await mark()], [1, 0]);
    assert.deepEqual(await takeMonths(), ['2026-02']);
  });
});
