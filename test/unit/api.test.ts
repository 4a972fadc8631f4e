import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Client } from '@temporalio/client';
import { Validator } from '@seriousme/openapi-schema-validator';
import { makeKey } from '../../client/keys/api-key.ts';
import { problems } from '../../client/api/problem.ts';
import { openApi } from '../support/open-api.ts';
import type { Answer, TestApi } from '../support/open-api.ts';

function assertProblem(answer: Answer, code: keyof typeof problems, detail: RegExp): void {
  assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8', answer.text);
  const { request_id: id, ...body } = answer.body as Record<string, string>;
  const [status, title] = problems[code];
  assert.equal(answer.status, status);
  assert.deepEqual(body, { type: `urn:repometer:problem:${code}`, title, status, detail: body.detail, code });
  assert.match(body.detail!, detail);
  assert.equal(id, answer.headers['x-request-id']);
  assert.equal(answer.headers['cache-control'], 'no-store');
  assert.equal(answer.headers.etag, undefined);
}

/** A client that was connected once, of a Temporal that does not answer any more. */
function clientOfDeadTemporal(): Client {
  const refuse = () =>
    Promise.reject(
      Object.assign(new Error('14 UNAVAILABLE'), { code: 14, details: 'connect ECONNREFUSED 10.1.2.3:7233' }),
    );
  return {
    options: { namespace: 'default' },
    withDeadline: (_deadline: number, ask: () => Promise<unknown>) => ask(),
    workflowService: { getSystemInfo: refuse, describeTaskQueue: refuse },
  } as unknown as Client;
}

interface Operation {
  responses: object;
  security: unknown;
  parameters?: { name: string; required?: boolean; schema: { default?: unknown } }[];
}

