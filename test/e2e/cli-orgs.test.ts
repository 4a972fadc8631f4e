import assert from 'node:assert/strict';
import { until, createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { runCli } from './cli-run.ts';

describe('the commands of owners', function () {
  this.timeout(240_000);
  let rig: Rig;
  let environment: Record<string, string>;

  before(async () => {
    rig = await createRig(import.meta.url);
    environment = {
      DATABASE_URL: rig.database.url,
      DATABASE_READER_URL: rig.database.readerUrl,
      TEMPORAL_ADDRESS: rig.temporalAddress,
      TEMPORAL_NAMESPACE: rig.namespace,
    };
    const { world } = rig.simulator;
    for (const name of ['web', 'api', 'x-tool'])
      world.addRepository({ owner: 'acme', name, issues: 3, pullRequestShare: 0 });
    world.addRepository({ owner: 'acme', name: 'old', archived: true });
  });
  after(() => rig.close());

  const run = (...args: string[]) => runCli(args, environment);
  const stateOf = async (id: string) => (await rig.client.workflow.getHandle(id).describe()).status.name;

  it('need a worker for a look, and refuse what is no name, pattern or interval', async () => {
    const idle = await run('orgs', 'add', 'acme', '--dry-run');
    assert.deepEqual([idle.code, /No worker runs/.test(idle.err)], [1, true], idle.err);
    const cases: [string[], RegExp][] = [
      [['acme/web'], /An owner is an organisation or a user, such as golang, not "acme\/web"/],
      [['acme', '--every', '30s'], /every must be between 1m and 366d, not "30s"/],
      [['acme', '--include', 'acme/*'], /--include is a pattern of names without the owner: "\*"/],
      [['acme', '--resources', 'members'], /"members" is no resource/],
    ];
    for (const [args, sentence] of cases) {
      const { code, err } = await run('orgs', 'add', ...args);
      assert.equal(code, 2, err);
      assert.match(err, sentence);
    }
    const none = await run('orgs', 'list');
    assert.deepEqual([none.code, /No owner yet; "repometer orgs add owner" adds one/.test(none.err)], [0, true]);
  });

  it('show what would be kept and why the rest is not, and start nothing', async () => {
    await rig.startWorker();
    const { code, out, err } = await run('orgs', 'add', 'Acme', '--exclude', 'x-*', '--dry-run', '--format', 'json');
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(out), [
      { repository: 'acme/web', verdict: 'kept', reason: null },
      { repository: 'acme/api', verdict: 'kept', reason: null },
      { repository: 'acme/x-tool', verdict: 'left out', reason: 'excluded by x-*' },
      { repository: 'acme/old', verdict: 'left out', reason: 'archived' },
    ]);
    assert.match(err, /2 of 4 repositories of acme would be kept; nothing was started\./);
    const unmatched = await run('orgs', 'add', 'acme', '--include', 'gizmo-*', '--dry-run');
    assert.equal(unmatched.code, 2, unmatched.err);
    assert.match(unmatched.err, /No pattern of --include fits any repository of acme/);
    const unknown = await run('orgs', 'add', 'nobody', '--dry-run');
    assert.deepEqual([unknown.code, /neither an organisation nor a user/.test(unknown.err)], [1, true], unknown.err);
    assert.equal((await rig.db.query('select from sync.loop')).rowCount, 0);
  });

  it('are refused with a sentence where there is nothing to keep, and nothing is left of them', async () => {
    rig.simulator.world.users.named('some-user');
    const cases: [string[], RegExp][] = [
      [['orgs', 'add', 'nobody'], /nobody is neither an organisation nor a user, or this token may not see it/],
      [
        ['orgs', 'add', 'acme', '--include', 'gizmo-*'],
        /No pattern of include \(gizmo-\*\) fits any of the 4 repositories/,
      ],
      [['events', 'add', 'nobody'], /nobody does not exist, or this token may not see it/],
      [['members', 'sync', 'some-user'], /some-user is a user; organisations alone have members and teams/],
      [['backfill', 'acme/web', '--from', '2020-01-01'], /No loop keeps acme\/web/],
    ];
    for (const [args, sentence] of cases) {
      const { code, out, err } = await run(...args);
      assert.deepEqual([code, out], [args[0] === 'backfill' ? 2 : 1, ''], err);
      assert.match(err, sentence);
    }
    assert.equal((await rig.db.query('select from sync.loop')).rowCount, 0);
    const running = `ExecutionStatus = 'Running'`;
    assert.equal((await rig.client.workflow.count(running)).count, 0);
  });

  it('add an owner once, list it, and tell how it stands', async () => {
    const { code, err } = await run('orgs', 'add', 'acme', '--exclude', 'x-*', '--resources', 'issues');
    assert.equal(code, 0, err);
    assert.match(err, /The loop of the owner acme has started: 2 of 4 repositories are kept/);
    const again = await run('orgs', 'add', 'acme');
    assert.deepEqual([again.code, /runs already\./.test(again.err)], [0, true], again.err);
    const changed = await run('orgs', 'add', 'acme', '--forks');
    assert.deepEqual([changed.code, /keeps its input/.test(changed.err)], [1, true], changed.err);
    for (const repository of ['acme/web', 'acme/api']) await rig.settled(repository);

    const list = await run('orgs', 'list', '--format', 'json');
    const [row] = JSON.parse(list.out) as Record<string, unknown>[];
    assert.deepEqual(
      { ...row, next_sync_at: typeof row?.next_sync_at },
      {
        owner: 'acme',
        state: 'ok',
        every: '24h',
        repositories: 4,
        kept: 2,
        loops_started: 2,
        next_sync_at: 'string',
        reason: null,
      },
    );
    assert.doesNotMatch(list.err, /does not exist|overdue/);
    const repos = JSON.parse((await run('repos', 'list', '--format', 'json')).out) as { repository: string }[];
    assert.deepEqual(
      repos.map(({ repository }) => repository),
      ['acme/api', 'acme/web'],
    );
    const status = await run('status', 'ACME');
    assert.equal(status.code, 0, status.err);
    assert.match(status.out, /acme\s+│?\s*owner_repositories\s+│?\s*ok/);
    assert.doesNotMatch(status.out, /acme\/web/);
    const doctor = await run('doctor', 'temporal', '--format', 'json');
    assert.match(doctor.out, /3 kept in Postgres, and all of them run/);
  });

  it('pause, resume and sync it', async () => {
    const paused = await run('orgs', 'pause', 'acme');
    assert.deepEqual([paused.code, /The loop of acme is paused/.test(paused.err)], [0, true], paused.err);
    const refused = await run('orgs', 'sync', 'acme');
    assert.deepEqual([refused.code, /acme is paused; resume it first/.test(refused.err)], [1, true], refused.err);
    assert.equal((await run('orgs', 'resume', 'acme')).code, 0);
    const synced = await run('orgs', 'sync', 'acme');
    assert.match(synced.err, /Cycle \d+ of acme has begun; "repometer status acme"/);
    const none = await run('orgs', 'pause', 'nobody');
    assert.deepEqual(
      [none.code, /No loop of nobody runs; "repometer orgs add nobody" starts one/.test(none.err)],
      [1, true],
      none.err,
    );
  });

  it('leave alone what a person adds, and stop with the owner what its loop has started', async () => {
    const adopted = await run('repos', 'add', 'acme/web');
    assert.match(adopted.err, /The loop of the owner acme has started it, and leaves it to you from now on/);
    const removed = await run('orgs', 'remove', 'acme');
    assert.equal(removed.code, 0, removed.err);
    assert.match(removed.err, /1 of the 1 loops that it has started were stopped; their data stays/);
    await until(async () => (await stateOf('sync/acme/api')) === 'CANCELLED');
    assert.equal(await stateOf('sync/acme/web'), 'RUNNING');
    const again = await run('orgs', 'remove', 'acme');
    assert.deepEqual(
      [again.code, /No loop of the owner acme runs, and none is listed/.test(again.err)],
      [1, true],
      again.err,
    );
    const { rows } = await rig.db.query(
      `select count(*)::int as issues from report.issues where repository = 'acme/api'`,
    );
    assert.deepEqual(rows, [{ issues: 3 }]);
    const purged = await run('orgs', 'remove', 'acme', '--purge', '--yes');
    assert.equal(purged.code, 0, purged.err);
    assert.equal((await rig.db.query('select from github.owner_repository')).rowCount, 0);
  });
});
