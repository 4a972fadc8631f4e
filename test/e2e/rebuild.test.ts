import assert from 'node:assert/strict';
import { createMutator } from '../simulator/mutate.ts';
import { typedDigests } from '../support/typed-digests.ts';
import { withRig } from '../support/with-rig.ts';
import { runCli } from './cli-run.ts';

describe('repometer rebuild', function () {
  this.timeout(180_000);
  const tests = withRig(import.meta.url);
  const rebuild = (name: string) => runCli(['rebuild', name], { DATABASE_URL: tests.rig.database.url });
  const digests = () => typedDigests(tests.rig.db);

  it('gives the rows that the worker has stored, after a first load and after changes', async () => {
    const name = tests.addRepository({ issues: 130, stars: 20 });
    const other = tests.addRepository({ issues: 3 });
    await tests.load(name);
    const loaded = await digests();

    const first = await rebuild(name.toUpperCase());
    assert.equal(first.code, 0, first.err);
    assert.match(first.err, new RegExp(`^${name} is rebuilt from \\d+ answers\\. Rows stored now: issue 130, `));
    assert.match(first.err, new RegExp(`"repometer kpis refresh --repository ${name}"`));
    assert.equal(first.out, '');
    assert.deepEqual(await digests(), loaded);

    const mutate = createMutator(tests.rig.simulator.world, tests.rig.simulator.world.repository(name), {
      seed: 3,
      other,
      // These end the loop, or the repository.
      except: ['rename repository', 'remove repository'],
    });
    for (let count = 0; count < 40; count += 1) mutate();
    await tests.rig.cycle(name);
    const changed = await digests();
    assert.notDeepEqual(changed, loaded);
    assert.equal((await rebuild(name)).code, 0);
    assert.deepEqual(await digests(), changed);

    const { db } = tests.rig;
    await db.query(`update github.issue set title = 'spoiled', closed_at = null where number % 2 = 0`);
    await db.query('delete from github.issue where number % 5 = 0 and deleted_at is null');
    await db.query('delete from github.contributor_stats');
    assert.notDeepEqual(await digests(), changed);
    assert.equal((await rebuild(name)).code, 0);
    assert.deepEqual(await digests(), changed);

    await tests.rig.cycle(name);
    const { rows } = await db.query(
      `select state from report.sync_status where repository = $1 and state not in ('ok', 'empty')`,
      [name],
    );
    assert.deepEqual(rows, []);
  });

  it('fails with a sentence for a repository that is not here', async () => {
    const { code, out, err } = await rebuild('no/body');
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.equal(err, 'no/body is not in this database; "repometer repos add no/body" adds it.\n');
  });

  it('fails with a sentence where there is no database', async () => {
    const { code, err } = await runCli(['rebuild', 'a/b'], { REPOMETER_HOME: '/nonexistent/home' });
    assert.equal(code, 1);
    assert.match(err, /^There is no database in \/nonexistent\/home yet/);
  });
});
