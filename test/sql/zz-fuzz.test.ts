import { createLabelNames } from '/work/main/test/support/label-names.ts';
import { createDb } from '/work/main/sql/db.ts';
import { createTestDatabase } from '/work/main/test/support/global.ts';
import { loadPlainly } from '/work/main/test/support/load-plainly.ts';
import { findLabelDifferences } from '/work/main/test/support/compare-label-history.ts';
import { findDifferences, assertEqualsTruth } from '/work/main/test/support/compare-truth.ts';
import { truth } from '/work/main/test/simulator/truth.ts';
import { createMutator } from '/work/main/test/simulator/mutate.ts';
import { startSimulator } from '/work/main/test/simulator/server.ts';
import { createWorld } from '/work/main/test/simulator/world.ts';
import { runSql } from '/work/main/sql/query.ts';
describe('fuzz', () => {
  for (let seed = 4; seed <= 11; seed++) it('seed ' + seed, async function () {
    this.timeout(120000);
    const database = await createTestDatabase('fuzz' + seed);
    const pool = createDb(database.url, { size: 1 });
    const db = await pool.connect();
    let names: any; let time = Date.parse('2026-06-01T00:00:00Z');
    const world = createWorld({ seed, clock: () => new Date((time += 1000)) });
    const repository = world.addRepository({ owner: 'acme', name: 'widgets', issues: 120, contributors: 6, stars: 60, forks: 5, from: '2026-01-01' });
    world.addRepository({ owner: 'acme', name: 'other' });
    const simulator = await startSimulator({ world, statsPendingCalls: 0, secondary: false });
    names = createLabelNames(repository); const mutate = createMutator(world, repository, { seed, other: 'acme/other', except: ['rename repository'] });
    for (let round = 0; round < 4; round++) {
      await loadPlainly({ db, simulator, repository });
      const d = await findDifferences(db, repository.id, truth(world, repository));
      if (d.length) console.log(seed, round, d.slice(0, 5));
      await db.query('begin');
      await runSql(db, 'stage/apply_labels', { repository_id: repository.id });
      await runSql(db, 'stage/lock_label_periods', { repository_id: repository.id });
      const rows = await runSql<{ number: number }>(db, 'stage/infer_label_aliases', { repository_id: repository.id });
      const all = (await db.query('select distinct number from github.issue_event where repository_id = $1', [repository.id])).rows.map((r) => r.number);
      await runSql(db, 'stage/label_periods', { repository_id: repository.id, numbers: all });
      await db.query('commit');
      const l = await findLabelDifferences({ db, world, repository, isAmbiguous: names.isAmbiguous });
      console.log(seed, round, 'labels wrong', l.length, l.slice(0, 3));
      for (let i = 0; i < 80; i++) { mutate(); names.note(); }
    }
    await simulator.close(); db.release(); await pool.end(); await database.drop();
  });
});
