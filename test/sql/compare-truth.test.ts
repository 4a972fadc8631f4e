import assert from 'node:assert/strict';
import type { Pool, PoolClient } from 'pg';
import { createDb } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { createMutator, mutations } from '../simulator/mutate.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { truth, type Truth } from '../simulator/truth.ts';
import { createWorld, type Repository } from '../simulator/world.ts';
import { findLabelDifferences } from '../support/compare-label-history.ts';
import { assertEqualsTruth, findDifferences } from '../support/compare-truth.ts';
import { createTestDatabase } from '../support/global.ts';
import { loadPlainly } from '../support/load-plainly.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { typedTables } from '../support/truth/typed-tables.ts';

/** SQL that gives another value of a column's type. */
const another: Record<string, (column: string) => string> = {
  bigint: (column) => `-coalesce(${column}, 0) - 1`,
  text: (column) => `coalesce(${column}, '') || ' and more'`,
  boolean: (column) => `not coalesce(${column}, false)`,
  date: (column) => `coalesce(${column}, '2026-01-04') + 7000`,
  'timestamp with time zone': (column) => `coalesce(${column}, '2026-01-01') + interval '1 second'`,
  'bigint[]': (column) => `${column} || 7::bigint`,
  'text[]': (column) => `${column} || 'one more'::text`,
  'date[]': (column) => `${column} || date '2026-01-04'`,
};

/** Takes away one of everything, so that each table has a row that is gone, and an issue for each reason. */
function loseOneOfEach(repository: Repository): void {
  const numbers = (isMeant: (number: number) => boolean) =>
    [...repository.store.present()].map(({ number }) => number).filter(isMeant);
  const { threads, reviewCommentsOf } = repository.core;
  const [reviewed] = numbers((number) => threads.get(number).reviews.length > 0 && reviewCommentsOf(number).length > 0);
  const [moved, deleted] = numbers((number) => !repository.store.get(number)?.pullRequest);
  if (!reviewed || !moved || !deleted) throw new Error('the world is too small');
  repository.hide(reviewed);
  repository.transfer(moved, 'acme/other');
  repository.delete(deleted);
  repository.forcePush({ drop: 1 });
  repository.deleteLabel(repository.labels.all()[0]?.name ?? '');
  repository.deleteMilestone(repository.milestones.all()[0]?.number ?? 0);
  repository.deleteRelease(repository.releases.all()[0]?.tag ?? '');
  repository.removeFork(repository.forks.all()[0]?.owner.login ?? '');
}

