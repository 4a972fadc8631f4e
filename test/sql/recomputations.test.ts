import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import type { KpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { families } from '../../activities/kpis/families.ts';
import type { Families } from '../../activities/kpis/families.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { queryCsv } from '../support/load-fixture.ts';
import { stagePage } from '../support/stage-page.ts';
import { golden, storeGoldenStory } from '../support/store-golden-story.ts';
import type { TestDatabase } from '../support/test-databases.ts';

/** Another repository beside the golden one, which nothing happens to. */
const quiet = 701;
const every = '2026-01 to 2026-04';

describe('What is computed anew', () => {
  let database: TestDatabase;
  let db: Pool;
  let before: Map<string, string>;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 4 });
    await storeGoldenStory(db);
    await db.query(
      `insert into github.repository
         (repository_id, owner, name, is_private, is_fork, is_archived, is_disabled, has_issues, answered_at)
       values ($1, 'acme', 'quiet', false, false, false, false, true, '2026-04-21')`,
      [quiet],
    );
    await stage({ ...issue, id: 7001, number: 1 }, quiet);
    await compute();
    before = await writtenAt();
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  const issue = {
    id: 5020,
    number: 20,
    title: 'It is late',
    user: { id: 104, login: 'dee', type: 'User' },
    labels: [{ id: 11, name: 'bug' }],
    state: 'closed',
    created_at: '2026-02-25T08:00:00Z',
    updated_at: '2026-02-26T08:00:00Z',
    closed_at: '2026-02-26T08:00:00Z',
  };
  const stage = (row: object, repositoryId = Number(golden.id)) =>
    stagePage(db, 'issues', { repositoryId, body: [row], answeredAt: '2026-04-21T07:00:00Z' });

  const compute = (wish: object = {}, declared: Families = families, pool = db) =>
    computeKpiBatch(
      pool,
      { repositoryIds: [golden.id, quiet], months: [], all: false, asOf: golden.asOf, isPast: false, ...wish },
      declared,
    );

  /** When each row of each table was written. */
  async function writtenAt(): Promise<Map<string, string>> {
    const tables = await db.query<{ name: string }>(
      `select distinct table_name::text as name from information_schema.columns
       where table_schema = 'kpi' and column_name = 'computed_at' and table_name in (select relname from pg_class where relkind = 'r')`,
    );
    assert.ok(tables.rows.length > 10);
    const found = new Map<string, string>();
    for (const { name } of tables.rows) {
      const { rows } = await db.query<{ key: string; at: string }>(
        `select jsonb_build_array(
             repository_id, told -> 'month', told -> 'source', told -> 'contributor', told -> 'kind', told -> 'label',
             told -> 'category', told -> 'definition', told -> 'hour', told -> 'type'
           )::text as key,
           told ->> 'computed_at' as at
         from kpi.${name} as stored
         cross join lateral to_jsonb(stored) as told`,
      );
      for (const { key, at } of rows) found.set(`${name} ${key}`, at);
    }
    return found;
  }

  /** Tables and months of the rows that were written since the beginning, or are gone. */
  async function rewritten(): Promise<string[]> {
    const now = await writtenAt();
    const changed = [...new Set([...before.keys(), ...now.keys()])].filter((key) => before.get(key) !== now.get(key));
    const place = (key: string) => {
      const [table = '', ...rest] = key.split(' ');
      const [repositoryId, month] = JSON.parse(rest.join(' ')) as [number, string | null];
      assert.equal(String(repositoryId), golden.id, key);
      return `${table} ${month?.slice(0, 7)}`;
    };
    return [...new Set(changed.map(place))].sort();
  }

  const said = ({ recomputed }: KpiBatch) =>
    recomputed.map(({ family, reason, repositories, months }) => `${family}: ${months}, ${reason} (${repositories})`);

  /** What SQL users are told of the last computation, in the same words. */
  const told = async () =>
    (
      await queryCsv(
        db,
        `select family || ': ' || coalesce(replace(month_list, ', ', ' and '), 'null') || '; ' || reason || ' (' || count(*) || ')' as line
         from report.recomputations
         where recomputed_at = (select max(recomputed_at) from report.recomputations)
         group by family, month_list, reason`,
      )
    )
      .slice(1)
      .map((line) => line.replace('; ', ', ').replaceAll(' and ', ', '))
      .sort();

  /** All that had to be computed was: everything anew writes nothing more. */
  async function assertWhole(wish: object = {}, declared: Families = families): Promise<void> {
    const all = await compute({ ...wish, all: true }, declared);
    const more = Object.entries(all.families).filter(([, { written, deleted }]) => written + deleted > 0);
    assert.deepEqual(more, []);
  }

  async function assertSaid(batch: KpiBatch, expected: string[]): Promise<void> {
    assert.deepEqual(said(batch), expected);
    assert.deepEqual(await told(), expected.toSorted());
  }

  it('is said at the first computation, and nothing afterwards', async () => {
    const lines = await queryCsv(
      db,
      `select distinct family, reason, month_list, months, first_month, last_month from report.recomputations
       where repository = 'acme/rocket' order by family`,
    );
    assert.deepEqual(lines.slice(1), [
      ...['contributions', 'contributor_absence'].map(
        (family) => `${family},first computation,${every},4,2026-01-01,2026-04-01`,
      ),
      'contributors,first computation,,,,',
      'event_counts,first computation,2026-04,1,2026-04-01,2026-04-01',
      ...['issue_flow', 'issue_labels', 'label_categories', 'pull_request_flow', 'releases'].map(
        (family) => `${family},first computation,${every},4,2026-01-01,2026-04-01`,
      ),
    ]);
    assert.deepEqual((await compute()).recomputed, []);
    assert.deepEqual(await rewritten(), []);
  });

  it('is the month of an issue that came late, in the tables that count issues', async () => {
    await stage(issue);
    const batch = await compute();
    assert.deepEqual(await rewritten(), [
      'contributions_monthly 2026-02',
      'issue_flow_monthly 2026-02',
      'issue_labels_monthly 2026-02',
      'label_categories_monthly 2026-02',
    ]);
    await assertSaid(
      batch,
      ['issue_labels', 'label_categories', 'contributions', 'issue_flow'].map((name) => `${name}: 2026-02, issues (1)`),
    );
    await assertWhole();
  });

  it('is both months of an issue that closes in another one; what is open between follows', async () => {
    await stage({ ...issue, closed_at: '2026-04-10T08:00:00Z', updated_at: '2026-04-10T08:00:00Z' });
    const batch = await compute();
    assert.deepEqual(
      (await rewritten()).filter((place) => place.startsWith('issue_flow')),
      ['issue_flow_monthly 2026-02', 'issue_flow_monthly 2026-03', 'issue_flow_monthly 2026-04'],
    );
    await assertSaid(
      batch,
      ['issue_labels', 'label_categories', 'contributions', 'issue_flow'].map(
        (name) => `${name}: 2026-02, 2026-04, issues (1)`,
      ),
    );
    await assertWhole();
  });

  const alone = { repositoryIds: [golden.id] };

  it('is every month of the categories of labels, when a rule is changed', async () => {
    await db.query(`insert into kpi.label_rule values ('vocabulary', 'music', 'substring', 'hum')`);
    const batch = await compute(alone);
    assert.deepEqual(
      await rewritten(),
      ['2026-01', '2026-02', '2026-03', '2026-04'].map((month) => `label_categories_monthly ${month}`),
    );
    await assertSaid(batch, [`label_categories: ${every}, label_rules (1)`]);
    await assertWhole(alone);

    await db.query(`delete from kpi.label_rule where category = 'music'`);
    await assertSaidOfBoth(await compute());
  });

  /** The other one begins a month later; all of its months are among those of the first one. */
  async function assertSaidOfBoth(batch: KpiBatch): Promise<void> {
    assert.deepEqual(said(batch), [`label_categories: ${every}, label_rules (2)`]);
    assert.deepEqual(
      await told(),
      [`label_categories: 2026-02 to 2026-04, label_rules (1)`, `label_categories: ${every}, label_rules (1)`].sort(),
    );
    await assertWhole();
  }

  it('is every month of a table whose definition has another version', async () => {
    const raised: Families = { ...families, issue_flow: { ...families.issue_flow, version: 1000 } };
    const batch = await compute(alone, raised);
    assert.deepEqual(
      await rewritten(),
      ['2026-01', '2026-02', '2026-03', '2026-04'].map((month) => `issue_flow_monthly ${month}`),
    );
    await assertSaid(batch, [`issue_flow: ${every}, another definition (1)`]);
    await assertWhole(alone, raised);
    const versions = await queryCsv(
      db,
      `select definition_version from report.recomputations where reason = 'another definition'`,
    );
    assert.deepEqual(versions.slice(1), ['1000']);
  });

  it('is every month of what counts people, when a rule says that somebody is a bot', async () => {
    await db.query(`insert into kpi.bot_rule values ('login', 'cyd')`);
    await assertSaid(await compute(), [
      'contributors: null, accounts (1)',
      ...['contributions', 'contributor_absence', 'issue_flow', 'pull_request_flow'].map(
        (name) => `${name}: ${every}, accounts (1)`,
      ),
    ]);
    assert.ok((await rewritten()).includes('contributors_monthly 2026-04'));
    await assertWhole();
  });

  it('is the present month on another day, and one that is asked for', async () => {
    const next = await compute({ ...alone, asOf: '2026-04-21' });
    assert.ok(next.recomputed.length > 5);
    assert.deepEqual(
      next.recomputed.filter(({ reason, months }) => reason !== 'another day' || !['2026-04', null].includes(months)),
      [],
    );
    const asked = await compute({ ...alone, asOf: '2026-04-21', months: ['2026-02', '2026-01'] });
    assert.deepEqual([...new Set(asked.recomputed.map(({ reason, months }) => `${reason} ${months}`))].sort(), [
      'asked for 2026-01 to 2026-02',
      'asked for null',
    ]);
  });

  it('is said in the same words in a session of another date style', async () => {
    await stage({ ...issue, closed_at: '2026-04-10T08:00:00Z', updated_at: '2026-04-10T08:00:00Z' });
    const other = createDb(database.url, { size: 1 });
    try {
      // After the pool has settled the session.
      await other.query(`select set_config('datestyle', 'SQL, DMY', false)`);
      assert.match(said(await compute({}, families, other))[0]!, /^issue_labels: 2026-02, 2026-04, issues \(1\)$/);
    } finally {
      await other.end();
    }
    const months = await queryCsv(
      db,
      `select first_month, last_month from report.recomputations where family = 'issue_flow' and reason = 'issues'`,
    );
    assert.deepEqual(months.slice(1), ['2026-02-01,2026-04-01']);
  });
});
