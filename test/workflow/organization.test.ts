import assert from 'node:assert/strict';
import {
  messages,
  orgWorkflowId,
  searchAttributes,
  syncWorkflowId,
  taskQueues,
  workflowTypes,
} from '../../workflows/contract.ts';
import type { OrganizationPreview, OrganizationStatus } from '../../workflows/contract.ts';
import { rebuildOwner } from '../../activities/raw/rebuild-owner.ts';
import { assertOwnerEqualsTruth } from '../support/owner-truth.ts';
import { createRig, longestQueryPauseMs, quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { ownerDigests } from '../support/typed-digests.ts';

describe('the loop of an owner', function () {
  this.timeout(240_000);
  let rig: Rig;

  before(async () => {
    rig = await createRig(import.meta.url);
    await rig.startWorker();
  });
  after(() => rig.close());

  const handleOf = (owner: string) => rig.client.workflow.getHandle(orgWorkflowId(owner));
  /** Its repositories keep issues alone, and are looked at when a test asks. */
  const start = (owner: string, input: Record<string, unknown> = {}) =>
    rig.client.workflow.start(workflowTypes.syncOrganization, {
      taskQueue: taskQueues.repometer,
      workflowId: orgWorkflowId(owner),
      args: [{ owner, repositories: { every: '1d', resources: ['issues'] }, waits: quickWaits, ...input }],
    });
  const settled = (owner: string, cycle = 1) =>
    until(
      async () => {
        const status = await handleOf(owner).query<OrganizationStatus>(messages.status);
        return status.settledCycle >= cycle && status;
      },
      {
        longestPauseMs: longestQueryPauseMs,
        waitMs: 120_000,
        tell: () => Promise.resolve(rig.workerLines.slice(-10).join('\n')),
      },
    );
  async function cycle(owner: string): Promise<OrganizationStatus> {
    const { cycle: number } = await handleOf(owner).executeUpdate<{ cycle: number }, []>(messages.syncNow);
    return settled(owner, number);
  }
  async function stateOf(repository: string): Promise<string> {
    const description = await rig.client.workflow
      .getHandle(syncWorkflowId(repository))
      .describe()
      .catch(() => null);
    return description?.status.name ?? 'none';
  }
  async function reported(owner: string) {
    const { rows } = await rig.db.query<Record<string, unknown>>(
      `select name, is_kept, left_out_because, loop_state, left_at is not null as has_left
       from report.owner_repositories where owner = $1 order by name`,
      [owner],
    );
    return Object.fromEntries(
      rows.map(({ name, ...row }) => [
        name,
        `${String(row.loop_state)}${row.is_kept ? '' : `: ${String(row.left_out_because)}`}`,
      ]),
    );
  }
  const add = (owner: string, ...names: string[]) =>
    names.forEach((name) => rig.simulator.world.addRepository({ owner, name, issues: 2 }));

  it('starts the loops that its rules keep, says why it leaves others out, and tells how it stands', async () => {
    const { world } = rig.simulator;
    add('acme', 'web', 'API', 'api-docs');
    world.addRepository({ owner: 'acme', name: 'old', archived: true });
    world.addRepository({ owner: 'acme', name: 'copy', fork: true });
    const handle = await start('acme', { exclude: ['*-DOCS'] });
    const { loops, phase } = await settled('acme');
    assert.deepEqual([phase, loops], ['ok', { listed: 5, kept: 2, started: 2, stopped: 0 }]);
    await assertOwnerEqualsTruth(rig.db, world, 'acme');
    assert.deepEqual(await reported('acme'), {
      API: 'started',
      'api-docs': 'none: excluded by *-DOCS',
      copy: 'none: a fork',
      old: 'none: archived',
      web: 'started',
    });
    assert.deepEqual([await stateOf('acme/web'), await stateOf('acme/old')], ['RUNNING', 'none']);
    await rig.settled('acme/api');
    const query = `${searchAttributes.owner} = 'acme' and ${searchAttributes.repository} = 'acme/web'`;
    await until(async () => (await rig.client.workflow.count(query)).count === 1);
    const ofOwner = `${searchAttributes.owner} = 'acme' and ${searchAttributes.phase} = 'ok' and WorkflowType = 'syncOrganization'`;
    await until(async () => (await rig.client.workflow.count(ofOwner)).count === 1);
    const details = JSON.stringify(await handle.query<unknown>('__temporal_workflow_metadata'));
    assert.match(details, /2 of 5 repositories are kept; 2 loops were started here/);
    const { rows } = await rig.db.query(
      `select subject, kind, state from report.loops where kind = 'syncOrganization'`,
    );
    assert.deepEqual(rows, [{ subject: 'acme', kind: 'syncOrganization', state: 'ok' }]);
  });

  it('stops only what it has started: what was transferred, archived, made private, and starts it when it is back', async () => {
    const { world } = rig.simulator;
    add('shop', 'stays', 'goes', 'sleeps', 'hides', 'byhand');
    await rig.startLoop('shop/byhand');
    await rig.settled('shop/byhand');
    await start('shop');
    await settled('shop');
    for (const name of ['stays', 'goes', 'sleeps', 'hides']) await rig.settled(`shop/${name}`);
    assert.equal((await reported('shop')).byhand, 'by_hand');

    world.rename('shop/goes', 'elsewhere/goes');
    world.repository('shop/sleeps').set({ archived: true });
    world.repository('shop/hides').set({ isPrivate: true });
    world.repository('shop/byhand').set({ archived: true });
    const { stopped } = await cycle('shop');
    await assertOwnerEqualsTruth(rig.db, world, 'shop');
    assert.deepEqual([...stopped].sort(), [
      'shop/goes: moved to elsewhere/goes.',
      'shop/hides: not shown by GitHub any more: deleted, private, or invisible to this token.',
      'shop/sleeps: archived.',
    ]);
    assert.deepEqual(
      await Promise.all(['stays', 'goes', 'sleeps', 'hides', 'byhand'].map((name) => stateOf(`shop/${name}`))),
      ['RUNNING', 'CANCELLED', 'CANCELLED', 'CANCELLED', 'RUNNING'],
    );
    assert.equal((await reported('shop')).byhand, 'by_hand: archived');
    const issues = await rig.db.query(`select from report.issues where repository = 'shop/sleeps'`);
    assert.equal(issues.rowCount, 2, 'its data stays');

    world.rename('elsewhere/goes', 'shop/goes');
    world.repository('shop/sleeps').set({ archived: false });
    world.repository('shop/hides').set({ isPrivate: false });
    world.repository('shop/byhand').set({ archived: false });
    await cycle('shop');
    await assertOwnerEqualsTruth(rig.db, world, 'shop');
    assert.deepEqual(await Promise.all(['goes', 'sleeps', 'hides', 'byhand'].map((name) => stateOf(`shop/${name}`))), [
      'RUNNING',
      'RUNNING',
      'RUNNING',
      'RUNNING',
    ]);

    world.rename('shop/goes', 'elsewhere/goes');
    world.repository('shop/sleeps').set({ archived: true });
    world.repository('shop/hides').set({ isPrivate: true });
    await cycle('shop');
    const { id } = world.organisation('shop').account;
    const whole = await ownerDigests(rig.db, id);
    await rebuildOwner(rig.db, 'shop');
    assert.deepEqual(await ownerDigests(rig.db, id), whole, 'a rebuild changes nothing where nothing is wrong');
    await rig.db.query(
      `update github.owner_repository set name = 'x', is_archived = not is_archived where owner_id = $1`,
      [id],
    );
    await rig.db.query(`delete from github.owner_repository where owner_id = $1 and name = 'x' and left_at is null`, [
      id,
    ]);
    await rig.db.query(`update github.owner set display_name = 'spoiled', answered_at = 'epoch' where owner_id = $1`, [
      id,
    ]);
    const { subject, isWhole, refusedPages } = await rebuildOwner(rig.db, 'SHOP');
    assert.deepEqual([subject, isWhole, refusedPages], ['shop', true, 0]);
    assert.deepEqual(await ownerDigests(rig.db, id), whole);
  });

  it('leaves a loop alone that a person has begun anew in the place of its own', async () => {
    const { world } = rig.simulator;
    add('again', 'mine', 'yours');
    await start('again');
    await settled('again');
    for (const name of ['mine', 'yours']) await rig.settled(`again/${name}`);
    await rig.client.workflow.getHandle(syncWorkflowId('again/mine')).terminate('lost');
    await rig.startLoop('again/mine');
    await rig.settled('again/mine');
    for (const name of ['mine', 'yours']) world.repository(`again/${name}`).set({ archived: true });
    const { stopped } = await cycle('again');
    assert.deepEqual(stopped, ['again/yours: archived.']);
    assert.deepEqual([await stateOf('again/mine'), await stateOf('again/yours')], ['RUNNING', 'CANCELLED']);
    assert.deepEqual(await reported('again'), { mine: 'by_hand: archived', yours: 'stopped: archived' });
  });

  it('stops by new rules what it had started under the ones before, and nothing of a person', async () => {
    add('rules', 'keep', 'tool-a', 'tool-b');
    await rig.startLoop('rules/tool-b');
    await rig.settled('rules/tool-b');
    await start('rules');
    await settled('rules');
    for (const name of ['keep', 'tool-a']) await rig.settled(`rules/${name}`);
    await handleOf('rules').cancel();
    await assert.rejects(handleOf('rules').result(), /cancelled/);
    assert.deepEqual(await Promise.all(['keep', 'tool-a'].map((name) => stateOf(`rules/${name}`))), [
      'RUNNING',
      'RUNNING',
    ]);
    await start('rules', { exclude: ['tool-*'] });
    const { stopped } = await settled('rules');
    assert.deepEqual(stopped, ['rules/tool-a: excluded by tool-*.']);
    assert.deepEqual(await Promise.all(['keep', 'tool-a', 'tool-b'].map((name) => stateOf(`rules/${name}`))), [
      'RUNNING',
      'CANCELLED',
      'RUNNING',
    ]);
    assert.deepEqual(await reported('rules'), {
      keep: 'started',
      'tool-a': 'stopped: excluded by tool-*',
      'tool-b': 'by_hand: excluded by tool-*',
    });
  });

  it('takes over a repository that comes from another owner that is kept', async () => {
    const { world } = rig.simulator;
    add('giver', 'gift', 'rest');
    add('taker', 'own');
    for (const owner of ['giver', 'taker']) {
      await start(owner);
      await settled(owner);
    }
    await rig.settled('giver/gift');
    world.rename('giver/gift', 'taker/gift');
    // The loop that was the giver's still keeps it.
    await cycle('taker');
    assert.equal((await reported('taker')).gift, 'by_hand');
    await cycle('giver');
    await cycle('taker');
    await rig.settled('taker/gift');
    assert.equal((await reported('taker')).gift, 'started');
    assert.equal(await stateOf('taker/gift'), 'RUNNING');
  });

  it('follows a repository that is renamed, without a second loop', async () => {
    const { world } = rig.simulator;
    add('names', 'first', 'other');
    await start('names');
    await settled('names');
    await rig.settled('names/first');
    world.rename('names/first', 'names/second');
    // The list tells before the repository's own loop has looked.
    assert.deepEqual((await cycle('names')).stopped, []);
    assert.deepEqual([await stateOf('names/first'), await stateOf('names/second')], ['RUNNING', 'none']);
    await rig.order('names/first', messages.syncNow);
    await rig.settled('names/second');
    await cycle('names');
    assert.deepEqual([await stateOf('names/first'), await stateOf('names/second')], ['COMPLETED', 'RUNNING']);
    assert.deepEqual(await reported('names'), { other: 'started', second: 'started' });
  });

  it('does not start again what a person has removed, and starts again what ended without that', async () => {
    add('choices', 'removed', 'terminated');
    await start('choices');
    await settled('choices');
    for (const name of ['removed', 'terminated']) await rig.settled(`choices/${name}`);
    const removed = rig.client.workflow.getHandle('sync/choices/removed');
    await removed.cancel();
    await assert.rejects(removed.result());
    await rig.client.workflow.getHandle('sync/choices/terminated').terminate('by a person in the UI');
    await rig.db.query(`update sync.loop set state = 'ended' where workflow_id = 'sync/choices/terminated'`);
    await cycle('choices');
    assert.deepEqual([await stateOf('choices/removed'), await stateOf('choices/terminated')], ['CANCELLED', 'RUNNING']);
    const { removed: told } = await reported('choices');
    assert.match(String(told), /^removed: a person has removed its loop; "repometer repos add"/);
  });

  it('goes on under the new name of a renamed owner, with the loops that it has started', async () => {
    const { world } = rig.simulator;
    add('older', 'kept', 'leaves');
    const handle = await start('older');
    await settled('older');
    for (const name of ['kept', 'leaves']) await rig.settled(`older/${name}`);
    world.renameUser('older', 'newer');
    await handle.executeUpdate(messages.syncNow);
    assert.deepEqual(await handle.result(), { renamedTo: 'newer' });
    await settled('newer');
    await assertOwnerEqualsTruth(rig.db, world, 'newer');
    world.removeRepository('newer/leaves');
    assert.equal((await cycle('newer')).stopped.length, 1);
    assert.equal((await reported('newer')).kept, 'started');
  });

  it('pauses, resumes, and is forgotten when it is cancelled; the loops that it has started go on', async () => {
    add('rests', 'one');
    const handle = await start('rests');
    await settled('rests');
    await rig.settled('rests/one');
    assert.equal((await handle.executeUpdate<OrganizationStatus, []>(messages.pause)).phase, 'paused');
    const standing = async () =>
      (
        await rig.db.query<{ state: string; reason: string }>(
          `select state, reason from report.loops where workflow_id = 'org/rests'`,
        )
      ).rows[0];
    await until(async () => (await standing())?.state === 'paused');
    assert.match(String((await standing())?.reason), /`repometer orgs resume` goes on/);
    await handle.executeUpdate(messages.resume);
    await settled('rests', 2);
    await handle.cancel();
    await assert.rejects(handle.result());
    assert.equal(await standing(), undefined);
    assert.equal(await stateOf('rests/one'), 'RUNNING');
    assert.equal(
      (await rig.db.query(`select from sync.owner_loop join github.owner using (owner_id) where login = 'rests'`))
        .rowCount,
      0,
    );
  });

  it('of bad input fails at once with a sentence, and nothing is started', async () => {
    add('typo', 'gadget');
    const cases: [string, Record<string, unknown>, RegExp][] = [
      ['nobody', {}, /nobody is neither an organisation nor a user, or this token may not see it \(404\)/],
      [
        'typo',
        { include: ['gizmo-*'] },
        /No pattern of include \(gizmo-\*\) fits the one repository of typo, such as gadget: nothing is started/,
      ],
      ['typo', { include: ['typo/*'] }, /include is a pattern of names without the owner: "\*", not "typo\/\*"/],
      ['typo', { every: '59s' }, /every must be between 1m and 366d, not "59s"/],
      ['typo', { exclude: [''] }, /exclude is a pattern of names such as api-\*, not ""/],
      ['typo', { repositories: { resources: ['owner'] } }, /"owner" is no resource; known are repository, issues/],
      ['typo', { forks: 'yes' }, /forks must be true or false, not "yes"/],
      ['typo', { includes: ['*'] }, /syncOrganization does not know "includes"/],
    ];
    for (const [owner, input, sentence] of cases) {
      const handle = await start(owner, input);
      const failure = await handle.result().then(
        () => null,
        (error: Error) => error,
      );
      assert.match(String((failure?.cause as Error | undefined)?.message), sentence);
    }
    assert.equal(await stateOf('typo/gadget'), 'none');
    const { rows } = await rig.db.query(`select workflow_id from sync.loop where owner in ('typo', 'nobody')`);
    assert.deepEqual(rows, []);
  });

  it('whose list the token may not read waits with a sentence: nothing is started, and nothing is lost', async () => {
    const refuse = (owner: string) =>
      rig.simulator.faults.add({
        kind: 'status',
        status: 403,
        body: { message: 'Resource not accessible by personal access token' },
        path: new RegExp(`^/(orgs/${owner}|organizations/${rig.simulator.world.organisation(owner).account.id})/repos`),
        times: 1_000,
      });
    const standing = async (owner: string) => {
      const { rows } = await rig.db.query<{ state: string; reason: string | null; rows_stored: number }>(
        `select state, reason, rows_stored from report.sync_status where owner = $1 and resource = 'owner_repositories'`,
        [owner],
      );
      return rows[0];
    };
    add('closed', 'door');
    const stops = [refuse('closed')];
    await start('closed');
    assert.equal((await settled('closed')).phase, 'forbidden');
    assert.match((await standing('closed'))?.reason ?? '', /Resource not accessible by personal access token/);
    assert.deepEqual([await reported('closed'), await stateOf('closed/door')], [{}, 'none']);

    add('shutting', 'kept');
    await start('shutting');
    await settled('shutting');
    await rig.settled('shutting/kept');
    stops.push(refuse('shutting'));
    add('shutting', 'unseen');
    const { phase, stopped } = await cycle('shutting');
    assert.deepEqual([phase, stopped, (await standing('shutting'))?.rows_stored], ['forbidden', [], 1]);
    assert.deepEqual([await reported('shutting'), await stateOf('shutting/kept')], [{ kept: 'started' }, 'RUNNING']);
    for (const stop of stops) stop();
  });

  it('is shown before it is started, and then nothing is stored', async () => {
    add('seen', 'one', 'two');
    const preview = (owner: string, input: object) =>
      rig.client.workflow.execute<(...inputs: unknown[]) => Promise<OrganizationPreview>>(
        workflowTypes.previewOrganization,
        {
          taskQueue: taskQueues.repometer,
          workflowId: `preview/org/${owner}`,
          args: [{ owner, ...input }],
        },
      );
    assert.deepEqual(await preview('Seen', { exclude: ['two'] }), {
      owner: 'seen',
      type: 'Organization',
      repositories: [
        { repository: 'seen/one', leftOut: null },
        { repository: 'seen/two', leftOut: 'excluded by two' },
      ],
      isCut: false,
    });
    await assert.rejects(preview('nobody', {}), (error: Error) =>
      /neither an organisation/.test(String((error.cause as Error).message)),
    );
    assert.equal((await rig.db.query(`select from github.owner where login = 'seen'`)).rowCount, 0);
  });

  it('waits through limits and broken answers, and then everything is there', async () => {
    add('limited', 'one');
    rig.simulator.faults.add({ kind: 'status', path: /^\/users\/limited/, times: 2 });
    rig.simulator.faults.add({ kind: 'secondary-limit', path: /^\/orgs\/limited/, retryAfter: 1 });
    await start('limited');
    const { loops } = await settled('limited');
    assert.equal(loops?.started, 1);
  });
});
