import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partEnvironment } from '../../client/cli/part-environment.ts';
import { judgeCycle } from '../../client/cli/start/judge-cycle.ts';
import { keepWorker } from '../../client/cli/start/keep-worker.ts';
import { lastComplaint } from '../../client/cli/start/last-complaint.ts';
import { planStart } from '../../client/cli/start/plan-start.ts';
import { recentMonths } from '../../client/cli/start/recent-months.ts';
import { readyText } from '../../client/cli/start/say-ready.ts';
import { tellConnection } from '../../client/cli/start/tell-connection.ts';
import { workflowsUrl } from '../../client/cli/start/workflows-url.ts';
import type { Table } from '../../client/reports/table.ts';
import { loadConfig } from '../../config.ts';
import type { LoopStatus, State } from '../../workflows/contract.ts';

const config = (environment: Record<string, string> = {}) => loadConfig({ REPOMETER_HOME: '/h', ...environment });
const demo = ['demo/a'];

describe('what a start will do', () => {
  it('is the demo, in a home of its own and said to be synthetic, where nothing names a GitHub or a repository', () => {
    const plan = planStart(config({ GITHUB_TOKEN: '' }), [], demo);
    assert.equal(plan.isDemo, true);
    assert.equal(plan.config.home, '/h/demo');
    assert.deepEqual(plan.repositories, demo);
    assert.match(plan.notes.join(' '), /SYNTHETIC/);
  });

  it('is never the demo with a token, an API of its own, or a repository', () => {
    for (const [environment, names] of [
      [{ GITHUB_TOKEN: 't' }, []],
      [{ GITHUB_TOKEN: '', GITHUB_API_URL: 'http://127.0.0.1:1' }, []],
      [{ GITHUB_TOKEN: '', REPOMETER_REPOSITORIES: 'a/b' }, []],
      [{ GITHUB_TOKEN: '' }, ['a/b']],
    ] as [Record<string, string>, string[]][]) {
      const plan = planStart(config(environment), names, demo);
      assert.equal(plan.isDemo, false, JSON.stringify(environment));
      assert.equal(plan.config.home, '/h');
    }
  });

  it('says how slow GitHub is without a token', () => {
    assert.match(planStart(config({ GITHUB_TOKEN: '' }), ['a/b'], demo).notes.join(), /60 requests an hour/);
    assert.deepEqual(planStart(config({ GITHUB_TOKEN: 't' }), ['a/b'], demo).notes, []);
  });
});

describe('links into the UI of Temporal', () => {
  it('lead to the embedded one, or to the one that is set and its namespace', () => {
    const elsewhere = config({
      TEMPORAL_ADDRESS: 'temporal.example.org:7233',
      TEMPORAL_NAMESPACE: 'teams/data',
      REPOMETER_TEMPORAL_UI_URL: 'https://temporal.example.org/',
    });
    assert.equal(workflowsUrl(undefined, elsewhere), 'https://temporal.example.org/namespaces/teams%2Fdata/workflows');
    assert.equal(
      workflowsUrl('http://127.0.0.1:8233', elsewhere),
      'http://127.0.0.1:8233/namespaces/default/workflows',
      'that of the server that runs here',
    );
    assert.equal(workflowsUrl(undefined, config()), undefined);
  });
});

describe('the environment of a part', () => {
  const places = { databaseUrl: 'postgres://o@h/d', temporalAddress: '127.0.0.1:9', demoUrl: 'http://127.0.0.1:8' };

  it('of the demo holds no credential of the user', () => {
    const environment = partEnvironment(config({ GITHUB_TOKEN: 'secret' }), places);
    assert.ok(!Object.values(environment).includes('secret'));
    assert.equal(environment.GITHUB_API_URL, places.demoUrl);
  });

  it('of the embedded Temporal has nothing of a profile for another cluster', () => {
    const foreign = config({ TEMPORAL_API_KEY: 'key', TEMPORAL_NAMESPACE: 'prod', TEMPORAL_TLS: 'true' });
    const child = loadConfig(partEnvironment(foreign, places));
    assert.deepEqual(child.temporal.environment, {
      TEMPORAL_ADDRESS: '127.0.0.1:9',
      TEMPORAL_NAMESPACE: 'default',
      TEMPORAL_CONFIG_FILE: '/h/no-temporal.toml',
    });
  });
});

