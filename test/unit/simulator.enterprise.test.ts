import assert from 'node:assert/strict';
import { ask } from '../simulator/ask.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';

const older = { headers: { 'x-github-api-version': '2022-11-28' } };

describe('simulator: GitHub Enterprise Server', () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({ enterprise: '3.16' });
    simulator.world.addRepository({ owner: 'acme', name: 'widgets', issues: 130, contributors: 4, stars: 20 });
  });
  afterEach(() => simulator.close());

  it('answers below /api/v3 alone, with links and addresses of its own', async () => {
    assert.match(simulator.url, /^http:\/\/127\.0\.0\.1:\d+\/api\/v3$/);
    const page = await ask(simulator, '/repos/acme/widgets/issues?state=all&per_page=100', older);
    assert.ok(page.links.next?.startsWith(`${simulator.url}/repositories/`), page.links.next);
    assert.ok(!page.text.includes('github.com'), 'an address of another host');
    const outside = await fetch(`${new URL(simulator.url).origin}/repos/acme/widgets`);
    assert.equal(outside.status, 404);
    assert.match(outside.headers.get('content-type') ?? '', /html/);
  });

  it('refuses a version that its release does not know, and names the one that it knows', async () => {
    const refused = await ask(simulator, '/repos/acme/widgets');
    assert.equal(refused.status, 400);
    const { message, errors } = refused.json<{ message: string; errors: string }>();
    assert.equal(message, 'Bad Request');
    assert.match(errors, /"2026-03-10", is not a supported version\. .*supported: "2022-11-28" \(most recent\)\.$/);
    simulator.options.enterprise = '3.21';
    assert.equal((await ask(simulator, '/repos/acme/widgets')).status, 200);
  });

  it('tells its release, and its API versions where the release can', async () => {
    const meta = await ask(simulator, '/meta', older);
    assert.equal(meta.json<{ installed_version: string }>().installed_version, '3.16.4');
    assert.equal(meta.headers.get('x-github-enterprise-version'), '3.16.4');
    assert.equal((await ask(simulator, '/versions', older)).status, 404);
    simulator.options.enterprise = '3.20';
    assert.deepEqual((await ask(simulator, '/versions', older)).json(), ['2022-11-28']);
  });

  it('counts no requests unless told to', async () => {
    const free = await ask(simulator, '/rate_limit', older);
    assert.deepEqual([free.status, free.json().message], [404, 'Rate limiting is not enabled.']);
    assert.equal((await ask(simulator, '/repos/acme/widgets', older)).headers.get('x-ratelimit-limit'), null);
    simulator.options.rateLimiting = true;
    assert.equal((await ask(simulator, '/rate_limit', older)).status, 200);
    assert.notEqual((await ask(simulator, '/repos/acme/widgets', older)).headers.get('x-ratelimit-limit'), null);
  });

  it('lacks routes and members that came later, and announces no end of its only version', async () => {
    const repository = await ask(simulator, '/repos/acme/widgets', older);
    assert.equal('has_pull_requests' in repository.json(), false);
    assert.equal(repository.headers.get('sunset'), null);
    assert.equal((await ask(simulator, '/repos/acme/widgets/stargazers/history', older)).status, 404);
  });
});