describe('the comparison of all typed tables with what GitHub shows', () => {
  let database: TestDatabase;
  let pool: Pool;
  let db: PoolClient;
  let simulator: Simulator;
  let repository: Repository;
  let time: number;
  let facts: Truth;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    pool = createDb(database.url, { size: 1 });
    db = await pool.connect();
    time = Date.parse('2026-06-01T00:00:00Z');
    const world = createWorld({ seed: 3, clock: () => new Date((time += 1000)) });
    const options = { owner: 'acme', issues: 40, contributors: 6, stars: 60, forks: 5, from: '2026-01-01' };
    repository = world.addRepository({ ...options, name: 'widgets' });
    world.addRepository({ owner: 'acme', name: 'other' });
    simulator = await startSimulator({ world, statsPendingCalls: 0, secondary: false });
  });
  after(async () => {
    await simulator.close();
    db.release();
    await pool.end();
    await database.drop();
  });

  const load = () => loadPlainly({ db, simulator, repository });
  const assertEqual = () => assertEqualsTruth(db, simulator.world, repository);
  const textsAfter = async (sql: string, values: unknown[] = []) => {
    await db.query('begin');
    try {
      const { rowCount } = await db.query(sql, values);
      assert.ok(rowCount, `nothing was changed: ${sql}`);
      return (await findDifferences(db, repository.id, facts)).map(({ text }) => text);
    } finally {
      await db.query('rollback');
    }
  };

  it('holds for tables that plain loops around the stage statements have filled', async () => {
    await load();
    await assertEqual();
  });

  it('finds everything that has changed since, and holds again after another reading', async function () {
    this.timeout(30_000);
    const mutate = createMutator(simulator.world, repository, {
      seed: 8,
      other: 'acme/other',
      except: ['rename repository'],
    });
    const change = (times: number) => {
      for (let nth = 0; nth < times; nth += 1) mutate();
    };
    // Everything at once first: otherwise an issue that is gone has most likely never been stored.
    change(Object.keys(mutations).length);
    await load();
    await assertEqual();
    change(150);
    await assert.rejects(assertEqual(), (error: Error) => {
      const [head = '', ...lines] = error.message.split('\n');
      assert.match(
        head,
        /^acme\/widgets differs from GitHub in \d+ places \(github\.repository \d+, .*github\.issue \d+/,
      );
      assert.equal(lines.length, 10);
      return true;
    });
    await load();
    await assertEqual();
    loseOneOfEach(repository);
    await load();
    await assertEqual();
    facts = truth(simulator.world, repository);
    const { rows } = await db.query<{ deletion: string }>(
      'select distinct deletion from github.issue where deleted_at is not null order by 1',
    );
    assert.deepEqual(
      rows.map(({ deletion }) => deletion),
      ['deleted', 'hidden', 'transferred'],
    );
  });

  it("covers every table of the schema that GitHub's answers alone decide, and every column", async () => {
    const { rows } = await db.query<{ name: string; columns: string[] }>(
      `select 'github.' || table_name as name, array_agg(column_name::text order by ordinal_position) as columns
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema = 'github' and table_type = 'BASE TABLE' group by table_name`,
    );
    const elsewhere = ['account', 'issue_transfer'];
    // Of owners, compared by owner-truth.ts and members-truth.ts; of feeds, compared by the tests of events.
    const ofOthers = [
      ...['owner', 'owner_repository', 'owner_repository_period', 'member', 'public_member', 'organization_admin'],
      ...['outside_collaborator', 'team', 'team_member', 'event', 'event_repository', 'event_undated'],
    ];
    // Derived from the others, or from when they were seen.
    const derived = [
      ...['label_former_name', 'label_told_name', 'label_alias'],
      ...['issue_label_period', 'issue_label_carry', 'issue_label_due'],
    ];
    const known = [
      ...typedTables.map(({ name }) => name),
      ...[...elsewhere, ...ofOthers, ...derived].map((table) => `github.${table}`),
    ];
    assert.deepEqual(rows.map(({ name }) => name).sort(), known.sort());
    for (const { name, leftOut, rows: rowsOf } of typedTables) {
      const compared = [...Object.keys(rowsOf(facts)[0] ?? {}), ...leftOut, 'repository_id'];
      assert.deepEqual(compared.sort(), rows.find((table) => table.name === name)?.columns.sort(), name);
    }
  });

  for (const { name, key, leftOut, only = 'true' } of typedTables) {
    const isAlive = leftOut.includes('deleted_at') ? 'deleted_at is null' : 'true';

    it(`fails when one cell of ${name} differs, whichever it is`, async () => {
      const { rows } = await db.query<{ column: string; type: string }>(
        `select attname as column, format_type(atttypid, null) as type from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped
         and attname <> 'repository_id' and attname <> all ($2)`,
        [name, leftOut],
      );
      const set = ({ column, type }: { column: string; type: string }) => `${column} = ${another[type]?.(column)}`;
      const textsOf = (columns: typeof rows) =>
        textsAfter(
          `update ${name} set ${columns.map(set).join()}
           where ctid = (select ctid from ${name} as stored where repository_id = $1 and ${isAlive} and ${only}
                         order by ${['1', ...key].join()} desc limit 1)`,
          [repository.id],
        );
      const cells = rows.filter(({ column }) => !key.includes(column));
      const differing = (await textsOf(cells)).map((text) => /^(\S+) .*?, (\w+): /.exec(text)?.slice(1).join('.'));
      assert.deepEqual(differing.sort(), cells.map(({ column }) => `${name}.${column}`).sort());
      for (const column of rows.filter((row) => key.includes(row.column))) {
        // A row under another key is one that is lost and one that is too many.
        const texts = (await textsOf([column])).filter((text) => text.startsWith(`${name} `));
        assert.equal(texts.length, 2, texts.join('\n'));
        assert.match(texts.join('\n'), /is not stored$/m);
        assert.match(texts.join('\n'), /does not show it$/m);
      }
    });

    it(`fails when a row of ${name} is lost`, async () => {
      const one = `select ctid from ${name} as stored where repository_id = $1 and ${isAlive} and ${only} limit 1`;
      // Of the counts by day the newest one is compared: no other day may take its place.
      const which = name === 'github.repository_daily' ? 'true' : `ctid = (${one})`;
      const texts = await textsAfter(`delete from ${name} where repository_id = $1 and ${which}`, [repository.id]);
      assert.equal(texts.length, 1, texts.join('\n'));
      assert.match(texts[0] ?? '', /is not stored$/);
    });

    if (!leftOut.includes('deleted_at')) continue;
    it(`fails when a row of ${name} is marked deleted though it is there, or not marked though it is gone`, async () => {
      const update = (to: string, is: string) =>
        `update ${name} set deleted_at = ${to}
         where ctid = (select ctid from ${name} where repository_id = $1 and deleted_at ${is} limit 1)`;
      const early = await textsAfter(update(`'2026-06-01'`, 'is null'), [repository.id]);
      assert.ok(
        early.some((text) => /marked deleted at .*, but GitHub shows it$/.test(text)),
        early.join('\n'),
      );
      const gone = await db.query(`select from ${name} where repository_id = $1 and deleted_at is not null`, [
        repository.id,
      ]);
      assert.ok(gone.rowCount, `${name} has a row that is gone`);
      const late = await textsAfter(update('null', 'is not null'), [repository.id]);
      assert.ok(
        late.some((text) => /: stored, but GitHub does not show it$/.test(text)),
        late.join('\n'),
      );
    });
  }

  it('fails when it is not known where an issue went, or why it is gone', async () => {
    const { number } = facts.transfers[0] ?? {};
    const values = [repository.id, number];
    const ofThis = 'where repository_id = $1 and number = $2';
    for (const [sql, pattern] of [
      [`delete from github.issue_transfer ${ofThis}`, /github\.issue_transfer \d+: .* not stored/],
      [`update github.issue_transfer set to_number = to_number + 1 ${ofThis}`, /, to_number: /],
      [`update github.issue_transfer set to_repository_id = 1 ${ofThis}`, /, to_repository_id: /],
      [`update github.issue_transfer set number = 9999 ${ofThis}`, /issue_transfer 9999: .* does not show/],
    ] as const) {
      const texts = await textsAfter(sql, values);
      assert.ok(
        texts.some((text) => pattern.test(text)),
        texts.join('\n'),
      );
    }
    for (const deletion of ['deleted', 'hidden', 'transferred'])
      for (const other of ['deleted', 'hidden', 'transferred', null].filter((name) => name !== deletion)) {
        const texts = await textsAfter(
          `update github.issue set deletion = $2
           where ctid = (select ctid from github.issue where repository_id = $1 and deletion = $3 limit 1)`,
          [repository.id, other, deletion],
        );
        assert.match(
          texts.join('\n'),
          new RegExp(`^github\\.issue .*, deletion: ${other} is stored, it is ${deletion}$`),
        );
      }
  });

  it('fails when an account has an old login, or is not known', async () => {
    const { rows } = await db.query<{ id: string }>(
      'select min(author_id) as id from github.issue where deleted_at is null',
    );
    const values = [rows[0]?.id];
    const old = await textsAfter(`update github.account set login = 'old' where account_id = $1`, values);
    assert.match(old.join('\n'), /^github\.account \d+, login: "old" is stored, GitHub has "[^"]+"$/);
    const lost = await textsAfter('delete from github.account where account_id = $1', values);
    assert.match(lost.join('\n'), /^github\.account \d+: GitHub shows it, but it is not stored$/);
  });

  it('finds issues whose label history does not end with the labels that they have', async () => {
    const of = { repository_id: repository.id };
    await db.query('begin');
    await runSql(db, 'stage/lock_label_periods', of);
    await runSql(db, 'stage/tell_label_names', of);
    await runSql(db, 'stage/infer_label_aliases', of);
    const numbers = (facts.issues as { number: number }[]).map(({ number }) => number);
    await runSql(db, 'stage/label_periods', { ...of, numbers });
    await db.query('commit');
    const { world } = simulator;
    const given = { db, world, repository };
    assert.deepEqual(await findLabelDifferences(given), []);
    const lost = await db.query(
      `delete from github.issue_label_period
       where ctid = (select ctid from github.issue_label_period where unlabeled_at is null limit 1)`,
    );
    assert.equal(lost.rowCount, 1);
    const [difference = '', ...others] = await findLabelDifferences(given);
    assert.match(difference, /^number \d+: replay leaves \[.*\], GitHub shows \[.+\]$/);
    assert.deepEqual(others, []);
  });
});
