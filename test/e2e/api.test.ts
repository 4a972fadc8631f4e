import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from '@temporalio/client';
import { messages, syncWorkflowId } from '../../workflows/contract.ts';
import { createKey, listKeys, revokeKey } from '../../client/keys/change-keys.ts';
import { startApi } from '../../client/api/start-api.ts';
import { createLog } from '../../client/api/create-log.ts';
import { loadConfig } from '../../config.ts';
import { openApi } from '../support/open-api.ts';
import type { Answer, TestApi } from '../support/open-api.ts';
import { pythonWith } from '../support/python-packages.ts';
import { until } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';
import { runCli } from './cli-run.ts';

const webhookSecret = 'a secret of this test';

describe('the API on real servers', function () {
  this.timeout(240_000);
  const tests = withRig(import.meta.url);
  let test: TestApi;
  let admin: Record<string, string>;
  const severe: string[] = [];
  const onLine = (line: string) => {
    if ((JSON.parse(line) as { level: number }).level >= 50) severe.push(line);
  };

  before(async function () {
    this.timeout(120_000);
    const { database, client, db } = tests.rig;
    test = await openApi({ database, client, settings: { webhookSecret, requestsPerMinute: 100_000 }, onLine });
    admin = { authorization: `Bearer ${await createKey(db, 'admin', 'admin')}` };
  });
  after(() => test?.close());

  const order = (method: 'POST' | 'DELETE', url: string, body?: unknown) =>
    test.send(method, `/api/v1${url}`, body, admin);
  const codeOf = ({ status, text }: Answer) => [status, (JSON.parse(text) as { code?: string }).code];

  it('keeps a repository: starts, shows, pauses, resumes, syncs and stops its loop', async () => {
    const name = tests.addRepository({ issues: 30 });
    const added = await order('POST', '/repositories', { repository: name, every: '1d', resources: ['issues'] });
    assert.deepEqual(
      [added.status, added.body],
      [201, { name, workflow_id: syncWorkflowId(name), is_new: true, notes: [] }],
    );
    await tests.rig.settled(name);
    const again = await order('POST', '/repositories', { repository: name });
    assert.deepEqual([again.status, again.body.is_new], [200, false]);
    assert.deepEqual(codeOf(await order('POST', '/repositories', { repository: name, every: '2h' })), [
      409,
      'loop_exists',
    ]);

    const shown = await test.get(`/api/v1/repositories/${name.toUpperCase()}`);
    assert.equal(shown.status, 200, shown.text);
    assert.deepEqual([shown.body.repository, shown.body.details.owner, shown.body.loop.every], [name, 'acme', '1d']);
    const issues = shown.body.resources.find(({ resource }: { resource: string }) => resource === 'issues');
    assert.deepEqual([issues.state, issues.rows_stored], ['ok', 30]);
    const listed = await test.get(`/api/v1/issues?repository=${name}&page_size=1`);
    const { rows } = await tests.rig.db.query<{ issues: number }>(
      'select count(*)::int as issues from report.issues where repository = $1',
      [name],
    );
    assert.equal(listed.body.total_records, rows[0]!.issues);

    assert.equal((await order('POST', `/repositories/${name}/pause`)).body.is_paused, true);
    const statusOf = async () =>
      (await tests.rig.client.workflow.getHandle(syncWorkflowId(name)).query<{ isPaused: boolean }>(messages.status))
        .isPaused;
    assert.equal(await statusOf(), true);
    assert.equal((await order('POST', `/repositories/${name}/activate`)).body.is_paused, false);
    assert.equal(await statusOf(), false);
    const synced = await order('POST', `/repositories/${name}/sync`);
    assert.equal(synced.status, 202, synced.text);
    assert.ok(synced.body.cycle >= 2);
    await tests.rig.settled(name, synced.body.cycle as number);

    const stopped = await order('DELETE', `/repositories/${name}`);
    assert.deepEqual([stopped.status, stopped.body.stopped], [200, 'cancelled'], stopped.text);
    assert.deepEqual(codeOf(await order('DELETE', `/repositories/${name}`)), [404, 'loop_unknown']);
    assert.deepEqual(codeOf(await order('POST', `/repositories/${name}/sync`)), [404, 'loop_unknown']);
    assert.equal(
      (await test.get(`/api/v1/issues?repository=${name}`)).body.total_records,
      rows[0]!.issues,
      'the data stays',
    );
  });

  it('refuses orders that cannot be, each with its sentence', async () => {
    const cases: [string, object, number, string, RegExp][] = [
      ['/repositories', {}, 400, 'bad_body', /repository is missing/],
      ['/repositories', { repository: 'golang' }, 400, 'bad_body', /repository/],
      ['/repositories', { repository: 'a/b', every: '1 fortnight' }, 400, 'bad_body', /every/],
      ['/repositories', { repository: 'a/b', from: '2999-01-01' }, 400, 'bad_body', /from/],
      [
        '/repositories',
        { repository: 'a/b', resources: ['stars'] },
        400,
        'bad_body',
        /must be one of repository, issues/,
      ],
      ['/repositories', { repository: 'a/b', evry: '1h' }, 400, 'bad_body', /There is no member "evry"/],
      ['/organizations', { owner: 'acme', forks: 'true' }, 400, 'bad_body', /forks must be boolean/],
      ['/event-sources', { source: 'acme', max_pages: 4 }, 400, 'bad_body', /max_pages/],
      [
        '/backfills',
        { repository: 'acme/none', from: '2020-01-02', to: '2020-01-01' },
        400,
        'bad_body',
        /to must come after from/,
      ],
      ['/backfills', { repository: 'acme/none' }, 404, 'loop_unknown', /No loop keeps acme\/none/],
    ];
    for (const [url, body, status, code, detail] of cases) {
      const answer = await order('POST', url, body);
      assert.deepEqual(codeOf(answer), [status, code], answer.text);
      assert.match(answer.body.detail, detail);
    }
    const dryRun = { 'dry-run': true };
    for (const [method, url] of [
      ['POST', '/repositories/acme/none/pause'],
      ['POST', '/repositories/acme/none/sync'],
      ['DELETE', '/repositories/acme/none'],
      ['POST', '/backfills/acme/none/pause'],
      ['DELETE', '/backfills/acme/none'],
    ] as const) {
      const parameter = await order(method, `${url}?dry-run=true`);
      assert.deepEqual(codeOf(parameter), [400, 'bad_parameter'], parameter.text);
      assert.match(parameter.body.detail, /There is no parameter "dry-run"/);
      assert.deepEqual(codeOf(await order(method, url, dryRun)), [400, 'bad_body'], url);
      assert.deepEqual((await order(method, url, {})).status, 404, 'an empty body says nothing');
    }
    assert.deepEqual(codeOf(await order('POST', '/repositories?dry-run=true', { repository: 'acme/none' })), [
      400,
      'bad_parameter',
    ]);
  });

  it('keeps an owner and a source of events, and stops what it has started', async () => {
    const name = tests.addRepository({ issues: 3 });
    const [owner, repository] = name.split('/');
    const added = await order('POST', '/organizations', {
      owner,
      include: [repository],
      repositories: { resources: ['issues'] },
    });
    assert.equal(added.status, 201, added.text);
    const shown = await until(async () => {
      const { status, body } = await test.get(`/api/v1/organizations/${owner}`);
      return status === 200 && body.loop.loops_started === 1 && (body as { loop: { kept: number } });
    });
    assert.equal(shown.loop.kept, 1);
    const stopped = await order('DELETE', `/organizations/${owner}`);
    assert.deepEqual(
      stopped.body.notes,
      ['1 of the 1 loops that it has started were stopped; their data stays.'],
      stopped.text,
    );

    const source = await order('POST', '/event-sources', { source: name, every: '1h' });
    assert.equal(source.status, 201, source.text);
    const feed = await until(async () => {
      const { status, body } = await test.get(`/api/v1/event-sources/${name}`);
      return status === 200 && (body as { loop: { kind: string; every: string } });
    });
    assert.deepEqual([feed.loop.kind, feed.loop.every], ['pollEvents', '1h']);
    assert.equal((await test.get('/api/v1/event-sources')).body.total_records, 1);
    assert.equal((await order('POST', `/event-sources/${name}/deactivate`)).body.is_paused, true);
    assert.equal((await order('DELETE', `/event-sources/${name}`)).status, 200);
    assert.deepEqual(codeOf(await test.get('/api/v1/event-sources/public')), [404, 'loop_unknown']);
  });

  it('starts a backfill, tells how far it is, and cancels it', async () => {
    const name = tests.addRepository({ issues: 40 });
    const day = tests.rig.simulator.world.clock().toISOString().slice(0, 10);
    await tests.load(name, { resources: ['issues'], from: day });
    const started = await order('POST', '/backfills', { repository: name, from: '2016-01-01' });
    assert.deepEqual([started.status, started.body.id], [202, name], started.text);
    const done = await until(async () => {
      const { status, body, text } = await test.get(`/api/v1/backfills/${encodeURIComponent(name)}`);
      assert.equal(status, 200, text);
      return (
        body.resources.some(({ state }: { state: string }) => state === 'done') &&
        (body as { id: string; resources: { resource: string; rows: number }[] })
      );
    });
    assert.equal(done.id, name);
    assert.ok(done.resources.find(({ resource }: { resource: string }) => resource === 'issues')!.rows > 0);
    assert.deepEqual(codeOf(await order('DELETE', '/backfills/acme/none')), [404, 'backfill_unknown']);
  });

  it('is woken by a signed message of GitHub alone, once, and stores nothing of it', async () => {
    const name = tests.addRepository({ issues: 5 });
    await tests.load(name, { resources: ['issues'], waits: { ...{ wakeEvery: '1s' }, lag: '0s', kpisEvery: '100ms' } });
    const message = (full: string, extra = {}) =>
      JSON.stringify({ action: 'opened', repository: { full_name: full }, issue: { number: 999 }, ...extra });
    const deliver = async (payload: string, { key = webhookSecret, to = test } = {}) => {
      const signature = `sha256=${createHmac('sha256', key).update(payload).digest('hex')}`;
      const headers = {
        'content-type': 'application/json',
        'x-hub-signature-256': signature,
        'x-github-delivery': crypto.randomUUID(),
      };
      const { statusCode, body } = await to.api.inject({
        method: 'POST',
        url: '/api/v1/webhooks/github',
        payload,
        headers,
      });
      return [statusCode, JSON.parse(body) as { is_woken?: boolean; reason?: string; code?: string }] as const;
    };
    const [refused, problem] = await deliver(message(name), { key: 'another secret of somebody' });
    assert.deepEqual([refused, problem.code], [401, 'bad_signature']);
    const before = (await tests.rig.settled(name)).cycle;
    assert.deepEqual(await deliver(message(name)), [202, { is_woken: true, reason: null }]);
    await tests.rig.settled(name, before + 1);
    assert.deepEqual((await deliver(message(name)))[1], { is_woken: false, reason: 'This message came before.' });
    // At another process, or after a restart.
    const other = await openApi({
      database: tests.rig.database,
      client: tests.rig.client,
      settings: { webhookSecret },
    });
    try {
      assert.deepEqual((await deliver(message(name), { to: other }))[1].reason, 'This message came before.');
    } finally {
      await other.close();
    }
    assert.equal(
      (await deliver(message(name, { zen: 'Keep it.' })))[1].is_woken,
      true,
      'another message is none of that',
    );
    await tests.rig.db.query(`update sync.webhook_delivery set received_at = received_at - interval '8 days'`);
    assert.equal((await deliver(message(name, { zen: 'Be it.' })))[1].is_woken, true);
    const { rows: kept } = await tests.rig.db.query('select from sync.webhook_delivery');
    assert.equal(kept.length, 1, 'what is older than a week is forgotten');
    // What could not be delivered comes again, and wakes then.
    const down = await openApi({ database: tests.rig.database, settings: { webhookSecret } });
    try {
      const late = message(name, { zen: 'Wait.' });
      assert.equal((await deliver(late, { to: down }))[0], 503);
      assert.equal((await deliver(late))[1].is_woken, true);
    } finally {
      await down.close();
    }
    assert.match((await deliver(message('acme/nobody')))[1].reason!, /No loop of acme\/nobody runs/);
    assert.match((await deliver('{"zen":"."}'))[1].reason!, /names no repository/);
    assert.equal((await deliver('[1'))[0], 400);
    const { rows } = await tests.rig.db.query('select from github.issue where number = 999');
    assert.equal(rows.length, 0);
  });

  it('knows keys from the moment when they are made to that when they are revoked, and what they may', async () => {
    const environment = { DATABASE_URL: tests.rig.database.url, DATABASE_READER_URL: tests.rig.database.readerUrl };
    const made = await runCli(['keys', 'create', '--name', 'grafana', '--scope', 'read'], environment);
    assert.equal(made.code, 0, made.err);
    const key = made.out.trim();
    assert.match(key, /^repometer_[a-z0-9]{12}_[A-Za-z0-9_-]{43}$/);
    const headers = { authorization: `Bearer ${key}` };
    const url = '/api/v1/kpis/releases';
    const read = await test.get(url, headers);
    assert.equal(read.status, 200, read.text);
    assert.deepEqual(
      [read.headers['ratelimit-limit'], Number(read.headers['ratelimit-remaining']) < 100_000],
      ['100000', true],
    );
    const refused = await test.send('POST', '/api/v1/repositories', { repository: 'a/b' }, headers);
    assert.deepEqual(codeOf(refused), [403, 'scope_missing']);
    const { rows } = await tests.rig.db.query<{ row: string }>(`select key::text as row from sync.api_key as key`);
    assert.ok(
      rows.every(({ row }) => !row.includes(key.slice(-43))),
      'the secret stands nowhere',
    );
    const listed = (await listKeys(tests.rig.db)).find(({ name }) => name === 'grafana')!;
    assert.ok(listed.last_used_at !== null && listed.revoked_at === null);
    const twice = await runCli(['keys', 'create', '--name', 'grafana'], environment);
    assert.deepEqual(
      [twice.code, twice.err],
      [1, 'There is a key "grafana" already; "repometer keys revoke grafana" ends it.\n'],
    );
    const revoked = await runCli(['keys', 'revoke', 'grafana'], environment);
    assert.deepEqual([revoked.code, revoked.err], [0, 'The key grafana is revoked.\n']);
    assert.deepEqual(codeOf(await test.get(url, headers)), [401, 'key_invalid']);
    assert.equal((await test.get(url)).status, 200, 'reads are open');
    assert.match((await runCli(['keys', 'list'], environment)).out, /grafana +read/);
  });

  it('limits each key, and whoever tries wrong ones', async () => {
    const strict = await openApi({
      database: tests.rig.database,
      settings: { requestsPerMinute: 3, hasOpenReads: false },
    });
    try {
      const [one, other] = [
        await createKey(tests.rig.db, 'one', 'read'),
        await createKey(tests.rig.db, 'other', 'read'),
      ];
      const ask = (key: string) => strict.get('/api/v1/kpis/releases', { authorization: `Bearer ${key}` });
      assert.deepEqual(codeOf(await strict.get('/api/v1/kpis/releases')), [401, 'key_required']);
      for (let left = 2; left >= 0; left -= 1)
        assert.equal((await ask(one)).headers['ratelimit-remaining'], String(left));
      const limited = await ask(one);
      assert.deepEqual(codeOf(limited), [429, 'too_many_requests']);
      assert.ok(Number(limited.headers['retry-after']) > 0);
      assert.equal((await ask(other)).status, 200, 'the other one has its own');
      const wrong = `${one.slice(0, -1)}${one.endsWith('A') ? 'B' : 'A'}`;
      const codes: number[] = [];
      for (let time = 0; time < 22; time += 1) codes.push((await ask(wrong)).status);
      assert.deepEqual([codes[0], codes.at(-1)], [401, 429]);
      await revokeKey(tests.rig.db, 'one');
    } finally {
      await strict.close();
    }
  });

  it('listens on this machine, says that it is ready, and refuses to be reached by others without a key', async () => {
    const { rig } = tests;
    const start = (environment: Record<string, string>) =>
      startApi({
        config: loadConfig(environment),
        version: '1',
        readerUrl: rig.database.readerUrl,
        databaseUrl: undefined,
        temporal: () => Promise.resolve(rig.client),
        log: createLog('silent', { write: () => undefined }),
        say: () => undefined,
      });
    const keys = await rig.db.query(
      'update sync.api_key set revoked_at = now() where revoked_at is null returning key_id',
    );
    await assert.rejects(
      start({ REPOMETER_API_HOST: '0.0.0.0' }),
      /by any name: say by which it is called, REPOMETER_API_NAMES/,
    );
    const open = { REPOMETER_API_HOST: '0.0.0.0', REPOMETER_API_NAMES: 'api.example' };
    await assert.rejects(start(open), /there is no key: make one with "repometer keys create/);
    const proxied = { REPOMETER_API_NAMES: 'api.example' };
    await assert.rejects(start(proxied), /^Error: The API is called api\.example .* there is no key/);
    await rig.db.query('update sync.api_key set revoked_at = null where key_id = any ($1)', [
      keys.rows.map(({ key_id: id }: { key_id: string }) => id),
    ]);
    const api = await start(open);
    assert.equal((await fetch(`${api.url}api/v1/metrics`)).status, 401, 'reads need a key there');
    assert.equal((await fetch(`${api.url}healthz`)).status, 200);
    const ready = await fetch(`${api.url}readyz`);
    assert.deepEqual([ready.status, ((await ready.json()) as { status: string }).status], [200, 'ready']);
    await api.close();
    const behind = await start(proxied);
    assert.equal((await fetch(`${behind.url}api/v1/metrics`)).status, 401, 'a proxy comes from this machine, too');
    await behind.close();
  });

  it('reads on without a worker; a start waits for one, what needs one now is refused, and it says that it is not ready', async () => {
    const { database, client } = tests.rig;
    // Nobody works in this namespace.
    const idle = new Client({ connection: client.connection, namespace: 'default' });
    const alone = await openApi({ database, client: idle });
    const ask = (method: 'POST' | 'DELETE', url: string, body?: unknown) =>
      alone.send(method, `/api/v1/repositories${url}`, body, admin);
    const repository = 'api-e2e/nobody-works-here';
    try {
      const ready = await alone.get('/readyz');
      assert.deepEqual(
        [ready.status, ready.body],
        [
          503,
          {
            status: 'not ready',
            checks: [
              { name: 'postgres', is_ready: true, reason: null },
              { name: 'temporal', is_ready: true, reason: null },
              { name: 'worker', is_ready: false, reason: 'No worker has asked for work within the last minute.' },
            ],
          },
        ],
      );
      assert.equal((await alone.get('/api/v1/kpis/releases')).status, 200);
      const added = await ask('POST', '', { repository });
      assert.deepEqual([added.status, added.body.is_new], [201, true], added.text);
      assert.match(added.body.notes.join(), /No worker runs/);
      for (const needsOne of ['sync', 'pause']) {
        const refused = await ask('POST', `/${repository}/${needsOne}`);
        assert.deepEqual(codeOf(refused), [503, 'no_worker'], refused.text);
        assert.match(refused.body.detail, /start one with "npm start" or "repometer worker"/);
      }
      const stopped = await ask('DELETE', `/${repository}`);
      assert.deepEqual([stopped.status, stopped.body.stopped], [200, 'terminated'], stopped.text);
      assert.equal(stopped.body.reason, 'no worker runs');
    } finally {
      await idle.workflow
        .getHandle(syncWorkflowId(repository))
        .terminate()
        .catch(() => undefined);
      await alone.close();
    }
  });

  it('reads on without Temporal, and refuses orders', async () => {
    const alone = await openApi({ database: tests.rig.database });
    try {
      assert.equal((await alone.get('/api/v1/kpis/releases')).status, 200);
      const refused = await alone.send('POST', '/api/v1/repositories', { repository: 'acme/some' }, admin);
      assert.deepEqual(codeOf(refused), [503, 'not_ready'], refused.text);
      assert.equal((await alone.get('/readyz')).status, 503);
    } finally {
      await alone.close();
    }
  });

  it('never fails, and answers as its document says, whatever is asked', async () => {
    const python = pythonWith(['schemathesis==4.32.5'], 'the fuzzing of the API');
    // No Temporal: what passes all checks of an order must not start thousands of loops.
    const fuzzed = await openApi({
      database: tests.rig.database,
      settings: { hostnames: ['127.0.0.1'], requestsPerMinute: 1_000_000 },
      onLine,
    });
    severe.length = 0;
    try {
      const address = await fuzzed.api.listen({ host: '127.0.0.1', port: 0 });
      const checks =
        'status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,unsupported_method,allow_header_conformance';
      // Bounded by time: the coverage phase comes first, and fuzzing fills what is left of it. One worker: its threads share Python's
      // parser, which Python 3.11 breaks off now and then ("AST constructor recursion depth mismatch").
      const always =
        '--phases coverage,fuzzing --max-examples 3 --max-time 24 --seed 1 --generation-database none --workers 1 --warnings off --no-color';
      const fuzz = (...options: string[]) =>
        new Promise<{ code: number | null; said: string }>((resolve) => {
          const args = ['run', `${address}/api/openapi.json`, ...always.split(' '), ...options];
          const program = join(dirname(python), 'schemathesis');
          const child = execFile(program, args, { maxBuffer: 1 << 26, cwd: tmpdir() }, (_error, out, err) =>
            resolve({ code: child.exitCode, said: out + err }),
          );
        });
      // One of each kind: the lists are made of one function, and so are the orders to loops.
      const some =
        'healthz|api/v1/(metrics|kpis/(labels|new-contributors)|issues|accounts|loops|events/counts|repositories.*|export/.*csv)';
      const but = (...methods: string[]) => methods.flatMap((method) => ['--exclude-method', method]);
      const reads = [...but('POST', 'DELETE'), '--include-path-regex', `^/(${some})$`];
      const read = await fuzz(...reads, '--checks', `not_a_server_error,negative_data_rejection,${checks}`);
      assert.equal(read.code, 0, read.said);
      assert.match(read.said, /Tested: +[1-9]/);
      const orders = [
        '--include-method',
        'POST',
        '--include-path-regex',
        `^/api/v1/(\\w|-)+(/github|/.*/(sync|pause))?$`,
      ];
      const ordered = await fuzz(...orders, '--header', `Authorization: ${admin.authorization}`, '--checks', checks);
      assert.match(ordered.said, /Tested: +[1-9]/);
      assert.equal(ordered.code, 0, ordered.said);
      const faults = severe.filter((line) => !/No Temporal answers|Webhooks are off/.test(line));
      assert.deepEqual(faults, []);
    } finally {
      await fuzzed.close();
    }
  });
});
