import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childEnvironment, environmentNames } from '../../config.ts';
import { removePostgresFolder } from '../../local/postgres-folder.ts';
import { testTemporalBinary } from '../support/test-servers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Ended {
  code: unknown;
  stdout: string;
  stderr: string;
}

function run(command: string, args: string[], cwd: string, environment: Record<string, string | undefined> = {}) {
  const env = childEnvironment({ npm_config_loglevel: 'error', ...environment });
  return new Promise<Ended>((resolve) => {
    execFile(command, args, { cwd, env, maxBuffer: 64 << 20 }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    );
  });
}

describe('the package that npm pack makes, installed in an empty folder', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'repometer-package-')));
  const app = join(folder, 'app');
  const home = join(app, '.repometer');

  /** Nothing of the developer's own settings reaches it. */
  const unset = Object.fromEntries(environmentNames.map((name) => [name, undefined]));
  const npx = (args: string[], environment: Record<string, string> = {}) =>
    run('npx', ['repometer', ...args], app, {
      ...unset,
      XDG_CACHE_HOME: join(folder, 'cache'),
      ...environment,
    });

  before(async function () {
    this.timeout(300_000);
    const packed = await run('npm', ['pack', '--silent', '--pack-destination', folder], root);
    assert.equal(packed.code, 0, packed.stderr);
    const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    const installed = await run(
      'npm',
      ['install', '--prefix', app, '--prefer-offline', '--no-audit', '--no-fund', join(folder, tarball)],
      folder,
    );
    assert.equal(installed.code, 0, installed.stderr);
  });
  after(() => {
    removePostgresFolder(join(home, 'demo', 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  });

  it('knows its commands', async () => {
    const { code, stdout } = await npx(['--help']);
    assert.equal(code, 0);
    assert.match(stdout, /Usage: repometer/);
    assert.match(stdout, /start \[options\]/);
  });

  it('reads the .env of the folder, where a tsconfig.json and another home mean nothing to it', async () => {
    writeFileSync(join(app, '.env'), 'REPOMETER_API_PORT=banana\n');
    writeFileSync(join(app, 'tsconfig.json'), 'this is no JSON');
    try {
      const { code, stderr } = await npx(['status']);
      assert.equal(code, 2);
      assert.match(stderr, /REPOMETER_API_PORT must be a port number/);
    } finally {
      rmSync(join(app, '.env'));
    }
    const { code, stderr } = await npx(['status']);
    assert.equal(code, 1);
    assert.ok(stderr.includes(`There is no database in ${home} yet`), stderr);
  });

  it('runs the demo: real servers, a worker whose workflows are bundled below node_modules, and the reports', async function () {
    this.timeout(300_000);
    const { path } = await testTemporalBinary();
    const { code, stdout, stderr } = await npx(['start', '--once'], { REPOMETER_TEMPORAL_CLI: path });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /all of its data is SYNTHETIC/);
    assert.match(stderr, /Everything is stopped/);
    assert.match(stdout, /demo\/widgets: new_contributors_monthly/);
    assert.match(stdout, /demo\/widgets: issue_labels_monthly[^]*bug/);
    assert.ok(!existsSync(join(home, 'demo', 'run.json')), 'something was left running');
    assert.deepEqual(readdirSync(join(home, 'demo', 'processes')), []);
  });

  it('answers SQL from what it has stored, and finds itself in order', async function () {
    this.timeout(120_000);
    const counted = await npx(['sql', 'select count(*) > 1000 as many from report.issues', '--format', 'json']);
    assert.deepEqual(JSON.parse(counted.stdout), [{ many: true }]);
    const doctor = await npx(['doctor', 'home', 'postgres']);
    assert.equal(doctor.code, 0, doctor.stdout + doctor.stderr);
  });
});
