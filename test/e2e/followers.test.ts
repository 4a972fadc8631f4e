import assert from 'node:assert/strict';
import { rebuildRepository } from '../../activities/raw/rebuild-repository.ts';
import { syncOnce } from '../../client/cli/start/sync-once.ts';
import type { Repository } from '../simulator/world.ts';
import { assertTables } from '../support/assert-tables.ts';
import { assertLabelHistory } from '../support/compare-label-history.ts';
import { computed as isComputed } from '../support/computed.ts';
import { quickWaits, until } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const issueList = /^\/repositories\/\d+\/issues\?state=all/;
const eventList = 'GET /repos/{owner}/{repo}/issues/events';
/** More attempts than any of these tests needs, close to each other. */
const patient = { ...quickWaits, transientRetry: '20ms', transientAttempts: 1000 };

describe('what follows a list', function () {
  this.timeout(120_000);
  const tests = withRig(import.meta.url);
  const { addRepository, load, stateOf } = tests;

  const repositoryOf = (name: string) => tests.rig.simulator.world.repository(name);
  const query = async <T extends Record<string, unknown>>(text: string, values: unknown[]) =>
    (await tests.rig.db.query<T>(text, values)).rows;
  const marks = (name: string) => query('select from sync.mark where subject_id = $1', [repositoryOf(name).id]);
  const computed = (name: string) => isComputed(tests.rig, name);
  async function labels(name: string): Promise<{ labeled: number; complete: number }> {
    const [row] = await query<{ labeled: number; complete: number }>(
      `select coalesce(sum(labeled), 0)::int as labeled,
         (count(*) filter (where is_complete and labeled is not null))::int as complete
       from report.issue_labels_monthly where repository = $1`,
      [name],
    );
    return row!;
  }
  const plainNumbers = (repository: Repository) =>
    [...repository.store.present()].filter(({ pullRequest }) => !pullRequest).map(({ number }) => number);

  /** Begins a first load whose events are all here before its issues; gives back how the issues are let in. */
  async function loadEventsFirst(name: string, waits: Record<string, unknown>): Promise<() => void> {
    const letIn = tests.rig.simulator.faults.add({ kind: 'status', status: 502, path: issueList, times: Infinity });
    await tests.rig.startLoop(name, { resources: ['issues', 'issue_events'], waits });
    await until(async () => (await stateOf(name, 'issue_events')).state === 'ok');
    return letIn;
  }

  it('is read in the same cycle, although its list failed at first and both at their last request', async () => {
    const { simulator, db } = tests.rig;
    const name = addRepository({ issues: 60, pullRequestShare: 0.1 });
    const repository = repositoryOf(name);
    // More events than a page since the mark of the last walk: it is read again in two requests.
    const [last = 1] = plainNumbers(repository).slice(-1);
    for (let nth = 0; nth < 120; nth += 1) repository.label(last, `fresh ${nth}`);
    const letIn = await loadEventsFirst(name, { ...patient, lag: '10m' });
    // No event tells of it, and still the list has another ETag: its rows show the issue.
    repository.comment(last, { body: 'said meanwhile' });
    simulator.faults.add({ kind: 'status', status: 502, path: /issues\/events\?.*[?&]page=2\b/ });
    simulator.faults.add({ kind: 'status', status: 502, path: /issues\?state=all&per_page=1$/ });

    letIn();
    await tests.rig.settled(name);

    await assertLabelHistory({ db, world: simulator.world, repository });
    await computed(name);
    const { labeled, complete } = await labels(name);
    assert.ok(labeled > 120 && complete > 20, JSON.stringify({ labeled, complete }));
  });

  it('and cannot be read makes months incomplete, until it was', async () => {
    const { simulator } = tests.rig;
    const name = addRepository({ issues: 60, pullRequestShare: 0.1 });
    const letIn = await loadEventsFirst(name, patient);
    simulator.world.forbid(name, eventList);

    letIn();
    await tests.rig.settled(name);
    await computed(name);
    assert.equal((await labels(name)).complete, 0);

    simulator.world.allow(name);
    await tests.rig.cycle(name);
    await computed(name);
    const { labeled, complete } = await labels(name);
    assert.ok(labeled > 50 && complete > 20, JSON.stringify({ labeled, complete }));
  });

  /** One issue more than a page holds is changed, so that a walk needs a last request of its own. */
  function changeMany(name: string): number[] {
    const numbers = plainNumbers(repositoryOf(name)).slice(0, 101);
    for (const number of numbers) repositoryOf(name).label(number, 'urgent');
    return numbers;
  }
  const lastRequest = { kind: 'status', status: 502, path: /\/issues\?state=all&sort=updated&direction=asc.*after=/ };

  it('summary tables are computed, whichever attempt stored the rows', async () => {
    const name = addRepository({ issues: 150, pullRequestShare: 0 });
    await load(name, { resources: ['issues'], waits: patient });
    await computed(name);
    changeMany(name);
    tests.rig.simulator.faults.add({ ...lastRequest, kind: 'status' });

    const { phase } = await tests.rig.cycle(name);

    assert.equal(phase, 'ok');
    await computed(name);
  });

  it('is read, and summary tables are computed, after a list that failed in the end', async () => {
    const { simulator, db } = tests.rig;
    const name = addRepository({ issues: 150, pullRequestShare: 0 });
    const waits = { ...quickWaits, transientRetry: '20ms', transientAttempts: 2 };
    await load(name, { resources: ['issues', 'comments'], waits });
    await computed(name);
    const [number = 1] = changeMany(name);
    repositoryOf(name).comment(number, { body: 'said meanwhile' });
    // The newest hundred are shown, and nothing behind them.
    simulator.faults.add({ kind: 'status', status: 502, path: /\/issues\?state=all.*direction=asc/, times: Infinity });

    const { phase } = await tests.rig.cycle(name);

    assert.equal(phase, 'failed');
    await assertTables(db, simulator.world, repositoryOf(name), ['comment']);
    await computed(name);
  });

  it('one cycle by hand tells the right numbers, although the last request of the list failed', async () => {
    const { simulator, client } = tests.rig;
    const name = addRepository({ issues: 150, pullRequestShare: 0 });
    await load(name, { resources: ['issues', 'issue_events'], waits: patient });
    const changed = changeMany(name);
    simulator.faults.add({ ...lastRequest, kind: 'status' });

    const outcomes = await syncOnce(client, [name], () => undefined, new AbortController().signal);

    assert.deepEqual(outcomes, [{ repository: name, failures: [] }]);
    const [row] = await query(
      `select sum(labeled)::int as labeled from report.issue_labels_monthly where repository = $1 and label = 'urgent'`,
      [name],
    );
    assert.deepEqual(row, { labeled: changed.length });
  });

  it('summary tables are computed after a cycle without any change, where something else has changed the rows', async () => {
    const { db } = tests.rig;
    const name = addRepository({ issues: 20 });
    await load(name, { resources: ['issues', 'issue_events'] });
    await computed(name);
    await rebuildRepository(db, name);
    assert.ok((await marks(name)).length > 0);
    await tests.rig.cycle(name);
    await computed(name);

    const gap = [repositoryOf(name).id, 'issue_events', 'something'];
    await db.query(
      `insert into sync.gap (subject_id, resource, gap, reason, found_at) values ($1, $2, $3, 'for a test', now())`,
      gap,
    );
    await tests.rig.cycle(name);
    await until(async () => (await labels(name)).labeled === 0);
    await db.query('delete from sync.gap where subject_id = $1 and resource = $2 and gap = $3', gap);
    await tests.rig.cycle(name);
    await until(async () => (await labels(name)).labeled > 0);
  });
});
