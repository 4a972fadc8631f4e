import assert from 'node:assert/strict';
import { arrayFromPayloads, defaultPayloadConverter } from '@temporalio/common';
import type { Payload } from '@temporalio/common';
import { truth } from '../simulator/truth.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

const name = 'acme/widgets';
const decode = (payload: Payload | null | undefined): unknown =>
  payload ? defaultPayloadConverter.fromPayload(payload) : undefined;

describe('what a load under way tells', () => {
  let rig: Rig;
  before(async function () {
    this.timeout(120_000);
    // Reviews one by one, as they come by REST.
    rig = await createRig(import.meta.url, { graphql: false });
    await rig.startWorker();
  });
  after(() => rig.close());

  async function expected(resource: string, repository: string): Promise<Record<string, unknown>> {
    return until(async () => {
      const { rows } = await rig.db.query<Record<string, unknown>>(
        `select state, rows_stored::int, rows_expected::int, items_due::int, items_wanted::int
         from report.sync_status where resource = $1 and repository = $2 and rows_stored > 0`,
        [resource, repository],
      );
      return rows[0];
    });
  }

  it('is resource, request, pages and rows of each pending activity', async function () {
    this.timeout(120_000);
    const world = rig.simulator.world;
    world.addRepository({ owner: 'acme', name: 'widgets', issues: 230, contributors: 8 });
    rig.simulator.faults.add({ kind: 'stall', route: /\/commits$/, page: 3, times: 1000 });
    const handle = await rig.startLoop(name, { resources: ['commits'] });

    const told = await until(async () => {
      const { raw } = await handle.describe();
      const beats = (raw.pendingActivities ?? []).flatMap(({ heartbeatDetails }) =>
        arrayFromPayloads(defaultPayloadConverter, heartbeatDetails?.payloads),
      ) as Record<string, unknown>[];
      return beats.find(({ pages }) => pages !== undefined);
    });

    assert.equal(told['resource'], 'commits');
    assert.equal(told['of'], name);
    assert.match(String(told['request']), /^\/repositories\/\d+\/commits\?.*page=2/);
    assert.deepEqual([told['pages'], told['rows']], [1, 100]);
  });

  it('is a summary of every activity that it orders', async () => {
    const { events } = await rig.client.workflow.getHandle(`sync/${name}`).fetchHistory();
    const scheduled = (events ?? []).filter(({ activityTaskScheduledEventAttributes: attributes }) => attributes);
    const summaries = scheduled.map(({ userMetadata }) => decode(userMetadata?.summary));
    assert.deepEqual(summaries, [`repository of ${name}`, `commits of ${name}`]);
  });

  it('is how many commits there will be', async () => {
    const commits = rig.simulator.world.repository(name).commits.log().length;
    const { state, rows_stored, rows_expected } = await expected('commits', name);
    assert.deepEqual([state, rows_stored, rows_expected], ['loading', 100, commits]);
  });

  it('is how many events there will be, a number of pages times a hundred', async () => {
    const repository = rig.simulator.world.addRepository({
      owner: 'acme',
      name: 'events',
      issues: 230,
      contributors: 8,
    });
    rig.simulator.faults.add({ kind: 'stall', route: /\/issues\/events$/, page: 2, times: 1000 });
    const handle = await rig.startLoop('acme/events', { resources: ['issue_events'] });
    const { rows_stored, rows_expected } = await expected('issue_events', 'acme/events');
    const { issueEvents } = truth(rig.simulator.world, repository);
    assert.deepEqual([rows_stored, rows_expected], [100, Math.ceil(issueEvents.length / 100) * 100]);
    await handle.terminate();
  });

  it('is how many pull requests are asked for their reviews, of which GitHub has no list', async () => {
    const repository = rig.simulator.world.addRepository({
      owner: 'acme',
      name: 'reviews',
      issues: 230,
      contributors: 8,
    });
    rig.simulator.faults.add({ kind: 'stall', route: /\/reviews$/, page: 20, times: 1000 });
    const handle = await rig.startLoop('acme/reviews', { resources: ['pull_requests', 'reviews'] });
    const found = await until(async () => {
      const { items_wanted, items_due, state } = await expected('reviews', 'acme/reviews');
      return Number(items_wanted) - Number(items_due) >= 10 && { items_wanted, state };
    });
    const { pulls } = truth(rig.simulator.world, repository);
    assert.deepEqual(found, { items_wanted: pulls.length, state: 'loading' });
    await handle.terminate();
  });

  it('is the page with which the next slice begins', async function () {
    this.timeout(240_000);
    // More than one activity reads before it gives its slot back.
    rig.simulator.world.addRepository({ owner: 'acme', name: 'large', issues: 26_000 });
    const handle = await rig.startLoop('acme/large', { resources: ['issues'] });
    await rig.settled('acme/large', 1, 200_000);
    const { events } = await handle.fetchHistory();
    const summaries = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: attributes, userMetadata }) =>
      attributes ? [decode(userMetadata?.summary)] : [],
    );
    const [first, ...others] = summaries.filter((summary) => String(summary).startsWith('issues of'));
    assert.equal(first, 'issues of acme/large');
    assert.ok(others.length > 0);
    // How many pages a slice reads hangs on the machine.
    const begins = others.map((summary) =>
      Number(/^issues of acme\/large, from page (\d+)$/.exec(String(summary))?.[1]),
    );
    for (const [at, page] of begins.entries()) assert.ok(page > (begins[at - 1] ?? 1), JSON.stringify(summaries));
  });
});
