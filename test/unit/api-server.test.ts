import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createApiServer } from '../../activities/github/api-server.ts';
import type { ServerFacts } from '../../activities/github/api-server.ts';
import { createGitHub } from '../../activities/github/client.ts';
import { createAuthorize } from '../../activities/github/credentials.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Simulator, SimulatorOptions } from '../simulator/server.ts';

const older = { apiVersion: '2022-11-28', release: '3.18.2' };
const newer = { apiVersion: '2026-03-10', release: '3.21.0' };

describe('the version of the API that is spoken with a server', () => {
  let simulator: Simulator;
  let remembered: ServerFacts[];

  /** One who asks the server, with what was remembered of it. */
  async function open(options: SimulatorOptions, known?: ServerFacts) {
    simulator = await startSimulator(options);
    simulator.world.addRepository({ owner: 'acme', name: 'widgets', issues: 5 });
    return restart(known);
  }
  function restart(known?: ServerFacts) {
    remembered = [];
    const remember = (facts: ServerFacts) => Promise.resolve(remembered.push(facts));
    const server = createApiServer({ ...(known && { known }), remember });
    const github = createGitHub({ apiUrl: simulator.url, server });
    const authorization = { header: 'token one', credential: 'one', tokenFingerprint: 'one', mintedAtMs: null };
    const url = `${simulator.url}/repos/acme/widgets`;
    /** As `ask` does: the ETag is sent only with the version that it belongs to. */
    async function get(known: { etag?: string | undefined; key?: string } = {}) {
      const etag = known.key === github.etagKey(url, authorization) ? known.etag : undefined;
      const answer = await github.send({ url, authorization, ...(etag && { etag }) });
      return { status: answer.status, etag: answer.headers.etag, key: github.etagKey(url, authorization) };
    }
    return { get, server };
  }
  const asked = () =>
    simulator.requests.map(({ status, path, headers }) => `${status} ${path} ${headers['x-github-api-version']}`);

  afterEach(() => simulator.close());

  it('is the newest on github.com, where nothing is asked or written down of it', async () => {
    const { get } = await open({});
    assert.equal((await get()).status, 200);
    assert.deepEqual(asked(), ['200 /repos/acme/widgets 2026-03-10']);
    assert.deepEqual(remembered, []);
  });

  it('is the one that the refusal names, from the same request on', async () => {
    const { get } = await open({ enterprise: '3.18' });
    await get();
    await get();
    const path = '/repos/acme/widgets';
    assert.deepEqual(asked(), [`400 ${path} 2026-03-10`, `200 ${path} 2022-11-28`, `200 ${path} 2022-11-28`]);
    assert.deepEqual(remembered, [older]);
  });

  it('is remembered, so that a restart keeps the ETags, and looks once whether there is a newer one', async () => {
    const { get } = await open({ enterprise: '3.18' });
    const first = await get();
    const again = restart(older);
    simulator.requests.length = 0;
    assert.equal((await again.get(first)).status, 304);
    assert.equal((await again.get(first)).status, 304);
    assert.deepEqual(asked(), [
      '404 /versions 2022-11-28',
      '400 /meta 2026-03-10',
      '200 /meta 2022-11-28',
      '304 /repos/acme/widgets 2022-11-28',
      '304 /repos/acme/widgets 2022-11-28',
    ]);
    assert.deepEqual(remembered, []);
  });

  it('is the newest again after an upgrade, which the next answer tells; ETags of the older one are not sent', async () => {
    const { get } = await open({ enterprise: '3.18' });
    const first = await get();
    simulator.options.enterprise = '3.21';
    await get(first);
    simulator.requests.length = 0;
    assert.equal((await get(first)).status, 200);
    assert.deepEqual(asked(), [
      '200 /versions 2022-11-28',
      '200 /meta 2026-03-10',
      '200 /repos/acme/widgets 2026-03-10',
    ]);
    assert.equal(simulator.requests[2]?.conditional, false);
    assert.deepEqual(remembered.at(-1), newer);
  });

  it('is noticed at a restart where answers do not tell a release', async () => {
    // A server that is older than it was, behind a proxy that strips the header, say.
    const { get } = await open({ apiVersions: ['2022-11-28'] });
    await get();
    simulator.options.apiVersions = ['2026-03-10', '2022-11-28'];
    const again = restart({ apiVersion: '2022-11-28', release: null });
    await again.get();
    assert.equal(again.server.version(), '2026-03-10');
  });

  it('goes back where a server went back, and stays what it is while nothing that is read here is spoken', async () => {
    const { get, server } = await open({ enterprise: '3.21' }, newer);
    simulator.options.enterprise = '3.18';
    assert.equal((await get()).status, 200);
    assert.deepEqual(remembered, [older]);
    simulator.options.apiVersions = ['2031-01-01'];
    assert.equal((await get()).status, 400);
    assert.equal(server.version(), '2022-11-28');
  });

  it('is asked for once by many requests at the same time, all of which are answered', async () => {
    const { get } = await open({ enterprise: '3.20' });
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await get()).status));
    assert.deepEqual([...new Set(statuses)], [200]);
    assert.deepEqual(remembered.at(-1), { apiVersion: '2022-11-28', release: '3.20.1' });
  });

  it('is told again by the next answer when it could not be written down', async () => {
    simulator = await startSimulator({ enterprise: '3.21' });
    let failures = 1;
    const written: ServerFacts[] = [];
    const remember = (facts: ServerFacts) => {
      if (failures-- > 0) return Promise.reject(new Error('The database is away.'));
      return Promise.resolve(written.push(facts));
    };
    const server = createApiServer({ remember });
    await assert.rejects(server.hear({ 'x-github-enterprise-version': '3.21.0' }), /away/);
    await server.hear({ 'x-github-enterprise-version': '3.21.0' });
    assert.deepEqual(written, [newer]);
  });

  it('holds for the tokens of a GitHub App, too', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const apps = [{ id: 7, installations: [{ id: 70, account: 'acme' }] }];
    const { server } = await open({ enterprise: '3.16', apps });
    const authorize = createAuthorize({ kind: 'app', appId: '7', privateKey }, simulator.url, server);
    const { credential } = await authorize({ kind: 'repository', name: 'acme/widgets' });
    assert.equal(credential, 'app:7:70');
    assert.equal(simulator.requests.filter(({ status }) => status === 400).length, 1);
  });
});
