import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { isTouched } from '../../activities/kpis/is-touched.ts';
import { listRepositoriesToCompute } from '../../activities/kpis/list-repositories-to-compute.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { createIssueWorld, type WorldIssue } from '../support/issue-world.ts';
import { expectedCsv, loadFixture, queryCsv } from '../support/load-fixture.ts';
import {
  plainLabelCategoriesMonthly,
  type PlainCategoryRow,
  type PlainRule,
} from '../support/plain-label-categories.ts';
import { seededRandom } from '../support/random.ts';
import { storeIssue, touchIssueMonths } from '../support/store-issue.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const asOf = '2026-04-10';

describe('Label categories', () => {
  let database: TestDatabase;
  let db: Pool;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 3 });
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  const compute = (repositoryIds: (number | string)[] = [7, 8], day = asOf, all = false) =>
    computeKpiBatch(db, { repositoryIds, months: [], all, asOf: day, isPast: false });
  const written = async (...asked: Parameters<typeof compute>) =>
    (await compute(...asked)).families['label_categories']!.written;
  const rows = () =>
    queryCsv(
      db,
      `select repository, month, category, issues_opened, issues_closed, share, is_complete
       from report.label_categories_monthly order by repository, month, category collate "C"`,
    );

  it('are counted by month, each issue once in each of its categories', async () => {
    await loadFixture(db, 'label_categories_monthly');
    await compute();
    assert.deepEqual(await rows(), expectedCsv('label_categories_monthly'));
    assert.equal(await written(), 0);
  });

  it('come to the same rows after a look at a later month and back', async () => {
    await loadFixture(db, 'label_categories_monthly');
    for (const day of ['2025-12-31', '2026-01-31', '2026-06-01', asOf]) await compute([7, 8], day);
    assert.deepEqual(await rows(), expectedCsv('label_categories_monthly'));
  });

  it('come to the same bytes in another session, in another zone and after another full computation', async () => {
    await loadFixture(db, 'label_categories_monthly');
    const bytes = async () => {
      const tables = ['label_categories_monthly', 'issue_labels_monthly', 'label_quality'].map(async (table) => {
        const order = table === 'label_quality' ? 'repository_id, as_of, definition' : 'repository_id, month, 3';
        const { rows: all } = await db.query(
          `select (to_jsonb(summary) - 'computed_at')::text as row from kpi.${table} as summary
           order by ${order.replace('3', table === 'issue_labels_monthly' ? 'label' : 'category')}`,
        );
        assert.ok(all.length > 0, table);
        return all as unknown[];
      });
      return Promise.all(tables);
    };
    await compute();
    const first = await bytes();
    for (const zone of ['UTC', 'Asia/Kolkata', 'America/St_Johns']) {
      await db.query(
        'truncate kpi.label_categories_monthly, kpi.issue_labels_monthly, kpi.label_quality, kpi.computation',
      );
      // Its only session.
      const other = createDb(database.url, { size: 1 });
      try {
        await other.query(`set timezone = '${zone}'`);
        await computeKpiBatch(other, { repositoryIds: [7, 8], months: [], all: true, asOf, isPast: false });
        const { rows: now } = await other.query<{ zone: string }>(`select current_setting('timezone') as zone`);
        assert.equal(now[0]?.zone, zone);
      } finally {
        await other.end();
      }
      assert.deepEqual(await bytes(), first, zone);
    }
  });

  it('follow a changed rule in every month of every repository, and in nothing else', async () => {
    await loadFixture(db, 'label_categories_monthly');
    await compute();
    const others = () => queryCsv(db, 'select * from kpi.label_quality order by repository_id, as_of, definition');
    const before = await others();
    assert.deepEqual(await Promise.all([7, 8].map((id) => isTouched(db, id))), [false, false]);

    await db.query(`insert into kpi.label_rule values ('vocabulary', 'review', 'prefix', 'needs')`);
    assert.deepEqual(await Promise.all([7, 8].map((id) => isTouched(db, id))), [true, true]);
    const behind = await listRepositoriesToCompute(db, { repositories: [], all: false, asOf });
    assert.deepEqual(
      behind.map(({ repositoryId }) => repositoryId),
      [7, 8],
    );
    const waiting = await rows();
    assert.ok(waiting.length > 10 && waiting.slice(1).every((line) => line.endsWith(',false')), waiting.join('\n'));

    const { families, monthsComputed } = await compute();
    assert.equal(monthsComputed, 4 + 3);
    assert.deepEqual(families['issue_labels'], { written: 0, deleted: 0 });
    assert.deepEqual(families['label_quality'], { written: 0, deleted: 0 });
    assert.deepEqual(await others(), before);
    const review = (await rows()).filter((line) => line.includes(',review,'));
    assert.deepEqual(review, [
      'acme/rocket,2026-01-01,review,1,0,0.25,true',
      'acme/rocket,2026-02-01,review,0,0,0,true',
      'acme/rocket,2026-03-01,review,0,0,0,true',
      'acme/rocket,2026-04-01,review,0,0,,false',
    ]);
    const january = (await rows()).find((line) => line.includes('acme/rocket,2026-01-01,uncategorised'));
    assert.equal(january, 'acme/rocket,2026-01-01,uncategorised,1,0,0.25,true');

    await db.query(`delete from kpi.label_rule where category = 'review'`);
    await compute();
    assert.deepEqual(await rows(), expectedCsv('label_categories_monthly'));
  });

  it('are left alone by rules of other definitions, and by an edit that changes nothing', async () => {
    await loadFixture(db, 'label_categories_monthly');
    await compute();
    await db.query(`insert into kpi.label_rule values ('substring', 'bug', 'substring', 'glitch')`);
    await db.query(`update kpi.label_rule set pattern = pattern`);
    await db.query(`delete from kpi.label_rule where pattern = 'no such rule'`);
    const { rows: marks } = await db.query('select from sync.mark');
    assert.equal(marks.length, 0);
    assert.equal((await compute()).monthsComputed, 0);
  });

  it('say the version of the rules that they were counted with, and every change has one', async () => {
    await loadFixture(db, 'label_categories_monthly');
    await db.query(
      `insert into kpi.label_rule values ('vocabulary', 'ui', 'exact', 'UI'), ('vocabulary', 'ui', 'exact', 'UX')`,
    );
    await db.query(`update kpi.label_rule set category = 'design' where pattern = 'UX'`);
    await compute();
    const changes = await queryCsv(
      db,
      `select version, action, category, kind, pattern from report.label_rule_changes
       where definition = 'vocabulary' and version > 1 order by version, action, pattern`,
    );
    assert.deepEqual(changes.slice(1), [
      '2,added,ui,exact,UI',
      '2,added,ui,exact,UX',
      '3,added,design,exact,UX',
      '3,removed,ui,exact,UX',
    ]);
    const versions = await queryCsv(db, 'select distinct rules_version from report.label_categories_monthly');
    assert.deepEqual(versions.slice(1), ['3']);
    // The rules of a version: added up to it, and not removed since.
    const now = await db.query('select definition, category, kind, pattern from kpi.label_rule order by 1, 2, 3, 4');
    const told = await db.query(
      `select definition, category, kind, pattern
       from report.label_rule_changes
       group by definition, category, kind, pattern
       having count(*) filter (where action = 'added') > count(*) filter (where action = 'removed')
       order by 1, 2, 3, 4`,
    );
    assert.ok(now.rows.length > 200);
    assert.deepEqual(told.rows, now.rows);
  });

  it('count with a rule that is changed while they are computed, the next time at the latest', async () => {
    await loadFixture(db, 'label_categories_monthly');
    const session = await db.connect();
    try {
      await session.query(`begin; insert into kpi.label_rule values ('vocabulary', 'review', 'exact', 'needs review')`);
      await compute();
      assert.deepEqual(await rows(), expectedCsv('label_categories_monthly'));
      await session.query('commit');
    } finally {
      session.release();
    }
    assert.ok((await written()) > 0);
    assert.ok((await rows()).some((line) => line.includes(',review,1,')));
  });

  for (const [what, statement, reason] of [
    ['a regular expression that is none', `('vocabulary', 'bug', 'regex', '(bug')`, /invalid regular expression/],
    ['another kind', `('vocabulary', 'bug', 'label', 'bug')`, /label_rule_kind_check/],
    ['the word of before', `('substring', 'defect', 'substring', 'bug')`, /label_rule_defect_is_called_bug/],
    ['a category that is kept for us', `('vocabulary', 'uncategorised', 'exact', 'x')`, /uncategorised_is_no_category/],
    ['a category in capitals', `('vocabulary', 'Bug', 'exact', 'x')`, /label_rule_category_check/],
    ['an empty pattern', `('vocabulary', 'bug', 'exact', '')`, /label_rule_pattern_check/],
  ] as const) {
    it(`refuse a rule with ${what}`, async () => {
      await assert.rejects(db.query(`insert into kpi.label_rule values ${statement}`), reason);
    });
  }

  it('compare as each kind says, words whole', async () => {
    await storeRepository(db, 7, 'acme/rocket');
    const hits = async (kind: string, pattern: string, labels: string[]) => {
      await db.query('truncate kpi.label_rule, github.issue');
      await db.query(`insert into kpi.label_rule values ('vocabulary', 'hit', $1, $2)`, [kind, pattern]);
      await storeIssue(db, { repositoryId: 7, id: 1, labels, createdAt: '2026-01-01' });
      const found = await db.query<{ label: string }>(
        `select label from report.label_categories where category = 'hit' order by label collate "C"`,
      );
      return found.rows.map(({ label }) => label);
    };
    const labels = ['bug', 'bug-report', 'bugzilla', 'debug', 'kind/Bug: UI', 'ui bug', 'bug+ui'];
    assert.deepEqual(await hits('exact', 'kind: BUG', labels), ['bug']);
    assert.deepEqual(await hits('exact', 'bug report', labels), ['bug-report']);
    assert.deepEqual(await hits('prefix', 'Bug', labels), ['bug', 'bug+ui', 'bug-report', 'kind/Bug: UI']);
    assert.deepEqual(await hits('substring', 'bug', labels), ['bug', 'bug+ui', 'bug-report', 'kind/Bug: UI', 'ui bug']);
    assert.deepEqual(await hits('regex', '^(de)?BUG$', labels), ['bug', 'debug']);
    assert.deepEqual(await hits('exact', 'C++', ['C', 'C++', 'c++', 'C#']), ['C++', 'c++']);
    assert.deepEqual(await hits('substring', 'breaking change', ['breaking-change', 'breaking']), ['breaking-change']);
  });

  const names = [
    '🐛 bug',
    'C-bug',
    'type: bug',
    'feature_selection',
    'new feature',
    'perf',
    'needs info',
    'wip',
    'naïve 🐞',
  ];
  const patterns = ['bug', 'perf', 'needs info', 'feature', 'feature selection', 'wip', 'naïve'];

  for (const seed of [1, 2, 3]) {
    it(`equal a full recomputation and a plain one after random changes of issues and rules (seed ${seed})`, async () => {
      const repositoryId = 7;
      await storeRepository(db, repositoryId, 'acme/rocket');
      await storeResource(db, repositoryId, 'issues', '2026-03-10');
      const world = createIssueWorld(repositoryId, seed);
      const { below, pick } = seededRandom(seed + 100);
      const worn = new Map<number, string[]>();
      const read = async () =>
        (
          await db.query<PlainCategoryRow>(
            `select month, category, issues_opened, issues_closed, share from kpi.label_categories_monthly
             order by month, category collate "C"`,
          )
        ).rows;
      const toPlain = ({ id, createdAt, closedAt, isPullRequest }: WorldIssue) => ({
        created_at: createdAt,
        closed_at: closedAt,
        labels: worn.get(id)!,
        pull_request: isPullRequest ? {} : undefined,
      });
      let changedRules = 0;
      for (let step = 0; step < 20; step += 1) {
        world.passTime();
        for (let left = world.changesToday(); left > 0; left -= 1) {
          const issue = world.change();
          worn.set(
            issue.id,
            Array.from({ length: below(4) }, () => pick(names)),
          );
          await touchIssueMonths(db, repositoryId, issue.id);
          await storeIssue(db, { ...issue, labels: worn.get(issue.id)! });
          await touchIssueMonths(db, repositoryId, issue.id);
        }
        if (below(3) === 0) {
          changedRules += 1;
          await db.query(
            below(2) === 0
              ? `insert into kpi.label_rule values ('vocabulary', $1, $2, $3) on conflict do nothing`
              : `delete from kpi.label_rule where $1::text is not null and $2::text is not null and pattern = $3`,
            [pick(['bug', 'area', 'feature']), pick(['exact', 'prefix', 'substring', 'regex']), pick(patterns)],
          );
        }
        const day = world.today();
        await compute([repositoryId], day);
        const found = await read();
        const rules = (await db.query<PlainRule>(`select * from kpi.label_rule where definition = 'vocabulary'`)).rows;
        const plain = plainLabelCategoriesMonthly([...world.issues.values()].map(toPlain), rules, day);
        assert.deepEqual(found, plain, `step ${step}, as of ${day}`);
        if (step % 5 === 0) {
          await db.query('truncate kpi.label_categories_monthly');
          await compute([repositoryId], day, true);
          assert.deepEqual(await read(), found, `step ${step}, anew`);
        }
      }
      assert.ok(changedRules > 2 && world.issues.size > 10, `${changedRules} rules, ${world.issues.size} issues`);
    });
  }

  it('are those of the labels that a repository has, whichever issues or pull requests have them', async () => {
    await loadFixture(db, 'label_categories_monthly');
    await db.query(
      `insert into github.label (repository_id, label_id, name, is_default) values (7, 1, 'good first issue', true), (7, 2, 'C-bug', true)`,
    );
    const found = await queryCsv(
      db,
      `select label, category, kind, pattern, normalised_label, issues, pull_requests from report.label_categories
       where repository_id = 7 order by label collate "C"`,
    );
    assert.deepEqual(found.slice(1), [
      'Bug,bug,exact,bug,bug,1,0',
      'C-bug,bug,exact,bug,bug,1,0',
      'bug,bug,exact,bug,bug,1,1',
      'docs,documentation,exact,docs,docs,1,0',
      'feature_selection,uncategorised,,,feature selection,2,0',
      'good first issue,uncategorised,,,good first issue,0,0',
      'kind/bug,bug,exact,bug,bug,1,0',
      'needs review,uncategorised,,,needs review,1,0',
      'performance,performance,exact,performance,performance,1,0',
      'type: enhancement,feature,exact,enhancement,enhancement,1,0',
      '🐛 bug,bug,exact,bug,bug,1,0',
    ]);
  });
});
