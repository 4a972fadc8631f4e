import assert from 'node:assert/strict';
import { ask } from '../simulator/ask.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { createWorld } from '../simulator/world.ts';

const probe = '/repos/acme/widgets/issues?state=all&sort=updated&direction=desc&per_page=100';
const ascending = '/repos/acme/widgets/issues?state=all&sort=updated&direction=asc&per_page=100';

describe('simulator: conditions, limits and credentials', () => {
  let simulator: Simulator;
  let time: number;

  beforeEach(async () => {
    time = Date.parse('2026-06-01T00:00:00Z');
    const world = createWorld({ clock: () => new Date(time) });
    world.addRepository({ owner: 'acme', name: 'widgets', issues: 100 });
    simulator = await startSimulator({ world });
  });
  afterEach(() => simulator.close());

  const etagOf = async (path: string, headers = {}) =>
    (await ask(simulator, path, { headers })).headers.get('etag') ?? '';
  const used = async (headers = {}) =>
    Number((await ask(simulator, '/rate_limit', { headers })).headers.get('x-ratelimit-used'));

  it('answers 304 to its own ETag without charge, with headers and without a body', async () => {
    const etag = await etagOf(probe);
    const answer = await ask(simulator, probe, { headers: { 'if-none-match': etag } });
    assert.deepEqual([answer.status, answer.text, answer.headers.get('etag')], [304, '', etag]);
    assert.deepEqual(
      [await used(), simulator.requests[1]?.billed, simulator.requests[1]?.conditional],
      [1, false, true],
    );
  });

  it('gives weak ETags with gzip and strong ones without, and takes either form of one hash', async () => {
    const weak = await etagOf(probe, { 'accept-encoding': 'gzip' });
    const strong = await etagOf(probe, { 'accept-encoding': 'identity' });
    assert.equal(weak, `W/${strong}`);
    assert.equal((await ask(simulator, probe, { headers: { 'if-none-match': strong } })).status, 304);
  });

  it('ties an ETag to token and version', async () => {
    const etag = await etagOf(probe);
    const others: Record<string, string>[] = [{ authorization: 'token two' }, { 'x-github-api-version': '2022-11-28' }];
    for (const headers of others) {
      assert.equal((await ask(simulator, probe, { headers: { ...headers, 'if-none-match': etag } })).status, 200);
    }
  });

  it('changes the probe but not a full ascending page when an issue is opened behind it', async () => {
    const [newest, oldest] = [await etagOf(probe), await etagOf(ascending)];
    simulator.world.repository('acme/widgets').openIssue();
    assert.equal((await ask(simulator, probe, { headers: { 'if-none-match': newest } })).status, 200);
    const page = await ask(simulator, ascending, { headers: { 'if-none-match': oldest } });
    assert.equal(page.status, 304);
    assert.ok(page.links.next);
  });

  it('charges a 304 without a token, and refuses the 61st request of an hour', async () => {
    const headers = { authorization: '' };
    const etag = await etagOf(probe, headers);
    await ask(simulator, probe, { headers: { ...headers, 'if-none-match': etag } });
    assert.equal(await used(headers), 2);
    simulator.options.anonymousLimit = 2;
    const refused = await ask(simulator, probe, { headers });
    assert.deepEqual([refused.status, refused.headers.get('x-ratelimit-remaining')], [403, '0']);
    assert.match(refused.text, /API rate limit exceeded for 127\.0\.0\.1/);
    time = (Number(refused.headers.get('x-ratelimit-reset')) + 1) * 1000;
    assert.equal((await ask(simulator, probe, { headers })).status, 200, 'a new hour');
  });

  it('gives each token its limit, lets tokens of a user share one, and refuses unknown ones', async () => {
    simulator.options.tokens = { one: { limit: 3, user: 'ada' }, two: { limit: 3, user: 'ada' } };
    await ask(simulator, probe);
    const second = await ask(simulator, probe, { headers: { authorization: 'Bearer two' } });
    assert.equal(second.headers.get('x-ratelimit-remaining'), '1');
    const unknown = await ask(simulator, probe, { headers: { authorization: 'token three' } });
    assert.deepEqual([unknown.status, unknown.json().message], [401, 'Bad credentials']);
  });

  it('keeps tokens out of the log', async () => {
    await ask(simulator, probe, { headers: { authorization: 'token very-secret' } });
    assert.ok(!JSON.stringify(simulator.requests).includes('very-secret'));
    assert.match(simulator.requests[0]?.token ?? '', /^[0-9a-f]{12}$/);
  });

  it('refuses too many points a minute as told, and takes requests again after it', async () => {
    simulator.options.secondary = { pointsPerMinute: 2, as: 429, retryAfter: null };
    await ask(simulator, probe);
    await ask(simulator, probe);
    const refused = await ask(simulator, probe);
    assert.deepEqual(
      [refused.status, refused.headers.get('retry-after'), simulator.requests[2]?.billed],
      [429, null, false],
    );
    assert.match(refused.text, /secondary rate limit/);
    simulator.options.secondary = { pointsPerMinute: 2 };
    assert.equal((await ask(simulator, probe)).headers.get('retry-after'), '60');
    time += 60_000;
    assert.equal((await ask(simulator, probe)).status, 200);
  });

  it('refuses too many requests at once', async () => {
    simulator.options.secondary = { concurrency: 2 };
    let arrived = 0;
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    simulator.beforeAnswer(() => ((arrived += 1) === 3 ? open() : gate));
    const statuses = await Promise.all([1, 2, 3].map(async () => (await ask(simulator, probe)).status));
    assert.ok(statuses.includes(403));
  });

  it('takes both versions, drops `assignee` from the newer, and refuses others', async () => {
    const first = async (version: string) => {
      const answer = await ask(simulator, probe, { headers: { 'x-github-api-version': version } });
      return Object.keys((answer.json<unknown[]>()[0] ?? {}) as object).includes('assignee');
    };
    assert.deepEqual([await first('2022-11-28'), await first(''), await first('2026-03-10')], [true, true, false]);
    assert.equal((await ask(simulator, probe, { headers: { 'x-github-api-version': '2020-01-01' } })).status, 400);
  });

  it('sends the Date of the world and the headers that every answer has', async () => {
    for (const path of [probe, '/nowhere', '/rate_limit']) {
      const { headers } = await ask(simulator, path);
      assert.equal(headers.get('date'), 'Mon, 01 Jun 2026 00:00:00 GMT');
      const names = 'limit remaining used reset resource'.split(' ').map((name) => `x-ratelimit-${name}`);
      for (const name of [
        ...names,
        'x-github-request-id',
        'x-github-media-type',
        'x-github-api-version-selected',
        'vary',
      ]) {
        assert.ok(headers.get(name), `${name} at ${path}`);
      }
    }
  });

  it('gives an installation token for an hour to the JWT of a known App', async () => {
    simulator.options.apps = [{ id: 42, installations: [{ id: 77, account: 'acme' }] }];
    simulator.options.tokens = {};
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const jwt = (iss: string) => ({
      headers: {
        authorization: `bearer ${part({ alg: 'RS256' })}.${part({ iss, iat: time / 1000, exp: time / 1000 + 600 })}.signature`,
      },
    });
    const found = await ask(simulator, '/repos/acme/widgets/installation', jwt('42'));
    assert.equal(found.json().id, 77);
    const url = '/app/installations/77/access_tokens';
    assert.equal((await ask(simulator, url, { ...jwt('43'), method: 'POST' })).status, 401);
    const minted = await ask(simulator, url, { ...jwt('42'), method: 'POST' });
    const { token, expires_at: expiresAt } = minted.json<{ token: string; expires_at: string }>();
    assert.deepEqual([minted.status, expiresAt, token.length > 500], [201, '2026-06-01T01:00:00Z', true]);
    const headers = { authorization: `bearer ${token}` };
    assert.equal((await ask(simulator, probe, { headers })).status, 200);
    time += 3_600_000;
    assert.equal((await ask(simulator, probe, { headers })).status, 401);
  });

  it('refuses a JWT whose times are wrong, and a token that was minted just now, as often as told', async () => {
    simulator.options.apps = [{ id: 42, installations: [{ id: 77, account: 'acme' }] }];
    simulator.options.freshTokenRefusals = 2;
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = time / 1000;
    const mint = (claims: object) =>
      ask(simulator, '/app/installations/77/access_tokens', {
        method: 'POST',
        headers: { authorization: `bearer ${part({})}.${part({ iss: 42, ...claims })}.signature` },
      });
    const message = async (claims: object) => String((await mint(claims)).json().message);
    assert.match(await message({ iat: now + 300, exp: now + 600 }), /'Issued at' claim/);
    assert.match(await message({ iat: now - 700, exp: now - 100 }), /must be a numeric value representing the future/);
    assert.match(await message({ iat: now, exp: now + 3600 }), /too far in the future/);
    const { token } = (await mint({ iat: now - 30, exp: now + 570 })).json<{ token: string }>();
    const status = async () => (await ask(simulator, probe, { headers: { authorization: `token ${token}` } })).status;
    assert.deepEqual([await status(), await status(), await status()], [401, 401, 200]);
  });

  it('lets cursors run out, and single reads lag behind', async () => {
    const widgets = simulator.world.repository('acme/widgets');
    simulator.options.cursorLifetimeSeconds = 60;
    simulator.options.readLagSeconds = 60;
    const next = (await ask(simulator, ascending.replace('100', '20'))).links.next ?? '';
    widgets.edit(1, { title: 'Changed' });
    const title = async () => (await ask(simulator, '/repos/acme/widgets/issues/1')).json().title;
    assert.notEqual(await title(), 'Changed');
    assert.equal((await ask(simulator, next)).status, 200);
    time += 61_000;
    assert.equal((await ask(simulator, next)).status, 422);
    assert.equal(await title(), 'Changed');
  });

  it('refuses tokens that single sign-on has not authorised', async () => {
    simulator.world.requireSignOn('acme');
    const refused = await ask(simulator, probe);
    assert.equal(refused.status, 403);
    assert.match(refused.headers.get('x-github-sso') ?? '', /^required; url=/);
    simulator.world.requireSignOn('acme', false);
    assert.equal((await ask(simulator, probe)).status, 200);
  });
});
