import assert from 'node:assert/strict';
import { checkPostgres } from '../../client/cli/doctor/check-postgres.ts';
import { assertTables } from '../support/assert-tables.ts';
import { lastingPort } from '../support/lasting-port.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

describe('the address of the API, written in another way', function () {
  this.timeout(120_000);
  let rig: Rig;
  let port: number;

  before(async () => {
    port = await lastingPort();
    // As a server behind a proxy writes its own address, and as the user writes it.
    rig = await createRig(import.meta.url, { port, origin: `http://LOCALHOST:${port}` });
    rig.simulator.world.addRepository({ owner: 'acme', name: 'widgets', issues: 230, contributors: 3 });
  });
  after(() => rig.close());

  const recorded = async () =>
    (await rig.db.query<{ api_url: string }>('select api_url from sync.origin')).rows[0]?.api_url;

  it('is one origin: pages are followed', async () => {
    await rig.startWorker({ GITHUB_API_URL: `HTTP://LocalHost:${port}/` });
    await rig.startLoop('acme/widgets', { resources: ['issues'] });
    const { resources } = await rig.settled('acme/widgets');
    assert.deepEqual(
      resources.filter(({ state }) => state !== 'ok'),
      [],
    );
    const { world } = rig.simulator;
    await assertTables(rig.db, world, world.repository('acme/widgets'), ['issue']);
    assert.equal(await recorded(), `http://localhost:${port}`);
    await rig.stopWorker();
  });

  it('is the one that an older version recorded as it was written then', async () => {
    await rig.db.query('update sync.origin set api_url = $1', [`http://LOCALHOST:${port}/`]);
    await rig.startWorker({ GITHUB_API_URL: `http://localhost:${port}` });
    const origin = (await checkPostgres(rig.db, `http://localhost:${port}`)).find(({ check }) => check === 'origin');
    assert.equal(origin?.result, 'ok');
    await rig.stopWorker();
  });

  it('is another one at another port, and the worker refuses it', async () => {
    await assert.rejects(
      rig.startWorker({ GITHUB_API_URL: `http://localhost:${port + 1}` }),
      /it refuses http:\/\/localhost/,
    );
  });
});
