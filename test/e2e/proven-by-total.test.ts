import assert from 'node:assert/strict';
import { withRig } from '../support/with-rig.ts';

const resources = ['issues', 'comments'];

describe('comments that issues count and no list shows', function () {
  this.timeout(90_000);
  const tests = withRig(import.meta.url);

  /** A repository of 60 issues, of which so many count one comment more than there is. */
  function addMiscounted(miscounted: number): string {
    const name = tests.addRepository({ issues: 60, pullRequestShare: 0 });
    for (const { number } of [...issuesOf(name)].slice(0, miscounted)) miscount(name, number);
    return name;
  }
  const repositoryOf = (name: string) => tests.rig.simulator.world.repository(name);
  const issuesOf = (name: string) => repositoryOf(name).store.present();
  function miscount(name: string, number: number): void {
    const { core } = repositoryOf(name);
    core.bump(number, core.moment(), { comments: core.must(number).comments + 1 });
  }
  /** Of an issue that counts as many comments as there are. */
  function deleteComment(name: string, miscounted: number): void {
    const { core } = repositoryOf(name);
    const [deleted] = [...issuesOf(name)].slice(miscounted).flatMap(({ number }) => core.commentsOf(number));
    assert.ok(deleted);
    repositoryOf(name).deleteComment(deleted.id);
  }

  /** What one piece of work asked of comments: their list's count, and issues by themselves. */
  async function asked(name: string, work: () => Promise<{ phase: string }>) {
    const { requests } = tests.rig.simulator;
    const before = requests.length;
    assert.equal((await work()).phase, 'ok');
    const sent = requests.slice(before).filter(({ path }) => path.endsWith('/comments'));
    const { rows } = await tests.rig.db.query<{ gap: string }>(
      `select gap from report.gaps where repository = $1 and resource = 'comments' and is_open`,
      [name],
    );
    assert.deepEqual(rows, []);
    return {
      counts: sent.filter(({ query }) => query.per_page === '1').length,
      issues: sent.filter(({ path }) => /\/issues\/\d+\/comments$/.test(path)).length,
    };
  }
  const cycle = (name: string) => asked(name, () => tests.rig.cycle(name));

  async function assertCommentsEqual(name: string): Promise<void> {
    const { rows } = await tests.rig.db.query<{ id: number }>(
      `select comment_id::float8 as id from github.comment join github.repository using (repository_id)
       where owner || '/' || name = $1 and deleted_at is null order by 1`,
      [name],
    );
    const { core, store } = repositoryOf(name);
    const ids = [...store.present()].flatMap(({ number }) => core.commentsOf(number).map(({ id }) => id));
    assert.deepEqual(
      rows.map(({ id }) => id),
      ids.sort((a, b) => a - b),
    );
  }

  it('are not asked for issue by issue while the list has as many as are stored', async () => {
    const name = addMiscounted(40);
    const load = await asked(name, () => tests.load(name, { resources }));
    assert.equal(load.issues, 0);
    await assertCommentsEqual(name);

    // The same issues once more, another one, and a comment that is really new.
    const [first] = issuesOf(name);
    repositoryOf(name).edit(first?.number as number, { title: 'another title' });
    assert.deepEqual(await cycle(name), { counts: 1, issues: 0 });
    repositoryOf(name).comment([...issuesOf(name)][50]?.number as number);
    assert.equal((await cycle(name)).issues, 0);
    await assertCommentsEqual(name);
    assert.deepEqual(await cycle(name), { counts: 0, issues: 0 });
  });

  it('are asked for as soon as the list has fewer, so that a deleted one is found among them', async () => {
    const name = addMiscounted(20);
    await tests.load(name, { resources });
    deleteComment(name, 20);

    const { counts, issues } = await cycle(name);

    assert.equal(counts, 1);
    assert.ok(issues >= 20, String(issues));
    await assertCommentsEqual(name);
    assert.deepEqual(await cycle(name), { counts: 0, issues: 0 });
  });

  it('are asked for at once where a single issue has lost one, and nothing is told as missing', async () => {
    const name = addMiscounted(0);
    await tests.load(name, { resources });
    deleteComment(name, 0);
    assert.equal((await cycle(name)).issues, 1);
    await assertCommentsEqual(name);
  });

  it('are not looked for by a loop that began at a date', async () => {
    const name = addMiscounted(40);
    const from = new Date(Date.now() - 300 * 86_400_000).toISOString().slice(0, 10);
    const load = await asked(name, () => tests.load(name, { resources, from }));
    assert.equal(load.issues, 0);
  });
});
