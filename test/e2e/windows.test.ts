import assert from 'node:assert/strict';
import { assertIssuesEqual } from '../support/compare-issues.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

for (const paging of ['cursor', 'page'] as const) {
  describe(`a large first load in parallel windows, paging by ${paging}`, () => {
    let rig: Rig;
    let atOnce = 0;
    before(async function () {
      this.timeout(120_000);
      rig = await createRig(`${import.meta.url}-${paging}`, { paging, latencyMs: 15 });
      await rig.startWorker({ REPOMETER_CONNECTIONS: '4' });
    });
    after(() => rig.close());

    it('reads several at once, loses nothing that moves or is killed, and hardly asks for more pages', async function () {
      this.timeout(180_000);
      const repository = rig.simulator.world.addRepository({ owner: 'acme', name: 'huge', issues: 16_000 });
      const numbers = [...repository.issues()].map(({ number }) => number);
      const walks = new Set<string>();
      let touched = 0;
      const stop = rig.simulator.beforeAnswer(({ route, index, query }) => {
        if (!route.endsWith('/issues') || query.direction !== 'asc') return;
        if (query.since) walks.add(query.since);
        if (index % 3 === 0) repository.touch(numbers[(touched++ * 37) % numbers.length] as number);
      });
      await rig.startLoop('acme/huge', { resources: ['issues'] });
      const windows = async () => {
        const { rows } = await rig.db.query<{ open: number }>('select count(*)::int as open from sync.cursor');
        return rows[0]?.open ?? 0;
      };
      await until(async () => {
        atOnce = Math.max(atOnce, await windows());
        return atOnce >= 3;
      });
      await rig.stopWorker('SIGKILL');
      await rig.startWorker({ REPOMETER_CONNECTIONS: '4' });
      await rig.settled('acme/huge', 1, 120_000);
      stop();

      assert.equal(await windows(), 0);
      const { rows } = await rig.db.query(
        `select rows_stored, requests, rows_stored >= 16000 as is_whole from sync.resource where resource = 'issues'`,
      );
      assert.ok(rows[0]?.rows_stored / rows[0]?.requests >= 90, JSON.stringify(rows));
      await rig.cycle('acme/huge');
      await assertIssuesEqual(rig.db, 'acme/huge', repository.issues());
      const gaps = await rig.db.query('select * from sync.gap');
      assert.deepEqual(gaps.rows, []);
    });
  });
}
