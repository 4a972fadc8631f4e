import assert from 'node:assert/strict';
import { findDifferences } from '../support/compare-truth.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { resources } from '../../workflows/contract.ts';
import type { EnterpriseRelease } from '../simulator/enterprise/editions.ts';
import { truth } from '../simulator/truth.ts';

const owner = '-ACE-';
const name = `${owner}/rockets`;

/** What such a server shows of the repository. */
async function differences(rig: Rig): Promise<string[]> {
  const { world } = rig.simulator;
  const shown = truth(world, world.repository(name), '2022-11-28');
  shown.repository.has_pull_requests = null; // not told
  const found = await findDifferences(rig.db, world.repository(name).id, { ...shown, starWeeks: [] });
  return found.map(({ text }) => text).slice(0, 10);
}

const told = async (rig: Rig) =>
  (await rig.db.query<{ api_version: string; release: string }>('select * from sync.origin')).rows[0];

/** The requests that one more cycle sends, as they were answered. */
async function cycleOf(rig: Rig) {
  const sent = rig.simulator.requests.length;
  const status = await rig.cycle(name);
  const requests = rig.simulator.requests.slice(sent);
  return { status, requests, versions: [...new Set(requests.map(({ headers }) => headers['x-github-api-version']))] };
}

describe('GitHub Enterprise Server', function () {
  this.timeout(120_000);
  const releases: [EnterpriseRelease, string][] = [
    ['3.16', '3.16.4'],
    ['3.18', '3.18.2'],
    ['3.20', '3.20.1'],
  ];
  for (const [release, installed] of releases) {
    describe(release, () => {
      let rig: Rig;
      before(async () => {
        rig = await createRig(import.meta.url, { enterprise: release });
        const plan = { issues: 130, contributors: 6, stars: 40, forks: 5 };
        rig.simulator.world.addRepository({ owner, name: 'rockets', ...plan });
        await rig.startWorker();
      });
      after(() => rig.close());

      it('is loaded whole: what it has equals the truth, what it lacks is disabled with a sentence', async () => {
        await rig.startLoop(name, { resources: [...resources] });
        const { resources: kept } = await rig.settled(name);
        const other = kept
          .filter(({ state }) => state !== 'ok')
          .map(({ resource, state, reason }) => ({ resource, state, reason }));
        assert.deepEqual(other, [
          { resource: 'star_history', state: 'disabled', reason: 'This GitHub offers no star history (404).' },
        ]);
        assert.deepEqual(await differences(rig), []);
      });

      it('was asked once for the version that it does not know, and what it is was written down', async () => {
        const refused = rig.simulator.requests.filter(({ status }) => status === 400);
        assert.ok(refused.length >= 1 && refused.length <= 2, String(refused.length));
        const { api_version, release } = (await told(rig)) ?? {};
        assert.deepEqual({ api_version, release }, { api_version: '2022-11-28', release: installed });
      });

      it('is asked twice in an idle cycle, and both are unchanged; so after a restart of the worker', async () => {
        await cycleOf(rig);
        // A person asks for the cycle, so what is disabled is asked again, too.
        const idle = async () => {
          const { requests } = await cycleOf(rig);
          const ofRepository = requests.filter(({ path }) => /^\/repo/.test(path));
          return ofRepository.map(({ status, route }) => `${status} ${route.split('{repo}')[1]}`).sort();
        };
        const expected = ['304 ', '304 /issues', '404 /stargazers/history'];
        assert.deepEqual(await idle(), expected);
        await rig.stopWorker();
        await rig.startWorker();
        assert.deepEqual(await idle(), expected);
      });

      it('costs a cycle that nobody asked for two unchanged answers', async () => {
        const { id } = rig.simulator.world.addRepository({
          owner,
          name: 'quiet',
          issues: 12,
          contributors: 2,
          stars: 3,
        });
        await rig.startLoop(`${owner}/quiet`, { resources: [...resources], every: '1s' });
        await rig.settled(`${owner}/quiet`, 5);
        const sent = rig.simulator.requests.length;
        await rig.settled(`${owner}/quiet`, 7);
        const requests = rig.simulator.requests
          .slice(sent)
          .filter(({ path }) => /quiet/.test(path) || path.includes(String(id)));
        assert.ok(requests.length >= 2);
        const other = requests.filter(({ status }) => status !== 304);
        assert.deepEqual(
          other.map(({ path, status }) => `${status} ${path}`),
          [],
        );
      });
    });
  }

  it('is asked for the newer version once it is upgraded, in the next cycle, for what it lacked, too', async () => {
    const rig = await createRig(import.meta.url, { enterprise: '3.20' });
    try {
      const { world } = rig.simulator;
      world.addRepository({ owner, name: 'rockets', issues: 130, contributors: 6, stars: 40, forks: 5 });
      await rig.startWorker();
      await rig.startLoop(name, { resources: [...resources] });
      await rig.settled(name);
      await cycleOf(rig);
      assert.deepEqual((await cycleOf(rig)).versions, ['2022-11-28']);

      rig.simulator.options.enterprise = '3.21';
      await cycleOf(rig);
      const { status, versions } = await cycleOf(rig);
      assert.deepEqual(versions, ['2026-03-10']);
      assert.deepEqual(
        status.resources.filter(({ state }) => state !== 'ok'),
        [],
      );
      assert.deepEqual(
        (await findDifferences(rig.db, world.repository(name).id, truth(world, world.repository(name)))).slice(0, 10),
        [],
      );
      const { api_version, release } = (await told(rig)) ?? {};
      assert.deepEqual({ api_version, release }, { api_version: '2026-03-10', release: '3.21.0' });

      // Back to a backup, without a restart of the worker.
      rig.simulator.options.enterprise = '3.20';
      assert.equal((await cycleOf(rig)).status.phase, 'ok');
      assert.equal((await told(rig))?.api_version, '2022-11-28');
    } finally {
      await rig.close();
    }
  });
});
