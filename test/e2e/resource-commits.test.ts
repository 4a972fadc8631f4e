import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { assertTables } from '../support/assert-tables.ts';
import { withRig } from '../support/with-rig.ts';

const compareRoute = 'GET /repos/{owner}/{repo}/compare/{basehead}';

/** `pushed_at`, which tells that there is something to ask for, is in whole seconds. */
const nextSecond = () => setTimeout(1001);

describe('commits of the default branch', () => {
  const tests = withRig(import.meta.url);
  const { addRepository, load } = tests;
  const comparisons = () => tests.rig.simulator.requests.filter(({ route }) => route === compareRoute);

  async function loaded() {
    const name = addRepository({ issues: 30 });
    const { world } = tests.rig.simulator;
    const repository = world.repository(name);
    await load(name, { resources: ['issues', 'commits'] });
    const check = () => assertTables(tests.rig.db, world, repository, ['commit']);
    await check();
    const lost = async () => {
      const { rows } = await tests.rig.db.query<{ count: number }>(
        'select count(*)::int from github.commit where repository_id = $1 and deleted_at is not null',
        [repository.id],
      );
      return rows[0]?.count;
    };
    return { name, repository, check, lost };
  }

  it('are asked for from the known head on; merges are marked, and an address without an account is hashed', async () => {
    const { name, repository, check } = await loaded();
    repository.push('ada', 2);
    repository.pushAs({ email: ' Nobody@Example.com ', message: 'By nobody\n\nAt length' });
    const { merge } = repository.pushBranch({ author: 'grace', commits: 2, at: '2020-02-02T00:00:00Z' });

    await tests.rig.cycle(name);

    await check();
    const { rows } = await tests.rig.db.query<Record<string, unknown>>(
      `select sha = $2 as is_the_merge, is_merge, author_email_sha256, subject from github.commit
       where repository_id = $1 and (sha = $2 or subject = 'By nobody') order by 1`,
      [repository.id, merge],
    );
    const sha256 = createHash('sha256').update('nobody@example.com').digest('hex');
    assert.deepEqual(rows, [
      { is_the_merge: false, is_merge: false, author_email_sha256: sha256, subject: 'By nobody' },
      { is_the_merge: true, is_merge: true, author_email_sha256: null, subject: 'Merge a branch' },
    ]);
    const { rows: leaked } = await tests.rig.db.query(
      `select 1 from github.commit where to_jsonb(commit)::text ilike '%nobody@example.com%'`,
    );
    assert.deepEqual(leaked, []);
  });

  for (const [title, keepOld, status] of [
    ['the comparison says that the branches diverged', true, 200],
    ['the old head is not there any more (404)', false, 404],
  ] as const) {
    it(`are all read again after a force-push, where ${title}`, async () => {
      const { name, repository, check, lost } = await loaded();
      repository.push('ada', 3);
      await tests.rig.cycle(name);
      await check();
      assert.equal(await lost(), 0);
      const sent = comparisons().length;
      await nextSecond();
      repository.forcePush({ drop: 3, commits: 2, author: 'grace', keepOld });

      await tests.rig.cycle(name);

      assert.deepEqual(
        comparisons()
          .slice(sent)
          .map((request) => request.status),
        [status],
      );
      await check();
      assert.equal(await lost(), 3);
    });
  }

  it('are marked where the branch is thrown back to a commit that it had before', async () => {
    const { name, repository, check, lost } = await loaded();
    repository.push('ada', 2);
    await tests.rig.cycle(name);
    await nextSecond();
    repository.forcePush({ drop: 2, commits: 0, keepOld: true });
    await tests.rig.cycle(name);
    await check();
    assert.equal(await lost(), 2);
  });
});
