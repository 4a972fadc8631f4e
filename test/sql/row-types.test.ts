import assert from 'node:assert/strict';
import pg from 'pg';
import { families } from '../../activities/kpis/families.ts';
import { listResources } from '../../activities/list-resources.ts';
import { namesOfTable } from '../../activities/sync/queue/names-of-table.ts';
import { statement } from '../../sql/query.ts';
import { createTestDatabase } from '../support/global.ts';
import { describeColumns } from '../support/row-types/describe-columns.ts';
import type { Columns } from '../support/row-types/describe-columns.ts';
import { findFaults } from '../support/row-types/find-faults.ts';
import { findSqlCalls, listStatements } from '../support/row-types/find-sql-calls.ts';
import type { SqlCall } from '../support/row-types/find-sql-calls.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const folders = ['activities', 'client', 'worker', 'sql', 'local'];
const resources = Object.values(listResources);
const stages = resources.map(({ stage }) => stage.file);

/** What runs where the source has a variable, by the file and the variable. */
const handedOn: Record<string, readonly string[]> = {
  'activities/store/stage-body.ts stage.file': stages,
  'activities/sync/repository/store-stats.ts stage.file': [listResources.contributor_stats.stage.file],
  'activities/sync/queue/fill-queue.ts queue': [...resources.flatMap(({ queues }) => queues), 'queue/label_mismatches'],
  'activities/sync/lists/finish-walk.ts list.apply': resources.flatMap(({ apply }) => apply ?? []),
  'activities/sync/items/drain-items.ts list.endGone': resources.flatMap(({ endGone }) => endGone ?? []),
  'sql/comment-columns.ts file': ['comments/of_views', 'comments/of_tables'],
  'activities/kpis/compute-family.ts file': Object.values(families).flatMap(({ statements }) =>
    statements.map(({ file }) => file),
  ),
  'activities/kpis/take-work.ts cohorts': Object.values(families).flatMap(({ cohorts }) => cohorts ?? []),
};

describe('the row types of statements', () => {
  let database: TestDatabase;
  let db: pg.Client;
  const described = new Map<string, Promise<Columns>>();

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = new pg.Client({ connectionString: database.url });
    await db.connect();
  });
  after(async () => {
    await db.end();
    await database.drop();
  });

  /** Statements that serve several tables are described with the first one that has what they name. */
  async function describeFile(file: string): Promise<Columns> {
    let failure: unknown;
    const { labels, comments, releases, members, team_members } = listResources;
    for (const declaration of [labels, comments, releases, members, team_members]) {
      try {
        return await describeColumns(db, statement(file, namesOfTable(declaration)).text);
      } catch (error) {
        failure ??= error;
      }
    }
    throw failure;
  }

  function columnsOf(file: string): Promise<Columns> {
    if (!described.has(file)) described.set(file, describeFile(file));
    return described.get(file)!;
  }

  async function faultsOf(call: SqlCall): Promise<string[]> {
    const files = call.files ?? handedOn[call.asked];
    if (!files) return [`${call.place}: say in "handedOn" of this test what "${call.asked}" may run`];
    if (files.length === 0) return [`${call.place}: no such statement`];
    const columns = new Map<string, Columns>();
    for (const file of files) columns.set(file, await columnsOf(file));
    return findFaults(call, columns).map((fault) => `${call.place}: ${fault}`);
  }

  async function allFaults(calls: SqlCall[]): Promise<string[]> {
    const faults: string[] = [];
    for (const call of calls) faults.push(...(await faultsOf(call)));
    return faults;
  }

  it('say what Postgres gives, for every call in the sources', async () => {
    const calls = findSqlCalls(folders);
    assert.ok(calls.length > 80, `only ${calls.length} calls were found`);
    assert.deepEqual(await allFaults(calls), []);
  }).timeout(120_000);

  it('are found wrong where they are: a column that is not there, other types, ids as numbers, no type at all', async () => {
    const calls = findSqlCalls(['test/fixtures/row-types']);
    const faults = (await allFaults(calls)).map((fault) => fault.replace(/^.*?: /, ''));
    assert.deepEqual(faults, [
      'sql/sync/read_loaded_lists.sql: owner is no column',
      'sql/sync/read_loaded_lists.sql: rows_stored is int8, not string',
      'sql/raw/measure_pages.sql: first_answered_at is timestamptz, not string',
      'sql/raw/find_repository.sql: repository_id is int8, not number',
      'its rows have no type; sql/raw/list_old_partitions.sql gives name',
    ]);
  }).timeout(120_000);

  it('can be asked for every statement: Postgres understands each of them', async () => {
    for (const file of listStatements()) await assert.doesNotReject(columnsOf(file), `sql/${file}.sql`);
  });
});
