import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { assertIssuesEqual } from '../support/compare-issues.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

describe('signing in as a GitHub App', () => {
  let rig: Rig;
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const environment = { GITHUB_TOKEN: '', GITHUB_APP_ID: '77', GITHUB_APP_PRIVATE_KEY: privateKey };
  before(async function () {
    this.timeout(120_000);
    rig = await createRig(import.meta.url, {
      apps: [
        {
          id: 77,
          installations: [
            { id: 4711, account: 'acme' },
            { id: 4712, account: 'globex' },
          ],
        },
      ],
    });
    rig.simulator.world.addRepository({ owner: 'acme', name: 'inside', issues: 120 });
    rig.simulator.world.addRepository({ owner: 'globex', name: 'other', issues: 30 });
    await rig.startWorker(environment);
  });
  after(() => rig.close());

  it("uses the installation of the repository's owner, with a quota of its own", async () => {
    await rig.startLoop('acme/inside');
    const status = await rig.settled('acme/inside');
    assert.equal(status.phase, 'ok', JSON.stringify(status));
    await assertIssuesEqual(rig.db, 'acme/inside', rig.simulator.world.repository('acme/inside').issues());
    const { rows } = await rig.db.query(`select credential from sync.budget`);
    assert.deepEqual(rows, [{ credential: 'app:77:4711' }]);
  });

  it("charges each owner's own installation, and says who used which quota", async () => {
    await rig.startLoop('globex/other');
    await rig.settled('globex/other');
    // What the last answers said of a quota is told with the next request.
    for (const name of ['acme/inside', 'globex/other']) await rig.cycle(name);
    const { rows } = await rig.db.query(
      `select credential, owner, sum(requests)::int as requests from report.quota_use group by 1, 2 order by 1`,
    );
    const billed = (name: string) => {
      // Links lead on by the repository's id.
      const below = [`/repos/${name}`, `/repositories/${rig.simulator.world.repository(name).id}`];
      const isOf = ({ path }: { path: string }) => below.some((one) => path === one || path.startsWith(`${one}/`));
      // An installation is looked up as the App itself, which is charged to none.
      return rig.simulator.requests.filter((one) => one.billed && isOf(one) && !one.path.endsWith('/installation'))
        .length;
    };
    assert.deepEqual(rows, [
      { credential: 'app:77:4711', owner: 'acme', requests: billed('acme/inside') },
      { credential: 'app:77:4712', owner: 'globex', requests: billed('globex/other') },
    ]);
    const { rows: quotas } = await rig.db.query(
      `select credential, remaining < quota as is_used from report.quota order by 1`,
    );
    assert.deepEqual(quotas, [
      { credential: 'app:77:4711', is_used: true },
      { credential: 'app:77:4712', is_used: true },
    ]);
  });

  it('asks again while GitHub does not know yet the token that it has given', async () => {
    rig.simulator.options.freshTokenRefusals = 2;
    await rig.stopWorker();
    await rig.startWorker(environment);
    rig.simulator.world.repository('acme/inside').openIssue({ title: 'while the token is young' });

    const status = await rig.cycle('acme/inside');

    assert.equal(status.phase, 'ok', JSON.stringify(status));
    assert.equal(rig.simulator.requests.filter(({ status: code }) => code === 401).length, 2);
    await assertIssuesEqual(rig.db, 'acme/inside', rig.simulator.world.repository('acme/inside').issues());
  });

  it('leaves no secret in the database, the log or the history', async () => {
    const { rows } = await rig.db.query<{ text: string }>(
      `select string_agg(to_jsonb(row)::text, '') as text from (
         select to_jsonb(budget) as row from sync.budget union all select to_jsonb(resource) from sync.resource
         union all select to_jsonb(loop) from sync.loop) as rows`,
    );
    const { events } = await rig.client.workflow.getHandle('sync/acme/inside').fetchHistory();
    const everything = [rows[0]?.text, rig.workerLines.join(''), JSON.stringify(events)].join('');
    assert.ok(!/ghs_|BEGIN PRIVATE KEY|Bearer/.test(everything));
  });
});
