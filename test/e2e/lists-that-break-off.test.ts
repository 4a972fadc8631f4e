import assert from 'node:assert/strict';
import { assertTables } from '../support/assert-tables.ts';
import { quickWaits } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const waits = { ...quickWaits, transientRetry: '10ms', transientAttempts: 4 };

describe('walks whose next page GitHub does not give', function () {
  this.timeout(90_000);
  const tests = withRig(import.meta.url);

  function prepared(options: object = {}) {
    const name = tests.addRepository({ issues: 30, pullRequestShare: 0, ...options });
    const { world, faults } = tests.rig.simulator;
    const repository = world.repository(name);
    for (let count = 0; count < 350; count += 1) repository.forkBy(`forker-${count}`);
    for (let count = 0; count < 250; count += 1) repository.createLabel({ name: `label ${count}` });
    const check = () => assertTables(tests.rig.db, world, repository, ['issue', 'fork', 'label']);
    return { name, repository, world, faults, check };
  }

  for (const [title, path, resource] of [
    ['newest first', /\/forks\?.*[?&]page=/, 'forks'],
    ['whole', /\/labels\?.*[?&]page=/, 'labels'],
  ] as const) {
    it(`go on, ${title}, where a page names no next one although an earlier one has said how many there are`, async () => {
      const { name, faults, check } = prepared();
      faults.add({ kind: 'ends-early', path, times: Infinity });
      const status = await tests.load(name, { resources: ['issues', 'forks', 'labels'], waits });
      assert.deepEqual(status.resources.find((one) => one.resource === resource)?.state, 'ok');
      await check();
    });

    for (const refusal of [404, 422]) {
      it(`begin again, ${title}, where the address that was stored is refused (${refusal})`, async () => {
        const { name, faults, repository, world } = prepared();
        // The walk breaks off at its second page, and finds that page gone when it is taken up.
        const stop = faults.add({ kind: 'status', status: 502, path, times: Infinity });
        const status = await tests.load(name, { resources: ['forks', 'labels'], waits });
        assert.equal(status.phase, 'failed');
        stop();
        faults.add({ kind: 'status', status: refusal, path });
        assert.equal((await tests.rig.cycle(name)).phase, 'ok');
        await assertTables(tests.rig.db, world, repository, ['fork', 'label']);
      });
    }
  }

  for (const [title, fault] of [
    ['is refused (404)', { status: 404 }],
    ['is refused (410)', { status: 410 }],
    ['fails for ever (502)', { status: 502 }],
  ] as const) {
    it(`go on by time where a cursor ${title}`, async () => {
      const { name, faults, repository, world } = prepared({ issues: 350 });
      const { beforeAnswer } = tests.rig.simulator;
      let cursor: string | undefined;
      const stop = beforeAnswer(({ query }) => {
        const { after } = query as { after?: string };
        if (cursor !== undefined || after === undefined) return;
        cursor = after;
        faults.add({
          kind: 'status',
          ...fault,
          path: new RegExp(`after=${encodeURIComponent(after)}`),
          times: Infinity,
        });
      });
      try {
        const status = await tests.load(name, { resources: ['issues'], waits });
        assert.equal(status.phase, 'ok');
      } finally {
        stop();
      }
      assert.ok(cursor);
      await assertTables(tests.rig.db, world, repository, ['issue']);
    });
  }
});
