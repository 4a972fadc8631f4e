import assert from 'node:assert/strict';
import { assertIssuesEqual } from '../support/compare-issues.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

for (const paging of ['page', 'cursor'] as const) {
  describe(`rows that move while they are read, paging by ${paging}`, () => {
    let rig: Rig;
    before(async function () {
      this.timeout(120_000);
      rig = await createRig(`${import.meta.url}-${paging}`, { paging });
      await rig.startWorker();
    });
    after(() => rig.close());

    it('loses no row and doubles none when an issue is touched every third request', async () => {
      const repository = rig.simulator.world.addRepository({ owner: 'acme', name: 'busy', issues: 2000 });
      const numbers = [...repository.issues()].map(({ number }) => number);
      let touched = 0;
      const stop = rig.simulator.beforeAnswer(({ route, index }) => {
        if (!route.endsWith('/issues') || index % 3 !== 0) return;
        repository.touch(numbers[(touched * 7) % numbers.length] as number);
        touched += 1;
      });
      await rig.startLoop('acme/busy', { resources: ['issues'] });
      await rig.settled('acme/busy');
      stop();
      assert.ok(touched > 5, `${touched} issues were touched`);
      const { rows } = await rig.db.query('select count(*)::int as stored from github.issue');
      assert.deepEqual(rows, [{ stored: 2000 }]);

      await rig.cycle('acme/busy');

      await assertIssuesEqual(rig.db, 'acme/busy', repository.issues());
    });

    it('reads more than a page of rows of one second, though rows leave it meanwhile', async () => {
      const repository = rig.simulator.world.addRepository({ owner: 'acme', name: 'bulk', issues: 500 });
      const numbers = [...repository.issues()].map(({ number }) => number);
      for (const number of numbers.slice(50, 400)) repository.touch(number, '2026-03-01T12:00:00Z');
      let touched = 50;
      const stop = rig.simulator.beforeAnswer(({ query }) => {
        if (query.direction !== 'asc' || touched > 60) return;
        repository.touch(numbers[touched] as number);
        touched += 1;
      });
      await rig.startLoop('acme/bulk', { resources: ['issues'] });
      await rig.settled('acme/bulk');
      stop();
      await rig.cycle('acme/bulk');

      await assertIssuesEqual(rig.db, 'acme/bulk', repository.issues());
    });
  });
}
