import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchAttributes } from '../../workflows/contract.ts';
import { makeCertificates } from '../support/certificates.ts';
import type { Certificates } from '../support/certificates.ts';
import { startCloudFront } from '../support/cloud-front.ts';
import type { CloudFront } from '../support/cloud-front.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { runTemporal } from '../support/temporal-command.ts';
import { runCli } from './cli-run.ts';

const apiKey = 'a-key-of-temporal-cloud';

describe('a Temporal behind TLS in both directions, a key and no rights of an operator', function () {
  this.timeout(180_000);
  let rig: Rig;
  let front: CloudFront;
  let environment: Record<string, string>;
  let certificates: Certificates;

  before(async () => {
    rig = await createRig(import.meta.url);
    const folder = mkdtempSync(join(tmpdir(), 'repometer-cloud-'));
    certificates = makeCertificates(folder);
    front = await startCloudFront(rig.temporalAddress, certificates, apiKey);
    const file = join(folder, 'temporal.toml');
    const { authority, client } = certificates;
    const profile = (name: string, key: string) => [
      `[profile.${name}]`,
      `address = "${front.address}"`,
      `namespace = "${rig.namespace}"`,
      `api_key = "${key}"`,
      `[profile.${name}.tls]`,
      `client_cert_path = "${client.certificate}"`,
      `client_key_path = "${client.key}"`,
      `server_ca_cert_path = "${authority}"`,
    ];
    writeFileSync(file, [...profile('cloud', apiKey), ...profile('stranger', 'another')].join('\n'));
    environment = {
      DATABASE_URL: rig.database.url,
      DATABASE_READER_URL: rig.database.readerUrl,
      GITHUB_API_URL: rig.simulator.url,
      // Nothing but the profile says where Temporal is.
      TEMPORAL_ADDRESS: '',
      TEMPORAL_NAMESPACE: '',
      TEMPORAL_CONFIG_FILE: file,
      TEMPORAL_PROFILE: 'cloud',
    };
    rig.simulator.world.addRepository({ owner: 'acme', name: 'far', issues: 5 });
  });
  after(async () => {
    await rig?.stopWorker();
    await front?.close();
    await rig?.close();
  });

  it('is refused with a sentence to who has no key', async () => {
    const { code, err } = await runCli(['repos', 'add', 'acme/far'], { ...environment, TEMPORAL_PROFILE: 'stranger' });
    assert.equal(code, 1);
    assert.match(err, /Temporal/);
    assert.doesNotMatch(err, /another|a-key-of/);
  });

  it('is worked with by a profile alone; the worker and doctor say that lists find no loop', async () => {
    await rig.startWorker(environment);
    const added = await runCli(['repos', 'add', 'acme/far'], environment);
    assert.equal(added.code, 0, added.err);
    await rig.settled('acme/far');
    assert.match(rig.workerLines.join('\n'), /The search attributes cannot be registered .*not for this login/);
    const { out, err } = await runCli(['doctor'], environment);
    assert.match(
      `${out}${err}`,
      /They are not registered in rig-\S+, and this login may not do it \(not for this login\)/,
    );
    assert.doesNotMatch(rig.workerLines.join('\n'), new RegExp(apiKey));
  });

  it('uses the search attributes once an administrator has registered them', async () => {
    await rig.stopWorker();
    const administrator = { address: rig.temporalAddress, namespace: rig.namespace };
    for (const name of Object.values(searchAttributes)) {
      const type = name === searchAttributes.nextSyncAt ? 'Datetime' : 'Keyword';
      await runTemporal(administrator, 'operator', 'search-attribute', 'create', '--name', name, '--type', type);
    }
    await rig.startWorker(environment);
    await rig.cycle('acme/far');
    await until(
      async () => (await rig.client.workflow.count(`${searchAttributes.repository} = 'acme/far'`)).count === 1,
    );
    const { out, err } = await runCli(['doctor'], environment);
    assert.match(`${out}${err}`, /All 5 are registered; this login may not list them/);
  });
});
