import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { listResources } from '../../activities/list-resources.ts';
import { goneColumn, subjectColumns } from '../../activities/resource.ts';
import { namesOfTable } from '../../activities/sync/queue/names-of-table.ts';
import { statement } from '../../sql/query.ts';
import type { Identifiers } from '../../sql/query.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const folder = new URL('../../sql/', import.meta.url);
const insufficientPrivilege = '42501'; // of Postgres
const files = [
  'raw',
  'absent',
  'doubt',
  'queue',
  'stage',
  'sync',
  'kpi',
  'report',
  'rows',
  'reader',
  'session',
  'doctor',
].flatMap((name) =>
  readdirSync(new URL(name, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .map((file) => `${name}/${file.replace(/\.sql$/, '')}`),
);

/** Names for a statement that serves several tables: those of every resource that it is run for. */
function namesFor(file: string): Identifiers[] {
  const declared = Object.values(listResources);
  if (file === 'sync/count_newer_rows') {
    return declared.filter(({ order, tables }) => order === 'newest' && tables[0]?.id).map(namesOfTable);
  }
  if (/^sync\/count_/.test(file)) {
    const isMarked = !file.includes('unmarked');
    return declared.flatMap(({ subject, tables: [main] }) =>
      main && main.mark.length > 0 === isMarked
        ? { table: main.name, subject: subjectColumns[subject], gone_at: goneColumn(main) }
        : [],
    );
  }
  if (/parent/.test(file)) return declared.filter(({ isOfNumber }) => isOfNumber).map(namesOfTable);
  if (file === 'sync/record_reach') return [namesOfTable(listResources.issue_events)];
  if (file === 'absent/mark_months') {
    return declared.filter(({ tables }) => tables[0]?.countedAt).map(namesOfTable);
  }
  if (file === 'stage/people') {
    return declared.flatMap(({ stage: { file: used, names } }) => (used === file && names ? [names] : []));
  }
  if (file === 'absent/some_login') return declared.filter(({ isForInsiders }) => isForInsiders).map(namesOfTable);
  if (['absent/rows_of_number', 'absent/mark_row_of_number'].includes(file)) {
    return declared.filter(({ people, ofNumberPath }) => people && ofNumberPath).map(namesOfTable);
  }
  if (file === 'absent/numbers_with_others') return declared.filter(({ bulk }) => bulk).map(namesOfTable);
  const ofNumber = ['absent/mark_of_number', 'doubt/missing_of_number'].includes(file);
  if (!['absent/rows', 'absent/mark_row', 'absent/row_name', 'doubt/missing_rows'].includes(file) && !ofNumber)
    return [{}];
  return declared
    .filter(({ absent, ofNumberPath }) => (ofNumber ? ofNumberPath : absent === 'marked' || absent === 'numbered'))
    .map(namesOfTable);
}

/** What ends, or stops, the work on a resource: state, reason, attempts and next try are set together, by `sync.standing`. */
const endings = [
  'advance_walk',
  'feed_unchanged',
  'finish_feed',
  'finish_item',
  'finish_items',
  'finish_stats',
  'finish_subject',
  'finish_walk',
  'forget_loop',
  'prove_unchanged',
  'record_pending',
  'record_refusal',
  'record_state',
].map((name) => `sync/${name}`);

/** Who may write how a resource stands, and where what is complete of it begins. One more needs a reason here and in DECISIONS.md. */
const writers = {
  // A walk; a chunk of a backfill that joins what is complete; a look at a feed.
  complete_from: ['sync/prove_complete', 'sync/join_islands', 'sync/finish_feed'],
  // A new loop forgets what an old one left; who waits for another worker says so beside the state that stands.
  reason: [...endings, 'sync/claim_loop', 'sync/record_wait'],
  // The loop's rest is known when its cycle is over; another version of the server is tried at once.
  next_try_at: [...endings, 'sync/plan_rest', 'sync/record_server'],
};

describe('the SQL files', () => {
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 1 });
  });
  after(async () => {
    await db.end();
    await database.drop();
  });

  function explain(file: string, identifiers: Identifiers) {
    const { text, parameters } = statement(file, identifiers);
    return db.query({ text: `explain ${text}`, values: parameters.map(() => null) });
  }

  it('are found', () => {
    assert.ok(files.includes('kpi/issue_labels_monthly') && files.includes('session/settle'), files.join());
  });

  for (const file of files) {
    it(`${file} is one statement that Postgres can plan`, async () => {
      for (const identifiers of namesFor(file)) {
        const { rows } = await explain(file, identifiers);
        assert.ok(rows.length > 0);
      }
    });
  }

  it('set how a resource stands through one function, which ends and stops use alone', () => {
    const calls = files.filter((file) => /\bsync\.standing\s*\(/.test(statement(file, namesFor(file)[0]).text));
    assert.deepEqual(calls.sort(), endings);
  });

  for (const [column, allowed] of Object.entries(writers)) {
    it(`sync.resource.${column} is written by ${allowed.length} statements, and no other`, async () => {
      // Its owner may write every other column: what Postgres refuses writes this one.
      const { rows } = await db.query<{ others: string }>(
        `select string_agg(quote_ident(attname), ', ') as others from pg_attribute
         where attrelid = 'sync.resource'::regclass and attnum > 0 and not attisdropped and attname <> $1`,
        [column],
      );
      const others = rows[0]?.others;
      await db.query('revoke insert, update on sync.resource from current_user');
      await db.query(`grant insert (${others}), update (${others}) on sync.resource to current_user`);
      const refused = new Set<string>();
      for (const file of files) {
        for (const identifiers of namesFor(file)) if (!(await isPermitted(file, identifiers))) refused.add(file);
      }
      await db.query('grant insert, update on sync.resource to current_user');
      assert.deepEqual([...refused].sort(), allowed.toSorted());
    });
  }

  async function isPermitted(file: string, identifiers: Identifiers): Promise<boolean> {
    try {
      await explain(file, identifiers);
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === insufficientPrivilege) return false;
      throw error;
    }
  }

  for (const file of files.filter((name) => /^(kpi|stage)\//.test(name))) {
    it(`${file} says what it does and never looks at the clock`, () => {
      const text = readFileSync(new URL(`${file}.sql`, folder), 'utf8');
      assert.match(text, /^-- \S/);
      const clock = /\b(now\s*\(|current_(timestamp|date|time)\b|(transaction|statement|clock)_timestamp\b|localtime)/i;
      assert.doesNotMatch(text, clock);
    });
  }
});
