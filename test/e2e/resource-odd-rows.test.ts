import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { reconcileWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { truth } from '../simulator/truth.ts';
import type { Truth, TruthRow } from '../simulator/truth.ts';
import { quickWaits } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';
import { runCli } from './cli-run.ts';

const route = (path: string) => `GET /repos/{owner}/{repo}${path}`;

describe('rows of a shape never seen', function () {
  this.timeout(120_000);
  const tests = withRig(import.meta.url);
  const { addRepository, load, stateOf } = tests;

  async function stored(table: string, key: string, name: string): Promise<string[]> {
    const { rows } = await tests.rig.db.query<{ id: string }>(
      `select ${key}::text as id from github.${table} where repository_id = $1 and deleted_at is null order by 1`,
      [tests.rig.simulator.world.repository(name).id],
    );
    return rows.map(({ id }) => id);
  }
  const gaps = async (name: string) => {
    const { rows } = await tests.rig.db.query<{ resource: string; gap: string; reason: string }>(
      'select resource, gap, reason from report.gaps where repository = $1 order by 1, 2',
      [name],
    );
    return rows;
  };

  const pageGaps = async (name: string) => (await gaps(name)).filter(({ gap }) => gap.startsWith('page '));

  /** Reads all lists anew, from a second in which nothing was found yet. */
  async function compare(name: string): Promise<void> {
    await setTimeout(1001);
    await tests.rig.client.workflow.execute(workflowTypes.reconcileRepository, {
      taskQueue: taskQueues.repometer,
      workflowId: reconcileWorkflowId(name),
      args: [{ repository: name, whole: true, waits: quickWaits }],
    });
  }

  interface Case {
    title: string;
    resource: string;
    path: string;
    table: string;
    key: string;
    rows: (facts: Truth) => TruthRow[];
    spoil: Record<string, unknown>;
    /** Another answer tells the row: the number of an issue's comments was not ours. */
    isToldElsewhere?: boolean;
    isRebuilt?: boolean;
  }
  const issueEvents = (facts: Truth) => {
    const issues = new Map(facts.issues.map((issue) => [issue.number, issue]));
    return facts.issueEvents.map(({ number, ...event }) => ({ ...event, issue: issues.get(number) }));
  };
  const issues = {
    resource: 'issues',
    path: '/issues',
    table: 'issue',
    key: 'issue_id',
    rows: (facts: Truth) =>
      [...facts.issues].sort((one, other) => ((one.updated_at as string) < (other.updated_at as string) ? 1 : -1)),
  };
  const releases = {
    resource: 'releases',
    path: '/releases',
    table: 'release',
    key: 'release_id',
    rows: (facts: Truth) => facts.releases,
  };
  const cases: Case[] = [
    { title: 'an issue whose created_at is no time', ...issues, spoil: { created_at: 'at noon' }, isRebuilt: true },
    { title: 'an issue whose updated_at is no time', ...issues, spoil: { updated_at: 'at noon' } },
    { title: 'an issue without id', ...issues, spoil: { id: undefined } },
    {
      title: 'a comment whose created_at is no time',
      resource: 'comments',
      path: '/issues/comments',
      table: 'comment',
      key: 'comment_id',
      rows: (facts) => facts.comments.map(({ number: _, ...row }) => row),
      spoil: { created_at: 'at noon' },
      isToldElsewhere: true,
    },
    {
      title: 'an event whose created_at is no time',
      resource: 'issue_events',
      path: '/issues/events',
      table: 'issue_event',
      key: 'event_id',
      rows: issueEvents,
      spoil: { created_at: 'at noon', event: 'subscribed' },
      isRebuilt: true,
    },
    { title: 'a release whose id is a word', ...releases, spoil: { id: 'seven' } },
  ];

  for (const { title, resource, path, table, key, rows, spoil, ...more } of cases) {
    const rebuilt = more.isRebuilt ? ', also by a rebuild' : '';
    it(`${title} is kept as it came and is a gap; the others are stored${rebuilt}`, async () => {
      const { simulator, db } = tests.rig;
      const name = addRepository({ issues: 10 });
      const { world } = simulator;
      const repository = world.repository(name);
      for (const tag of ['v1', 'v2', 'v3']) repository.release(tag);
      const whole = rows(truth(world, repository));
      const [first, second, ...others] = whole as [TruthRow, TruthRow, ...TruthRow[]];
      const body = [first, { ...second, ...spoil }, ...others];
      assert.ok(whole.length > 2 && whole.length <= 100, `${whole.length} rows`);
      simulator.faults.add({ kind: 'status', status: 200, body, route: route(path), times: Infinity });

      const wanted = resource === 'issues' ? ['issues'] : ['issues', resource];
      const status = await load(name, { resources: wanted });

      assert.equal(status.phase, 'ok', JSON.stringify(status));
      const kept = more.isToldElsewhere ? whole : [first, ...others];
      const expected = kept.map((row) => String(row.id)).sort();
      assert.deepEqual(await stored(table, key, name), expected);
      const [gap] = await gaps(name);
      assert.equal(gap?.resource, resource);
      assert.match(gap?.gap ?? '', /^page \d+$/);
      assert.match(gap?.reason ?? '', /^1 of \d+ rows have a shape that Repometer does not know \(/);
      const { rows: pages } = await db.query<{ body: string }>(
        'select body from raw.page where subject_id = $1 and stage_error is not null',
        [repository.id],
      );
      assert.deepEqual(JSON.parse(pages[0]?.body ?? ''), JSON.parse(JSON.stringify(body)));

      if (more.isRebuilt) {
        const { code, err } = await runCli(['rebuild', name], { DATABASE_URL: tests.rig.database.url });
        assert.equal(code, 0, err);
        assert.deepEqual(await stored(table, key, name), expected);
        assert.ok((await gaps(name)).some((found) => found.gap === gap?.gap));
      }

      await compare(name);
      const again = (await pageGaps(name)).map((found) => found.gap);
      assert.ok(again.length > 0 && !again.includes(gap?.gap ?? ''), `still of that shape: ${again.join(', ')}`);

      simulator.faults.clear();
      assert.equal((await tests.rig.cycle(name)).phase, 'ok');
      assert.equal((await stateOf(name, resource)).state, 'ok');
      await compare(name);
      assert.deepEqual(await stored(table, key, name), whole.map((row) => String(row.id)).sort());
      assert.deepEqual(await pageGaps(name), [], 'GitHub gives it as it is');
    });
  }
});
