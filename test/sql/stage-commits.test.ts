import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { truth } from '../simulator/truth.ts';
import type { Repository } from '../simulator/world.ts';
import { plainRow } from '../support/catalogue-rows.ts';
import { createTestDatabase } from '../support/global.ts';
import { versionsOf } from '../support/row-versions.ts';
import { stageList } from '../support/stage-list.ts';
import { stagePage } from '../support/stage-page.ts';
import type { TestDatabase } from '../support/test-databases.ts';

type Json = Record<string, unknown>;

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

interface Signature {
  email: string;
  date: string;
}

function expectedRow(row: Json): Json {
  const commit = row.commit as { author: Signature; committer: Signature; message: string };
  const parents = (row.parents as { sha: string }[]).map(({ sha }) => sha);
  const author = row.author as { id: number } | null;
  return {
    sha: row.sha,
    author_id: author?.id ?? null,
    author_email_sha256: author ? null : sha256(commit.author.email.toLowerCase()),
    committer_id: (row.committer as { id: number } | null)?.id ?? null,
    subject: commit.message.split('\n')[0],
    is_merge: parents.length > 1,
    parent_shas: parents,
    authored_at: new Date(commit.author.date).toISOString(),
    committed_at: new Date(commit.committer.date).toISOString(),
    is_cleaned: false,
  };
}

