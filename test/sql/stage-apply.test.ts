import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { listResources } from '../../activities/list-resources.ts';
import { namesOfTable } from '../../activities/sync/queue/names-of-table.ts';
import { runSql } from '../../sql/query.ts';
import { ask } from '../simulator/ask.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { truth } from '../simulator/truth.ts';
import type { Repository } from '../simulator/world.ts';
import { assertIssuesEqual } from '../support/compare-issues.ts';
import { createTestDatabase } from '../support/global.ts';
import { versionsOf } from '../support/row-versions.ts';
import { stageList } from '../support/stage-list.ts';
import { stagePage } from '../support/stage-page.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

describe('what a catalogue tells of issues', () => {
  let database: TestDatabase;
  let db: Pool;
  let simulator: Simulator;
  let widgets: Repository;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 3 });
    simulator = await startSimulator({ seed: 5, secondary: false });
    simulator.world.setClock('2026-02-01T00:00:00Z');
    widgets = simulator.world.addRepository({ owner: 'acme', name: 'widgets', issues: 60, contributors: 5 });
    widgets.edit(1, { milestone: 'Next' });
    widgets.edit(2, { milestone: 'Next' });
    widgets.edit(3, { milestone: 'Later' });
    widgets.label(1, 'bug');
    widgets.label(1, 'left alone');
    await storeRepository(db, widgets.id, widgets.fullName);
    await stageList(db, simulator, { repositoryId: widgets.id, stage: 'issues', path: '/issues?state=all' });
    await stageCatalogues();
    await db.query('truncate sync.mark');
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
    await simulator.close();
  });

  async function stageCatalogues() {
    for (const [stage, path] of [
      ['labels', '/labels?'],
      ['milestones', '/milestones?state=all'],
    ] as const) {
      await stageList(db, simulator, { repositoryId: widgets.id, stage, path });
    }
  }

  const apply = async (what: 'labels' | 'milestones') => {
    const [row] = await runSql<{ updated: number }>(db, `stage/apply_${what}`, { repository_id: widgets.id });
    return row!.updated;
  };
  const gone = (what: 'labels' | 'milestones', row_id: unknown) => {
    const values = { subject_id: widgets.id, row_id, answered_at: '2026-02-01' };
    return runSql(db, 'absent/mark_row', values, namesOfTable(listResources[what]));
  };
  const assertTruth = () => assertIssuesEqual(db, 'acme/widgets', truth(simulator.world, widgets).issues);
  const idOf = (label: string) => truth(simulator.world, widgets).labels.find(({ name }) => name === label)!.id;
  const issuesWith = (label: string) => [...widgets.issues()].filter(({ labels }) => hasLabel(labels, label));
  const hasLabel = (labels: readonly unknown[], name: string) =>
    labels.some((label) => (label as { name: string }).name === name);

  async function touched() {
    const { rows } = await db.query<{ month: string }>(
      `select distinct source || ' ' || month as month from sync.mark where subject_id = $1 order by 1`,
      [widgets.id],
    );
    return rows.map(({ month }) => month);
  }

  it('changes nothing while it says what the issues say', async () => {
    const before = await versionsOf(db, ['issue']);
    assert.deepEqual([await apply('labels'), await apply('milestones')], [0, 0]);
    assert.deepEqual(await versionsOf(db, ['issue']), before);
    assert.deepEqual(await touched(), []);
  });

  it('a renamed label has its new name in its old place, and its months are marked', async () => {
    const bugs = issuesWith('bug');
    assert.ok(bugs.length > 2 && bugs.length < 60);
    widgets.renameLabel('bug', 'defect');
    await stageCatalogues();
    assert.equal(await apply('labels'), bugs.length);
    await assertTruth();
    const months = bugs.flatMap((bug) => [bug.created_at, bug.closed_at ?? '']).filter(Boolean);
    const expected = [...new Set(months.map((at) => `issues ${at.slice(0, 7)}-01`))].sort();
    assert.deepEqual(await touched(), expected);
    assert.equal(await apply('labels'), 0);
  });

  it('a deleted label goes with its id, another repository keeps it', async () => {
    const bugs = issuesWith('bug');
    const bug = idOf('bug');
    await db.query(
      `insert into github.issue select (jsonb_populate_record(issue, '{"repository_id": 8}')).* from github.issue`,
    );
    widgets.deleteLabel('bug');
    await gone('labels', bug);
    assert.equal(await apply('labels'), bugs.length);
    await assertTruth();
    const { rows } = await db.query(
      `select repository_id, count(*)::int as issues from github.issue where $1 = any (label_ids) group by 1`,
      [bug],
    );
    assert.deepEqual(rows, [{ repository_id: 8, issues: bugs.length }]);
    const { rows: uneven } = await db.query(
      'select from github.issue where cardinality(label_ids) <> cardinality(label_names)',
    );
    assert.equal(uneven.length, 0);
    assert.equal(await apply('labels'), 0);
  });

  it('an issue whose only label is deleted has none', async () => {
    const [own] = [...widgets.issues()].filter(({ labels }) => labels.length === 0);
    widgets.label(own!.number, 'only');
    await stageList(db, simulator, { repositoryId: widgets.id, stage: 'issues', path: '/issues?state=all' });
    await stageCatalogues();
    const only = idOf('only');
    widgets.deleteLabel('only');
    await gone('labels', only);
    assert.equal(await apply('labels'), 1);
    await assertTruth();
  });

  it('labels without an id, labels that no catalogue knows and deleted issues stay as they are', async () => {
    widgets.renameLabel('bug', 'defect');
    await stageCatalogues();
    await db.query(
      `update github.issue set
         label_ids = array[null, 424242, $1::bigint],
         label_names = '{bug,unknown,bug}',
         deleted_at = case number when 2 then timestamptz '2026-01-31' end
       where number in (1, 2)`,
      [idOf('defect')],
    );
    await apply('labels');
    const { rows } = await db.query(
      'select label_names, label_ids[2] from github.issue where number in (1, 2) order by number',
    );
    assert.deepEqual(rows, [
      { label_names: ['bug', 'unknown', 'defect'], label_ids: 424242 },
      { label_names: ['bug', 'unknown', 'bug'], label_ids: 424242 },
    ]);
  });

  it('a page that is stored meanwhile keeps its newer labels', async () => {
    widgets.renameLabel('bug', 'defect');
    await stageCatalogues();
    widgets.label(1, 'brand new');
    const page = await ask(simulator, `/repositories/${widgets.id}/issues?state=all&per_page=100`);
    const writer = await db.connect();
    try {
      await writer.query('begin');
      await stagePage(writer, 'issues', { repositoryId: widgets.id, body: page.text });
      const applied = apply('labels');
      await waitForLock(db);
      await writer.query('commit');
      await applied;
    } finally {
      writer.release();
    }
    await assertTruth();
  });

  it('a renamed milestone has its new title, a deleted one goes, and no month is marked', async () => {
    const next = truth(simulator.world, widgets).milestones.find(({ title }) => title === 'Next')!.number as number;
    widgets.editMilestone(next, { title: 'Soon' });
    await stageCatalogues();
    assert.equal(await apply('milestones'), 2);
    await assertTruth();
    assert.equal(await apply('milestones'), 0);
    widgets.deleteMilestone(next);
    await gone('milestones', next);
    assert.equal(await apply('milestones'), 2);
    await assertTruth();
    const { rows } = await db.query(
      'select milestone_id, milestone_number, milestone_title from github.issue where number = 1',
    );
    assert.deepEqual(rows, [{ milestone_id: null, milestone_number: null, milestone_title: null }]);
    assert.equal(await apply('milestones'), 0);
    assert.deepEqual(await touched(), []);
  });
});

/** Until a session waits for another one. */
async function waitForLock(db: Pool): Promise<void> {
  for (;;) {
    const { rows } = await db.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
  }
}
