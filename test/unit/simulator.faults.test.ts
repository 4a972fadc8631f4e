import assert from 'node:assert/strict';
import { ask } from '../simulator/ask.ts';
import type { FaultKind } from '../simulator/faults.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { createWorld } from '../simulator/world.ts';

const route = 'GET /repos/{owner}/{repo}/issues';
const path = '/repos/acme/widgets/issues?state=all&per_page=100';

describe('simulator: faults', () => {
  let simulator: Simulator;

  beforeEach(async () => {
    const world = createWorld({ clock: () => new Date('2026-06-01T00:00:00Z') });
    world.addRepository({ owner: 'acme', name: 'widgets', issues: 150 });
    simulator = await startSimulator({ world });
  });
  afterEach(() => simulator.close());

  const get = () => ask(simulator, path);

  it('strikes the n-th matching request, so many times, and no other', async () => {
    simulator.faults.add({ route, kind: 'status', status: 503, page: 2, times: 2 });
    await ask(simulator, '/repos/acme/widgets');
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await get()).status);
    assert.deepEqual(statuses, [200, 503, 503, 200]);
    simulator.faults.add({ kind: 'status', times: Infinity });
    simulator.faults.clear();
    assert.equal((await get()).status, 200);
  });

  it('can tell requests by path and query', async () => {
    simulator.faults.add({ path: /page=2$/, kind: 'html' });
    assert.equal((await get()).status, 200);
    const unicorn = await ask(simulator, `${path}&page=2`);
    assert.deepEqual([unicorn.status, unicorn.headers.get('content-type')], [502, 'text/html; charset=utf-8']);
  });

  it('cuts a body in both framings, and resets before the headers', async () => {
    for (const kind of ['cut', 'cut-chunked', 'reset'] as const) {
      simulator.faults.add({ kind });
      await assert.rejects(get(), TypeError, kind);
    }
    assert.deepEqual(
      simulator.requests.map(({ status }) => status),
      [200, 200, 0],
    );
    assert.equal((await get()).json<unknown[]>().length, 100);
  });

  it('spoils bodies and types of a 200', async () => {
    const spoiled = async (kind: FaultKind) => {
      simulator.faults.add({ kind });
      return get();
    };
    assert.equal((await spoiled('empty')).text, '');
    assert.equal((await spoiled('space')).text, ' ');
    for (const kind of ['invalid-json', 'balanced-json'] as const) {
      const invalid = await spoiled(kind);
      assert.throws(() => invalid.json(), SyntaxError);
    }
    assert.equal(Array.isArray((await spoiled('not-array')).json()), false);
    const typed = await spoiled('wrong-type');
    assert.deepEqual(
      [typed.headers.get('content-type'), typed.json<unknown[]>().length],
      ['text/html; charset=utf-8', 100],
    );
    assert.equal((await spoiled('computing')).status, 202);
  });

  it('limits as told, without charge', async () => {
    simulator.faults.add({ kind: 'primary-limit', as: 429, resetInSeconds: 30 });
    const primary = await get();
    const reset = Number(primary.headers.get('x-ratelimit-reset')) * 1000;
    assert.deepEqual([primary.status, primary.headers.get('x-ratelimit-remaining')], [429, '0']);
    assert.equal(new Date(reset).toISOString(), '2026-06-01T00:00:30.000Z');
    simulator.faults.add({ kind: 'secondary-limit', retryAfter: null });
    const secondary = await get();
    assert.deepEqual([secondary.status, secondary.headers.get('retry-after')], [403, null]);
    assert.match(secondary.text, /secondary rate limit/);
    assert.ok(simulator.requests.every(({ billed }) => !billed));
  });

  it('points the next page at another origin', async () => {
    simulator.faults.add({ kind: 'off-origin-link' });
    assert.equal(new URL((await get()).links.next ?? '').origin, 'https://api.example.invalid');
  });

  it('stalls until the client gives up, or for a while', async () => {
    simulator.faults.add({ kind: 'stall' });
    await assert.rejects(fetch(`${simulator.url}${path}`, { signal: AbortSignal.timeout(50) }), {
      name: 'TimeoutError',
    });
    simulator.faults.add({ kind: 'stall', ms: 1 });
    assert.equal((await get()).status, 200);
  });

  it('cuts a compressed body so that only unpacking shows it, and drips a body to its end', async () => {
    simulator.faults.add({ kind: 'cut-gzip' });
    // fetch hands over what it could unpack, without an error.
    const cut = await get();
    assert.deepEqual([cut.status, cut.headers.get('content-encoding')], [200, 'gzip']);
    assert.throws(() => cut.json(), SyntaxError);
    simulator.faults.add({ kind: 'slow-drip', ms: 1 });
    assert.equal((await get()).json<unknown[]>().length, 100);
  });

  it('sends rows of a page twice, or leaves some out', async () => {
    const whole = (await get()).json<{ id: number }[]>().map(({ id }) => id);
    simulator.faults.add({ kind: 'duplicate-rows', rows: 2 });
    const doubled = (await get()).json<{ id: number }[]>().map(({ id }) => id);
    assert.deepEqual(doubled, [...whole, ...whole.slice(0, 2)]);
    simulator.faults.add({ kind: 'missing-rows', rows: 3 });
    const thinned = (await get()).json<{ id: number }[]>().map(({ id }) => id);
    assert.deepEqual(thinned, whole.slice(3));
  });

  it('redirects to itself for ever', async () => {
    simulator.faults.add({ kind: 'redirect-loop', times: Infinity });
    const moved = await get();
    assert.deepEqual([moved.status, moved.headers.get('location')], [301, `${simulator.url}${path.split('?')[0]}`]);
    await assert.rejects(fetch(`${simulator.url}${path}`), TypeError);
  });

  it('closes while a request is stalled', async () => {
    simulator.faults.add({ kind: 'stall' });
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    simulator.beforeAnswer(() => arrived());
    const asked = assert.rejects(get(), TypeError);
    await arrival;
    await simulator.close();
    await asked;
    simulator = await startSimulator({ world: simulator.world });
  });
});