describe('staging of commits', () => {
  let database: TestDatabase;
  let db: Pool;
  let simulator: Simulator;
  let widgets: Repository;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    simulator = await startSimulator({ seed: 5, secondary: false });
    simulator.world.setClock('2026-02-01T00:00:00Z');
    widgets = simulator.world.addRepository({ owner: 'acme', name: 'widgets', issues: 40, contributors: 5 });
    widgets.pushAs({ email: 'Nobody@Example.com', message: 'First line\r\n\r\nand more' });
    widgets.pushAs({ author: null });
    widgets.pushBranch({ author: 'ada', commits: 2, at: '2020-01-01T00:00:00Z' });
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
    await simulator.close();
  });

  const stageAll = () =>
    stageList(db, simulator, { repositoryId: widgets.id, stage: 'commits', path: '/commits?per_page=20' });
  const stage = (body: string | readonly unknown[], cleanedIds: string[] = [], answeredAt = '2026-02-03T00:00:00Z') =>
    stagePage(db, 'commits', { repositoryId: widgets.id, body, cleanedIds, answeredAt });

  async function stored(where = 'deleted_at is null') {
    const { rows } = await db.query<Json>(`select * from github.commit where ${where} order by sha collate "C"`);
    return rows.map(plainRow);
  }

  async function assertTruth() {
    const expected = truth(simulator.world, widgets).commits.map(expectedRow);
    for (const row of expected) row.subject = (row.subject as string).replace(/\r$/, '');
    expected.sort((one, other) => ((one.sha as string) < (other.sha as string) ? -1 : 1));
    assert.deepEqual(await stored(), expected);
  }

  it('makes all rows as GitHub shows them, and writes nothing when it is run again', async () => {
    const { inserted, updated, pages } = await stageAll();
    const rows = await stored();
    assert.ok(pages > 1);
    assert.deepEqual([inserted, updated], [rows.length, 0]);
    assert.ok(rows.some(({ author_id }) => author_id === null) && rows.some(({ author_id }) => author_id !== null));
    assert.ok(rows.some(({ is_merge }) => is_merge) && rows.some(({ is_merge }) => !is_merge));
    await assertTruth();

    const before = await versionsOf(db, ['commit']);
    assert.deepEqual(await stageAll(), { inserted: 0, updated: 0, pages });
    assert.deepEqual(await versionsOf(db, ['commit']), before);
  });

  it('gives a commit to the account that its address belongs to later, and drops the hash', async () => {
    await stageAll();
    simulator.world.linkEmail('Nobody@Example.com', 'nobody-once');
    assert.equal((await stageAll()).updated, 1);
    await assertTruth();
    assert.deepEqual(await stored(`author_email_sha256 = '${sha256('nobody@example.com')}'`), []);
  });

  it('marks what a rewritten branch has left, and takes the mark back when a commit returns', async () => {
    await stageAll();
    const left = truth(simulator.world, widgets).commits.map(({ sha }) => sha as string);
    simulator.world.setClock('2026-02-02T00:00:00Z');
    widgets.forcePush({ drop: 2, commits: 1 });
    await stageAll();
    const kept = truth(simulator.world, widgets).commits.map(({ sha }) => sha as string);
    await db.query(`insert into sync.seen select $1, 'commits', unnest($2::text[])`, [widgets.id, kept]);
    const gone = left.filter((sha) => !kept.includes(sha)).sort();
    assert.ok(gone.length >= 2);

    const mark = { subject_id: widgets.id, resource: 'commits', answered_at: '2026-02-02T00:00:00Z', begin_at: null };
    assert.deepEqual(await runSql(db, 'absent/branch_left', mark), [{ deleted: gone.length }]);
    assert.deepEqual((await stored('deleted_at is not null')).map(({ sha }) => sha).sort(), gone);
    assert.deepEqual(await runSql(db, 'absent/branch_left', mark), [{ deleted: 0 }]);
    await assertTruth();
    const other = { ...mark, subject_id: 8 };
    assert.deepEqual(await runSql(db, 'absent/branch_left', other), [{ deleted: 0 }], 'another repository');

    const [lost] = await stored(`sha = '${gone[0]}'`);
    const returned = { sha: gone[0], commit: { message: lost!.subject }, author: null, parents: [] };
    await stage([returned], [], '2026-02-01T00:00:00Z');
    assert.deepEqual(await stored(`sha = '${gone[0]}' and deleted_at is null`), [], 'an answer from before');
    assert.deepEqual(await stage([returned]), { inserted: 0, updated: 1 });
    assert.equal((await stored(`sha = '${gone[0]}' and deleted_at is null`)).length, 1);
  });

  it('hashes addresses trimmed and in lower case, and only where there is no account', async () => {
    const commit = (email: unknown) => ({ author: { email, date: '2026-01-01T00:00:00Z' }, message: 'x' });
    await stage([
      { sha: 'a', commit: commit('  Ada@Example.COM '), author: null, parents: [] },
      { sha: 'b', commit: commit('ada@example.com'), author: {}, parents: [] },
      { sha: 'c', commit: commit('ada@example.com'), author: { id: 5, login: 'ada' }, parents: [] },
      { sha: 'd', commit: commit('back\\slash\\000@example.com'), author: null, parents: [] },
      { sha: 'e', commit: commit('  '), author: null, parents: [] },
      { sha: 'f', commit: commit(null), parents: null },
    ]);
    const hashes = (await stored()).map(({ author_id, author_email_sha256 }) => [author_id, author_email_sha256]);
    assert.deepEqual(hashes, [
      [null, sha256('ada@example.com')],
      [null, sha256('ada@example.com')],
      [5, null],
      [null, sha256('back\\slash\\000@example.com')],
      [null, null],
      [null, null],
    ]);
  });

  it('takes any date and any message that Git holds, and a doubled row once', async () => {
    const commit = (date: string | null, message: string | null) => ({
      author: { date },
      committer: { date },
      message,
    });
    const rows = [
      { sha: 'a', commit: commit('0000-01-01T00:00:00Z', ''), parents: [{ sha: '1' }, { sha: '2' }, { sha: '3' }] },
      { sha: 'b', commit: commit('-0001-01-01T00:00:00Z', null), parents: [{ sha: '1' }] },
      { sha: 'c', commit: commit(null, 'only'), parents: [] },
      { sha: 'd', commit: commit('2106-02-07T06:28:15Z', 'one\ntwo'), parents: [] },
    ];
    assert.deepEqual(await stage([...rows, rows[3]]), { inserted: 4, updated: 0 });
    const told = (await stored()).map(({ subject, is_merge, authored_at, committed_at }) => [
      subject,
      is_merge,
      authored_at,
      committed_at,
    ]);
    assert.deepEqual(told, [
      ['', true, null, null],
      [null, false, null, null],
      ['only', false, null, null],
      ['one', false, '2106-02-07T06:28:15.000Z', '2106-02-07T06:28:15.000Z'],
    ]);
  });

  it('says which commit had to be cleaned', async () => {
    const commit = { commit: { message: 'nul \0' }, parents: [] };
    await stage(
      [
        { sha: 'a', ...commit },
        { sha: 'b', parents: [] },
      ],
      ['a'],
    );
    assert.deepEqual(
      (await stored()).map(({ subject, is_cleaned }) => [subject, is_cleaned]),
      [
        ['nul \ufffd', true],
        [null, false],
      ],
    );
  });
});
