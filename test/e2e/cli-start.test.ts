import assert from 'node:assert/strict';
import { isAlive } from '../../local/process-identity.ts';
import { readRunFile } from '../../local/run-file.ts';
import { resources } from '../../workflows/contract.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Simulator } from '../simulator/server.ts';
import { createWorld } from '../simulator/world.ts';
import { createOwnHome } from '../support/own-home.ts';
import type { OwnHome } from '../support/own-home.ts';
import { runCli, startCli } from './cli-run.ts';

describe('repometer start', function () {
  this.timeout(300_000);
  let simulator: Simulator;
  let own: OwnHome | undefined;
  let home: string;
  let environment: Record<string, string>;

  before(async () => {
    const world = createWorld({ seed: 5 });
    world.addRepository({ owner: 'acme', name: 'widgets', issues: 250, contributors: 5 });
    simulator = await startSimulator({ world, statsPendingCalls: 0 });
    own = await createOwnHome();
    home = own.folder;
    environment = { ...own.environment, GITHUB_API_URL: simulator.url, GITHUB_TOKEN: 'test-token' };
  });
  after(async () => {
    await simulator?.close();
    await own?.remove();
  });

  it('--once loads a repository, prints its KPIs, names what failed, exits 1 for that, and leaves nothing running', async () => {
    const { code, out, err } = await runCli(['start', 'acme/widgets', 'acme/nowhere', '--once'], environment);
    assert.equal(code, 1, err);
    assert.match(err, /acme\/nowhere does not exist, or this token may not see it/);
    assert.match(out, /acme\/widgets: new_contributors_monthly\n/);
    assert.match(out, /acme\/widgets: issue_labels_monthly\n\n[^]*issues_opened/);
    assert.match(err, /Everything is stopped; the data stays\./);
    assert.equal(readRunFile(home), undefined);
  });

  it('--once again asks anew, and exits 0', async () => {
    const before = simulator.requests.length;
    const { code, err } = await runCli(['start', 'acme/widgets', '--once'], environment);
    assert.equal(code, 0, err);
    assert.ok(simulator.requests.length > before);
  });

  it('runs until Ctrl-C, lets other commands find it, and stops everything in order', async () => {
    const started = startCli(['start', 'acme/widgets'], environment);
    await started.said('Ctrl-C stops everything');
    const run = readRunFile(home);
    assert.deepEqual(Object.keys(run?.processes ?? {}).sort(), ['postgres', 'temporal', 'worker']);
    const status = await runCli(['status', '--format', 'json'], environment);
    const rows = JSON.parse(status.out) as { resource: string; state: string; rows_stored: number }[];
    assert.deepEqual(
      rows.map(({ resource }) => resource),
      [...resources].sort(),
    );
    const stored = new Map(rows.map(({ resource, rows_stored: count }) => [resource, count]));
    const named = ['contributor_stats', 'issues', 'repository'].map((resource) => stored.get(resource));
    assert.deepEqual(named, [5, 250, 1]);

    // Wherever its API listens: a port that is set afterwards is not that of what runs.
    const open = () => runCli(['open', '--print'], { ...environment, REPOMETER_API_PORT: '1' });
    const { out: address } = await open();
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/\n$/);
    assert.equal((await fetch(address.trim())).status, 200);

    const temporal = run!.processes['temporal']!.pid;
    process.kill(temporal, 'SIGSTOP');
    const frozen = await runCli(['status'], environment).finally(() => process.kill(temporal, 'SIGCONT'));
    assert.match(frozen.err, /No Temporal answers at/, 'it runs, and does not answer');
    assert.doesNotMatch(frozen.err, /does not run/);

    started.interrupt();
    const { code, err } = await started.ended;
    assert.equal(code, 0, err);
    assert.ok(err.indexOf('Stopping …') < err.indexOf('Everything is stopped'), err);
    assert.ok(err.includes(address.trim()), err);
    assert.match((await open()).err, /^Nothing serves the dashboard at http:\/\/127\.0\.0\.1:1\/: /);
    assert.deepEqual(Object.values(run?.processes ?? {}).filter(isAlive), []);
  });

  it('stops everything in order when nobody reads what it says any more', async () => {
    const started = startCli(['start', 'acme/widgets'], environment);
    await started.said("Temporal's UI");
    const run = readRunFile(home);
    // What it says next, the board's first lines, meets no reader.
    started.closePipes();
    assert.equal((await started.ended).code, 0);
    assert.deepEqual(Object.values(run?.processes ?? {}).filter(isAlive), []);
    assert.equal(readRunFile(home), undefined);
  });

  it('leaves its data to the commands that read, which start Postgres for the moment', async () => {
    const { code, out, err } = await runCli(
      ['sql', 'select count(*) from report.issues', '--format', 'csv'],
      environment,
    );
    assert.equal(code, 0, err);
    assert.match(out, /^count\n\d+\n$/);
    assert.equal(readRunFile(home), undefined);
  });

  it('says while it is stopped that nothing is looked at', async () => {
    for (const command of [['status'], ['status', 'acme/widgets'], ['repos', 'list']]) {
      const { code, err } = await runCli(command, environment);
      assert.equal(code, 0, err);
      assert.match(
        err,
        /Repometer does not run, so nothing is looked at now\. "npm start" goes on\./,
        command.join(' '),
      );
    }
  });
});