describe('the API without its database', () => {
  const secret = makeKey();
  let test: TestApi;
  const lines: string[] = [];

  before(async function () {
    this.timeout(60_000);
    test = await openApi({ onLine: (line) => lines.push(line) });
  });
  after(() => test.close());

  it('has an OpenAPI document 3.1 that is valid, of its own schemas by their names', async () => {
    const { body } = await test.get('/api/openapi.json');
    const { valid, errors } = await new Validator().validate(structuredClone(body));
    assert.ok(valid, JSON.stringify(errors));
    assert.equal(body.openapi, '3.1.0');
    assert.deepEqual(Object.keys(body.components.schemas), ['Problem']);
    for (const [path, methods] of Object.entries<Record<string, Operation>>(body.paths)) {
      for (const [method, { responses, security, parameters = [] }] of Object.entries(methods)) {
        assert.ok('421' in responses && '500' in responses, path);
        const isRead = method === 'get' || method === 'head';
        if (!path.startsWith('/api/v1') || path.startsWith('/api/v1/webhooks')) continue;
        for (const { name, required, schema } of parameters) {
          assert.ok(!required || schema.default === undefined, `${path} ${name} has a default, so nobody must give it`);
        }
        assert.deepEqual(security, isRead ? [{}, { key: [] }] : [{ key: [] }], `${method} ${path}`);
      }
    }
  });

  it('shows it on a page that takes nothing from elsewhere', async () => {
    const page = await test.get('/api/docs/');
    assert.equal(page.status, 200);
    for (const [, address] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const { origin, pathname } = new URL(address!, 'http://localhost/api/docs/');
      assert.equal(origin, 'http://localhost', address);
      assert.equal((await test.get(pathname)).status, 200, address);
    }
    const policy = String(page.headers['content-security-policy']);
    assert.doesNotMatch(policy, /https:|unsafe|swagger\.io|upgrade-insecure/);
  });

  it('sends strict headers, and none that would let other pages read', async () => {
    const { headers } = await test.get('/healthz', { origin: 'http://evil.example' });
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none';script-src 'self';style-src 'self'/);
    assert.doesNotMatch(policy, /unsafe|upgrade-insecure/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['strict-transport-security'], undefined);
    assert.ok(!Object.keys(headers).some((name) => name.startsWith('access-control')));
  });

  it('refuses a request that was meant for another host', async () => {
    const foreign = await test.get('/healthz', { host: 'evil.example' });
    assertProblem(foreign, 'foreign_host', /^This server is called localhost;/);
    assert.equal((await test.get('/healthz', { host: 'LOCALHOST:8080' })).status, 200);
  });

  it('refuses what it does not know with a sentence', async () => {
    const cases: [string, keyof typeof problems, RegExp][] = [
      ['/api/v1/kpis/labels?page_size=101', 'bad_parameter', /^page_size must be <= 100\.$/],
      ['/api/v1/kpis/labels?page_size=0', 'bad_parameter', /^page_size must be >= 1\.$/],
      ['/api/v1/kpis/labels?page=two', 'bad_parameter', /^page must be integer\.$/],
      ['/api/v1/kpis/labels?page=1&page=2', 'bad_parameter', /^page must be integer\.$/],
      [
        '/api/v1/kpis/labels?lable=bug',
        'bad_parameter',
        /^There is no parameter "lable"; known are repository, owner, /,
      ],
      ['/api/v1/kpis/labels?from=2026-02-30', 'bad_parameter', /^from is not what it should be/],
      ['/api/v1/kpis/labels?from=yesterday', 'bad_parameter', /^from is not what it should be/],
      ['/api/v1/kpis/new-contributors?source=all', 'bad_parameter', /^source must be one of stats, commits, /],
      ['/api/v1/kpis/labels?label=%00', 'bad_parameter', /^label is not what it should be/],
      ['/api/v1/issues', 'bad_parameter', /^The parameter repository is missing\.$/],
      ['/api/v1/repositories/a%20b/c', 'bad_parameter', /^owner is not what it should be/],
      ['/api/v1/kpis/releases?after=bm9uZQ', 'bad_cursor', /^This is no cursor of releases_monthly;/],
      ['/api/v1/export/nothing.csv', 'view_unknown', /^There is no view "nothing"; known are accounts, /],
      ['/api/v1/export/issues.csv?category=x', 'bad_parameter', /^issues is not filtered by category;/],
      ['/api/v1/export/issues.csv?state=opne', 'bad_parameter', /^state must be one of open, closed\.$/],
      [
        '/api/v1/export/issue_events.parquet?number=first',
        'bad_parameter',
        /^number must be a whole number from 1 on\.$/,
      ],
      ['/healthz?deep=1', 'bad_parameter', /^There is no parameter "deep"; known are none\.$/],
      ['/readyz?deep=1', 'bad_parameter', /^There is no parameter "deep"/],
      ['/metrics?name=x', 'bad_parameter', /^There is no parameter "name"/],
      ['/api/v1/export/issues.xlsx', 'not_found', /\/api\/docs/],
      ['/api/v2/metrics', 'not_found', /\/api\/docs/],
      ['/%zz', 'bad_request', /%/],
    ];
    for (const [url, code, detail] of cases) assertProblem(await test.get(url), code, detail);
  });

  it('answers 405 with what an address takes', async () => {
    const put = await test.send('PUT', '/api/v1/repositories');
    assertProblem(put, 'method_not_allowed', /^This address takes .*POST/);
    assert.deepEqual(String(put.headers.allow).split(', ').sort(), ['GET', 'HEAD', 'POST']);
    const get = await test.get('/api/v1/repositories/golang/go/pause');
    assertProblem(get, 'method_not_allowed', /^This address takes POST\.$/);
    for (const url of ['/api/v1/changes', '/api/v1/export/issues.csv']) {
      const head = await test.api.inject({ method: 'HEAD', url });
      assert.deepEqual([head.statusCode, head.headers.allow], [405, 'GET'], `${url} would run to its end for nothing`);
    }
    assert.equal((await test.api.inject({ method: 'HEAD', url: '/api/v1/metrics' })).statusCode, 200);
  });

  it('takes bodies of JSON alone, of a bounded size, and as they are', async () => {
    const headers = { authorization: `Bearer ${secret.text}` };
    const signed = await openApi({ settings: { webhookSecret: 'a secret of this test' } });
    try {
      const signature = `sha256=${'0'.repeat(64)}`;
      const order = (payload: string, type: string, url = '/api/v1/webhooks/github') =>
        signed.api.inject({
          method: 'POST',
          url,
          payload,
          headers: { 'content-type': type, 'x-hub-signature-256': signature },
        });
      assert.equal((await order('<x/>', 'text/xml')).statusCode, 415);
      assert.equal((await order('{}', 'application/json')).statusCode, 401);
      const asked = await order('{}', 'application/json', '/api/v1/webhooks/github?secret=x');
      assert.match(asked.body, /There is no parameter \\"secret\\"/);
    } finally {
      await signed.close();
    }
    assert.equal((await test.get('/?tab=issues')).status, 200, 'pages read their address themselves');
    const closed = await test.send('POST', '/api/v1/repositories', { repository: 'golang/go' }, headers);
    assertProblem(closed, 'not_ready', /database/);
  });

  it('reads no message of which it knows before that it takes it not', async () => {
    /** The answer to a message of 25 MiB of which only the headers are sent. */
    const announce = async (webhookSecret: string | undefined, headers: Record<string, string>) => {
      const hooked = await openApi({ settings: { hostnames: ['127.0.0.1'], webhookSecret } });
      try {
        const address = await hooked.api.listen({ host: '127.0.0.1', port: 0 });
        const length = String(25 * 1024 * 1024);
        const message = request(`${address}/api/v1/webhooks/github`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'content-length': length, ...headers },
        });
        message.on('error', () => undefined); // the connection is cut below
        message.flushHeaders();
        const signal = AbortSignal.timeout(5_000);
        const [response] = (await once(message, 'response', { signal })) as [IncomingMessage];
        message.destroy();
        return response.statusCode;
      } finally {
        await hooked.close();
      }
    };
    assert.equal(await announce(undefined, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }), 503, 'off');
    const secret = 'a secret of this test';
    assert.equal(await announce(secret, {}), 401);
    assert.equal(await announce(secret, { 'x-hub-signature-256': 'sha1=0' }), 401);
  });

  it('wants a key for an order', async () => {
    const answer = await test.send('POST', '/api/v1/repositories', { repository: 'golang/go' });
    assertProblem(answer, 'key_required', /^An order needs "Authorization: Bearer KEY"/);
    assert.match(String(answer.headers['www-authenticate']), /^Bearer/);
  });

  it('lives without its database, and says that it is not ready', async () => {
    assert.deepEqual((await test.get('/healthz')).body, { status: 'ok', version: '1.2.3' });
    const ready = await test.get('/readyz');
    assert.equal(ready.status, 503);
    assert.deepEqual(
      ready.body.checks.map(({ name, is_ready }: { name: string; is_ready: boolean }) => [name, is_ready]),
      [
        ['postgres', false],
        ['temporal', false],
        ['worker', false],
      ],
    );
    assertProblem(await test.get('/api/v1/kpis/labels'), 'not_ready', /database does not answer/);
    assertProblem(await test.get('/api/v1/export/issues.csv'), 'not_ready', /database does not answer/);
  });

  it('asks Temporal itself whether it is there, and tells strangers no addresses', async () => {
    const checksOf = async (hasOpenReads: boolean) => {
      const noticed: string[] = [];
      const options = { client: clientOfDeadTemporal(), settings: { hasOpenReads } };
      const dead = await openApi({ ...options, onLine: (line) => noticed.push(line) });
      try {
        const { status, body, text } = await dead.get('/readyz');
        assert.equal(status, 503);
        assert.ok(
          body.checks.every(({ is_ready: ready }: { is_ready: boolean }) => !ready),
          text,
        );
        return { text, log: noticed.join('') };
      } finally {
        await dead.close();
      }
    };
    assert.match((await checksOf(true)).text, /Temporal does not answer \(connect ECONNREFUSED 10\.1\.2\.3:7233\)/);
    const { text, log } = await checksOf(false);
    assert.doesNotMatch(text, /10\.1\.2\.3|127\.0\.0\.1|ECONNREFUSED/);
    assert.match(text, /Temporal does not answer as it should; the log of the API says more/);
    assert.match(log, /10\.1\.2\.3:7233/, 'whoever reads the log is told');
  });

  it('tells what every number means, and lets whoever knows it already keep it', async () => {
    const metrics = await test.get('/api/v1/metrics?view=issue_flow_monthly');
    const found = metrics.body.items.find(({ column }: { column: string }) => column === 'median_hours_to_close');
    assert.equal(found.unit, 'hours');
    assert.match(found.definition, /close/);
    const tag = String(metrics.headers.etag);
    const again = await test.get('/api/v1/metrics?view=issue_flow_monthly', { 'if-none-match': `"other", W/${tag}` });
    assert.deepEqual([again.status, again.text, again.headers.etag], [304, '', tag]);
  });

  it('counts its requests in the form of Prometheus', async () => {
    const { text, headers } = await test.get('/metrics');
    assert.match(String(headers['content-type']), /^text\/plain; version=0\.0\.4/);
    assert.match(
      text,
      /repometer_api_request_duration_seconds_count\{method="GET",route="\/healthz",status="200"\} \d+/,
    );
  });

  it('writes the id of each request into its log, and no key', () => {
    const log = lines.join('');
    assert.ok(!log.includes(secret.secret) && !/bearer/i.test(log));
    const ids = lines.map((line) => (JSON.parse(line) as { reqId?: string }).reqId);
    assert.ok(ids.filter(Boolean).length > 20);
  });
});
