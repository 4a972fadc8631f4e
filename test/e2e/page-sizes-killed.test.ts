import assert from 'node:assert/strict';
import { assertTables } from '../support/assert-tables.ts';
import { heavyLists } from '../support/heavy-rows.ts';
import { createRig, quickWaits, until } from '../support/rig.ts';

const pagings = ['cursor', 'page'] as const;
const name = 'acme/heavy';
const isLost = ({ number }: Record<string, unknown>) => number === 77 || number === 301;

/** A first load in smaller pages whose worker is killed after so many requests, and then a look in full pages. */
async function loadKilled(paging: (typeof pagings)[number], requests: readonly number[]): Promise<void> {
  const rig = await createRig(`${import.meta.url}-${paging}`, {
    paging,
    // Tests of how REST gives the reviews of one pull request.
    graphql: false,
    latencyMs: 10,
    mostRows: heavyLists({
      '/issues': (row) => (isLost(row) ? 0 : Number(row.number) % 40 === 0 ? 25 : 100),
      '/issues/events': (row) => (Number(row.id) % 97 === 0 ? 5 : 100),
      '/pulls': ({ number }) => (Number(number) % 9 === 0 ? 1 : 100),
    }),
  });
  const { options, world } = rig.simulator;
  const gaps = async () => {
    const { rows } = await rig.db.query<{ resource: string }>(
      `select resource from report.gaps where repository = $1 and gap <> 'total' and is_open`,
      [name],
    );
    return rows;
  };
  try {
    const repository = world.addRepository({
      owner: 'acme',
      name: 'heavy',
      issues: 400,
      contributors: 4,
      pullRequestShare: 0.2,
    });
    await rig.startWorker();
    await rig.startLoop(name, {
      resources: ['issues', 'pull_requests', 'issue_events'],
      waits: { ...quickWaits, transientRetry: '10ms', transientAttempts: 10 },
    });
    for (const sent of requests) {
      await until(() => Promise.resolve(rig.simulator.requests.length >= sent), { longestPauseMs: 10 });
      repository.touch(1 + (sent % 50));
      await rig.stopWorker('SIGKILL');
      await rig.startWorker();
    }
    options.latencyMs = 0;
    const status = await rig.settled(name);

    assert.equal(status.phase, 'ok', JSON.stringify(status));
    assert.ok((await gaps()).some(({ resource }) => resource === 'issues'));
    delete options.mostRows;
    await rig.cycle(name);
    await assertTables(rig.db, world, repository, ['issue', 'issue_label', 'pull_request', 'issue_event']);
    assert.deepEqual(await gaps(), []);
  } finally {
    await rig.close();
  }
}

describe('pages that GitHub does not give at their full size, and a worker that is killed again and again amid them', () => {
  let runs: Promise<PromiseSettledResult<void>[]>;

  // Side by side, since most of their time is waiting for what was killed.
  before(() => {
    runs = Promise.allSettled(pagings.map((paging) => loadKilled(paging, [15, 40, 70])));
  });

  for (const [index, paging] of pagings.entries()) {
    it(`lose nothing, paging by ${paging}`, async () => {
      const run = (await runs)[index];
      if (run?.status === 'rejected') throw run.reason;
      assert.equal(run?.status, 'fulfilled');
    }).timeout(240_000);
  }
});