describe('how a cycle is judged', () => {
  const status = (state: State): LoopStatus => ({
    repository: 'a/b',
    phase: 'ok',
    cycle: 1,
    isCycleRunning: false,
    settledCycle: 1,
    isPaused: false,
    nextSyncAt: null,
    limitedUntil: null,
    resources: [{ resource: 'issues', state, rows: 0, reason: 'Why.', nextTryAt: null }],
  });

  it('fails for what cannot be read, warns for what may not or not yet be read, and is silent for the rest', () => {
    for (const state of ['failed', 'missing', 'gone', 'blocked'] as const) {
      assert.deepEqual(judgeCycle(status(state)), { failures: [`a/b issues is ${state}: Why.`], warnings: [] });
    }
    for (const state of ['stats_pending', 'forbidden', 'disabled'] as const) {
      assert.deepEqual(judgeCycle(status(state)), { failures: [], warnings: [`a/b issues is ${state}: Why.`] });
    }
    assert.deepEqual(judgeCycle(status('ok')), { failures: [], warnings: [] });
  });
});

describe('a worker that ends', () => {
  it('is started again, until three in a row end at once', async () => {
    let starts = 0;
    const said: string[] = [];
    const start = () => {
      starts += 1;
      return Promise.resolve({ exited: Promise.resolve('ended with code 1') });
    };
    const say = (line: string) => void said.push(line);
    const { signal } = new AbortController();
    await assert.rejects(keepWorker({ start, say, signal, restartMs: 0 }), /ended with code 1, and so did 2 before it/);
    assert.equal(starts, 3);
    assert.equal(said.length, 2);
  });

  it('is not started again once everything stops', async () => {
    const stop = new AbortController();
    let starts = 0;
    const exited = new Promise<string>(() => undefined);
    const kept = keepWorker({
      start: () => Promise.resolve({ exited: ((starts += 1), exited) }),
      say: () => undefined,
      signal: stop.signal,
    });
    stop.abort();
    await kept;
    assert.equal(starts, 1);
  });
});

describe('files of a start', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'repometer-cli-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('the last complaint of a log is its last error, or what Node itself wrote', () => {
    const file = join(folder, 'worker.log');
    assert.equal(lastComplaint(file), undefined);
    writeFileSync(file, '{"level":60,"msg":"The token is bad."}\n{"level":30,"msg":"stopped"}\n');
    assert.equal(lastComplaint(file), 'The token is bad.');
  });

  it('the password goes into a private file, not into what is shown', () => {
    const options = {
      home: folder,
      readerUrl: 'postgres://repometer_reader:p%3Ass@127.0.0.1:54329/repometer',
      isEmbedded: true,
    };
    const shown = tellConnection({ ...options, showUrl: false });
    assert.ok(!shown.includes('p%3Ass') && !shown.includes('p:ss'), shown);
    const file = join(folder, 'pgpass');
    assert.equal(readFileSync(file, 'utf8'), '127.0.0.1:54329:repometer:repometer_reader:p\\:ss\n');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.ok(tellConnection({ ...options, showUrl: true }).includes('p%3Ass'));
  });

  it('says at the end what to open and how to connect', () => {
    const shown = readyText({
      connect: 'psql something',
      temporalUiUrl: 'http://127.0.0.1:8233',
      repositories: ['Demo/widgets'],
      api: { url: 'http://127.0.0.1:8080/', keyFile: '/home/api-key' },
    });
    assert.match(shown.trim(), /^Repometer +http:\/\/127\.0\.0\.1:8080\/\n/, 'the link comes first');
    assert.match(shown, /API +http:\/\/127\.0\.0\.1:8080\/api\/docs, key for orders in \/home\/api-key\n/);
    assert.ok(shown.includes('/namespaces/default/workflows/sync%2Fdemo%2Fwidgets'), shown);
    assert.match(shown, /SQL +psql something\n/);
  });
});

describe('what a start says at last', () => {
  it('stands in README as it is printed', () => {
    const home = '…/.repometer/demo';
    const shown = readyText({
      connect: `PGPASSFILE='${home}/pgpass' psql 'host=127.0.0.1 port=54329 dbname=repometer user=repometer_reader'`,
      temporalUiUrl: 'http://127.0.0.1:8233',
      repositories: ['widgets', 'gateway', 'handbook', 'incubator'].map((name) => `demo/${name}`),
      api: { url: 'http://127.0.0.1:8080/', keyFile: `${home}/api-key` },
    });
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    assert.ok(readme.includes(`${shown}\n\`\`\`\n`), shown);
  });
});

describe('tables of a start', () => {
  const table = (names: string[], ...rows: (string | null)[][]): Table => ({
    columns: names.map((name) => ({ name, type: 25 })),
    rows,
  });

  it('the last months are the last that have rows', () => {
    const months = table(['month'], ['2020-01-01'], ['2020-03-01'], ['2020-03-01'], ['2021-01-01']);
    assert.deepEqual(recentMonths(months, 2).rows, [['2020-03-01'], ['2020-03-01'], ['2021-01-01']]);
  });
});
