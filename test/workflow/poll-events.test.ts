import assert from 'node:assert/strict';
import { eventsWorkflowId, messages, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { EventsStatus } from '../../workflows/contract.ts';
import { parseEventSource } from '../../workflows/inputs/poll-events.ts';
import { createRig, quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

describe('the loop of events in Temporal', () => {
  let rig: Rig;
  before(async function () {
    this.timeout(120_000);
    rig = await createRig(import.meta.url, { pollInterval: 0 });
    await rig.startWorker();
  });
  after(() => rig.close());
  afterEach(() => rig.simulator.faults.clear());

  const start = (source: string, input: Record<string, unknown> = {}) =>
    rig.client.workflow.start(workflowTypes.pollEvents, {
      taskQueue: taskQueues.repometer,
      workflowId: eventsWorkflowId(parseEventSource(source)),
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [{ source, waits: quickWaits, ...input }],
    });

  /** Asks for a look and waits for its end. */
  async function look(source: string): Promise<EventsStatus> {
    const handle = rig.client.workflow.getHandle(eventsWorkflowId(parseEventSource(source)));
    const { cycle } = await handle.executeUpdate<{ cycle: number }, []>(messages.syncNow);
    return until(async () => {
      const status = await handle.query<EventsStatus>(messages.status);
      return status.settledCycle >= cycle && status;
    });
  }

  async function first(source: string): Promise<EventsStatus> {
    const handle = rig.client.workflow.getHandle(eventsWorkflowId(parseEventSource(source)));
    return until(async () => {
      const status = await handle.query<EventsStatus>(messages.status);
      return status.settledCycle >= 1 && status;
    });
  }

  const eventsOf = async (repository: string) => {
    const { rows } = await rig.db.query<{
      event_id: number;
      type: string;
      action: string | null;
      html_url: string | null;
    }>('select event_id, type, action, html_url from report.events where repository = $1 order by event_id', [
      repository,
    ]);
    return rows;
  };

  /** What the simulated GitHub shows of a repository now. */
  async function shownBy(path: string) {
    const rows: { id: string }[] = [];
    for (let page = 1; page <= 3; page += 1) {
      const answer = await fetch(`${rig.simulator.url}${path}?per_page=100&page=${page}`, {
        headers: { authorization: 'Bearer another', 'user-agent': 'test' },
      });
      rows.push(...((await answer.json()) as { id: string }[]));
    }
    return rows.map(({ id }) => Number(id)).sort((one, other) => one - other);
  }

  it('stores what the feed of a repository shows, and wakes the loop of that repository', async () => {
    const repository = rig.simulator.world.addRepository({ owner: 'acme', name: 'busy', issues: 60 });
    await rig.startLoop('acme/busy', { waits: { ...quickWaits, wakeEvery: '100ms' } });
    await rig.settled('acme/busy');
    await start('acme/busy');
    const status = await first('acme/busy');
    assert.equal(status.phase, 'ok');
    const { events = [] } = await rig.client.workflow.getHandle('events/repository/acme/busy').fetchHistory();
    const polled = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: told }) =>
      told?.activityType?.name === 'pollFeed' ? [told.priority?.fairnessKey] : [],
    );
    assert.deepEqual(polled, ['acme/busy'], 'feeds have their turn as repositories have');
    assert.deepEqual(
      (await eventsOf('acme/busy')).map(({ event_id: id }) => id),
      await shownBy('/repos/acme/busy/events'),
    );
    // The next cycle would come in a day.
    const number = repository.openIssue({ title: 'told by an event' });
    await look('acme/busy');
    await until(async () => {
      const { rows } = await rig.db.query(
        `select 1 from report.issues where repository = 'acme/busy' and number = $1 and title = 'told by an event'`,
        [number],
      );
      return rows.length === 1;
    });
    const opened = (await eventsOf('acme/busy')).filter(({ html_url: url }) => url?.endsWith(`/issues/${number}`));
    assert.deepEqual(
      opened.map(({ type, action }) => [type, action]),
      [['IssuesEvent', 'opened']],
    );
    const counts = async () => {
      const found = await rig.db.query<{ events: number }>(
        `select coalesce(sum(events), 0)::int as events from report.event_counts_hourly where repository = 'acme/busy'`,
      );
      return found.rows[0]?.events;
    };
    const all = (await eventsOf('acme/busy')).length;
    await until(async () => (await counts()) === all);
  });

  it('wakes no loop that is not there, and none from the public feed', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'alone', issues: 20 });
    rig.simulator.options.feedDelaySeconds = 0;
    await start('acme');
    await start('public');
    assert.equal((await first('acme')).phase, 'ok');
    const { reason, phase } = await first('public');
    assert.equal(phase, 'ok');
    assert.match(reason ?? '', /sample/);
    assert.ok((await eventsOf('acme/alone')).length > 0);
    const { rows } = await rig.db.query(`select 1 from sync.loop where workflow_id = 'sync/acme/alone'`);
    assert.equal(rows.length, 0);
    const history = await rig.client.workflow.getHandle('events/public-feed').fetchHistory();
    assert.ok(!JSON.stringify(history).includes('signalExternalWorkflowExecutionInitiatedEventAttributes'));
  });

  it('each feed tells of merges, labels, assignments and discussions as GitHub does since October 2025', async () => {
    const { world, options } = rig.simulator;
    options.feedDelaySeconds = 0;
    for (const [owner, source] of [
      ['forms', 'forms/repository'],
      ['owned', 'owned'],
      ['anybody', 'public'],
    ] as const) {
      const repository = world.addRepository({ owner, name: 'repository', issues: 2, pullRequestShare: 0, stars: 0 });
      const merged = repository.openIssue({ pullRequest: true });
      repository.label(merged, 'bug');
      repository.edit(merged, { assignees: ['ada'] });
      repository.mergePull(merged);
      const closed = repository.openIssue({ pullRequest: true });
      repository.label(closed, 'ui');
      repository.unlabel(closed, 'ui');
      repository.close(closed);
      const talk = repository.discuss({ title: 'What next?', author: 'ada' });
      await start(source);
      await look(source);
      const { id: ada } = world.users.named('ada');
      const none = { is_merged: null, label: null, assignee_account_id: null };
      const pull = { type: 'PullRequestEvent', ...none };
      const { rows } = await rig.db.query(
        `select type, action, number, is_merged, label, assignee_account_id from report.events
         where repository_id = $1 and type in ('PullRequestEvent', 'DiscussionEvent') order by number, action`,
        [repository.id],
      );
      assert.deepEqual(
        rows,
        [
          { ...pull, number: merged, action: 'assigned', assignee_account_id: ada },
          { ...pull, number: merged, action: 'labeled', label: 'bug' },
          { ...pull, number: merged, action: 'merged', is_merged: true },
          { ...pull, number: merged, action: 'opened' },
          { ...pull, number: closed, action: 'closed', is_merged: false },
          { ...pull, number: closed, action: 'labeled', label: 'ui' },
          { ...pull, number: closed, action: 'opened' },
          { ...pull, number: closed, action: 'unlabeled', label: 'ui' },
          { ...none, type: 'DiscussionEvent', number: talk, action: 'created' },
        ],
        source,
      );
      const counted = await rig.db.query<{ kind: string; events: number }>(
        `select concat_ws(' ', type, action) as kind, events from report.event_intervals_at(array[$1::bigint], now() + interval '1 minute')
         where type in ('PullRequestEvent', 'DiscussionEvent') order by 1`,
        [repository.id],
      );
      assert.deepEqual(
        counted.rows.map(({ kind, events }) => `${kind}: ${events}`),
        [
          'DiscussionEvent: 1',
          'DiscussionEvent created: 1',
          'PullRequestEvent: 8',
          ...['assigned: 1', 'closed: 1', 'labeled: 2', 'merged: 1', 'opened: 2', 'unlabeled: 1'].map(
            (action) => `PullRequestEvent ${action}`,
          ),
        ],
        source,
      );
    }
  });

  it('survives a killed worker: no event twice, none missing', async () => {
    const repository = rig.simulator.world.addRepository({ owner: 'acme', name: 'killed', issues: 150 });
    await start('acme/killed');
    await rig.stopWorker('SIGKILL');
    await rig.startWorker();
    await first('acme/killed');
    for (let count = 0; count < 30; count += 1) repository.openIssue({ title: `later ${count}` });
    const looked = look('acme/killed');
    await rig.stopWorker('SIGKILL');
    await rig.startWorker();
    await looked;
    assert.deepEqual(
      (await eventsOf('acme/killed')).map(({ event_id: id }) => id),
      await shownBy('/repos/acme/killed/events'),
    );
  }).timeout(120_000);

  it('obeys X-Poll-Interval, whoever asks', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'patient', issues: 5 });
    rig.simulator.options.pollInterval = 60;
    await start('acme/patient');
    const status = await first('acme/patient');
    assert.ok(Date.parse(status.nextSyncAt!) - Date.now() > 50_000);
    const handle = rig.client.workflow.getHandle('events/repository/acme/patient');
    await handle.executeUpdate(messages.syncNow);
    const limited = await until(async () => {
      const now = await handle.query<EventsStatus>(messages.status);
      return now.phase === 'limited' && now;
    });
    assert.ok(limited.limitedUntil);
    rig.simulator.options.pollInterval = 0;
  });

  it('pauses, says so, and goes on', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'resting', issues: 5 });
    const handle = await start('acme/resting');
    await first('acme/resting');
    assert.equal((await handle.executeUpdate<EventsStatus, []>(messages.pause)).phase, 'paused');
    const loop = async () => {
      const { rows } = await rig.db.query<{ state: string; reason: string | null }>(
        `select state, reason from report.loops where workflow_id = 'events/repository/acme/resting'`,
      );
      return rows[0];
    };
    await until(async () => (await loop())?.state === 'paused');
    assert.match((await loop())?.reason ?? '', /events activate acme\/resting/);
    await handle.executeUpdate(messages.resume);
    await until(async () => (await loop())?.state === 'ok');
  });

  const bad: [string, Record<string, unknown>, RegExp][] = [
    ['acme/busy', { maxPages: 0 }, /maxPages must be 1, 2 or 3/],
    ['acme/busy', { maxPages: 50 }, /maxPages must be 1, 2 or 3, as GitHub shows 300 events/],
    ['acme/busy', { every: '5s' }, /every must be between 1m.* and 24h/],
    ['acme/busy', { every: '48h' }, /every must be between 1m.* and 24h/],
    ['nobody-here', {}, /nobody-here does not exist, or this token may not see it/],
    ['acme/nothing', {}, /acme\/nothing does not exist/],
  ];
  for (const [source, input, sentence] of bad) {
    it(`fails at once for ${source} with ${JSON.stringify(input)}`, async () => {
      const handle = await rig.client.workflow.start(workflowTypes.pollEvents, {
        taskQueue: taskQueues.repometer,
        workflowId: eventsWorkflowId(parseEventSource(source)),
        workflowIdConflictPolicy: 'TERMINATE_EXISTING',
        args: [{ source, waits: quickWaits, ...input }],
      });
      await assert.rejects(handle.result(), (error: Error & { cause?: Error }) => {
        assert.match(error.cause?.message ?? '', sentence);
        return true;
      });
    });
  }

  it('fails at once for what is no source, and under another id', async () => {
    for (const [workflowId, input, sentence] of [
      ['events/x', { source: 'a b' }, /A source of events is owner\/name, an owner such as golang, or public/],
      ['events/x', { source: '' }, /A source of events is/],
      ['events/x', { source: 'acme/alone' }, /has the workflow id events\/repository\/acme\/alone/],
      ['events/x', { sources: 'public' }, /does not know "sources"/],
    ] as const) {
      const handle = await rig.client.workflow.start(workflowTypes.pollEvents, {
        taskQueue: taskQueues.repometer,
        workflowId,
        args: [input],
      });
      await assert.rejects(handle.result(), (error: Error & { cause?: Error }) => {
        assert.match(error.cause?.message ?? '', sentence);
        return true;
      });
    }
  });
});
