import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { families, type Families, type FamilyDeclaration } from '../../activities/kpis/families.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { queryCsv } from '../support/load-fixture.ts';
import { storeIssue, touchIssueMonths } from '../support/store-issue.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { waitingMonths } from '../support/waiting-months.ts';

/** Each month shows the twelve months up to its end, so a change goes on for eleven. */
const trial: FamilyDeclaration = {
  version: 1,
  sources: [{ source: 'issues', monthsOn: 11 }],
  grain: 'month',
  statements: [{ file: '../test/fixtures/trial_family/trial_monthly' }],
  months: { sourceTable: 'github.issue', sourceColumn: 'created_at', summaryTable: 'kpi.trial_monthly' },
};
const withTrial: Families = { ...families, trial };

describe('A new family of KPIs', () => {
  let database: TestDatabase;
  let db: Pool;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 3 });
    await db.query(
      `create table kpi.trial_monthly (
         repository_id bigint, month date, issues int not null, definition_version int not null, computed_at timestamptz not null,
         primary key (repository_id, month)
       )`,
    );
    for (const id of [7, 8]) {
      await storeRepository(db, id, `acme/r${id}`);
      await storeResource(db, id, 'issues', '2026-03-10');
      await open(id, 1, '2024-01-15');
    }
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  async function open(repositoryId: number, id: number, createdAt: string) {
    await storeIssue(db, { repositoryId, id, labels: ['bug'], createdAt });
    await touchIssueMonths(db, repositoryId, id);
  }
  const compute = (declared = withTrial, asOf = '2026-03-10') =>
    computeKpiBatch(db, { repositoryIds: [7, 8], months: [], all: false, asOf, isPast: false }, declared);
  const rows = () => queryCsv(db, 'select repository_id, month, issues from kpi.trial_monthly order by 1, 2');
  const follows = () =>
    queryCsv(db, `select source, months_on from kpi.follows where family = 'trial' order by 1`).then((all) =>
      all.slice(1),
    );

  it('needs a table, a statement and a row among the declarations', async () => {
    const { families: changes, failed } = await compute();
    assert.deepEqual(changes['trial'], { written: 2 * 27, deleted: 0 });
    assert.deepEqual(failed, []);
    const counts = await rows();
    assert.equal(counts[1], '7,2024-01-01,1');
    assert.equal(counts[13], '7,2025-01-01,0');
    assert.deepEqual((await compute()).families['trial'], { written: 0, deleted: 0 });
  });

  it('counts anew the months that a change spreads to, and no others', async () => {
    await compute();
    await db.query('update kpi.trial_monthly set issues = 99');
    await open(7, 2, '2024-06-20');
    const { monthsComputed } = await compute();
    assert.equal(monthsComputed, 12);
    const counted = (await rows()).filter((line) => !line.endsWith(',99')).slice(1);
    assert.deepEqual(counted, [
      ...['2024-06', '2024-07', '2024-08', '2024-09', '2024-10', '2024-11', '2024-12'].map(
        (month) => `7,${month}-01,2`,
      ),
      ...['2025-01', '2025-02', '2025-03', '2025-04', '2025-05'].map((month) => `7,${month}-01,1`),
    ]);
    assert.deepEqual(await waitingMonths(db, 'trial'), []);
  });

  it('takes months that are still to come with the change, and shows it in them when they come', async () => {
    await compute();
    await open(7, 2, '2026-03-05');
    await compute();
    assert.deepEqual(await waitingMonths(db, 'trial'), []);
    await compute(withTrial, '2026-05-10');
    const ends = (await rows()).filter((line) => line.startsWith('7,2026-0'));
    assert.deepEqual(ends, ['7,2026-01-01,0', '7,2026-02-01,0', '7,2026-03-01,1', '7,2026-04-01,1', '7,2026-05-01,1']);
  });

  it('waits from the month of the change on in kpi.family_completeness, as a mark and when it is due', async () => {
    await compute();
    const waitsFrom = () =>
      queryCsv(
        db,
        `select family, waits_from, upper(computed)::date from kpi.family_completeness
         where repository_id = 7 and resource = 'issues' and family in ('issue_labels', 'trial') order by 1`,
      ).then((all) => all.slice(1));
    const own = ['issue_labels', 'trial'];
    const done = own.map((family) => `${family},,2026-03-10`);
    assert.deepEqual(await waitsFrom(), done);
    await open(7, 2, '2025-06-20');
    const waiting = own.map((family) => `${family},2025-06-01,2025-06-01`);
    assert.deepEqual(await waitsFrom(), waiting);
    await db.query('alter table kpi.trial_monthly add constraint refused check (issues < 0) not valid');
    await assert.rejects(
      computeKpiBatch(db, { repositoryIds: [7], months: [], all: false, asOf: '2026-03-10', isPast: false }, withTrial),
      /refused/,
    );
    assert.deepEqual(await waitsFrom(), [...done.slice(0, -1), ...waiting.slice(-1)]);
  });

  it('counts everything anew when it follows more than before, and is never made to follow less by an older build', async () => {
    const narrow: Families = { ...families, trial: { ...trial, sources: [{ source: 'issues', monthsOn: 0 }] } };
    await compute(narrow);
    assert.deepEqual(await follows(), ['issues,0']);
    await db.query('update kpi.trial_monthly set issues = 99');
    assert.equal((await compute()).monthsComputed, 2 * 27);
    assert.ok((await rows()).every((line) => !line.endsWith(',99')));
    assert.deepEqual(await follows(), ['issues,11']);

    await compute(narrow);
    assert.deepEqual(await follows(), ['issues,11']);
    assert.equal((await compute()).monthsComputed, 0);
    const everything: Families = { ...families, trial: { ...trial, sources: [{ source: 'issues', monthsOn: 'all' }] } };
    assert.equal((await compute(everything)).monthsComputed, 2 * 27);
    assert.deepEqual(await follows(), ['issues,']);
    await open(8, 2, '2026-03-01');
    assert.equal((await compute(everything)).monthsComputed, 27);
  });
});
