import assert from 'node:assert/strict';
import { reconcileWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { truth } from '../simulator/truth.ts';
import { assertTables } from '../support/assert-tables.ts';
import { findDifferences } from '../support/compare-truth.ts';
import { heavyLists } from '../support/heavy-rows.ts';
import { quickWaits } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

const waits = { ...quickWaits, transientRetry: '10ms', transientAttempts: 4 };

describe('pages that GitHub does not give at their full size', function () {
  this.timeout(120_000);
  // Tests of how REST gives the reviews of one pull request.
  const tests = withRig(import.meta.url, { graphql: false });
  const { addRepository } = tests;
  const load = (name: string, resources: string[], more = {}) => tests.load(name, { resources, waits, ...more });
  const world = () => tests.rig.simulator.world;
  const options = () => tests.rig.simulator.options;
  afterEach(() => {
    Object.assign(options(), { mostRows: undefined, paging: undefined, latencyMs: undefined });
  });

  /** Tables and key of each row in which Postgres and GitHub differ. */
  async function lacking(name: string, tables: string[]): Promise<string[]> {
    const repository = world().repository(name);
    const found = await findDifferences(tests.rig.db, repository.id, truth(world(), repository));
    const meant = found.filter(({ table }) => tables.includes(table.replace('github.', '')));
    return meant.map(({ text }) => text.replace(': GitHub shows it, but it is not stored', ''));
  }
  interface Gap {
    resource: string;
    gap: string;
    bounds: string;
    reason: string;
  }
  async function gaps(name: string): Promise<Gap[]> {
    const { rows } = await tests.rig.db.query<Gap>(
      `select resource, gap, bounds, reason from report.gaps
       where repository = $1 and gap <> 'total' and is_open order by resource, found_at`,
      [name],
    );
    return rows;
  }
  const requestsSince = (first: number, path: string) =>
    tests.rig.simulator.requests.slice(first).filter((request) => request.path.endsWith(path));
  const compare = (name: string) =>
    tests.rig.client.workflow.execute(workflowTypes.reconcileRepository, {
      taskQueue: taskQueues.repometer,
      workflowId: reconcileWorkflowId(name),
      args: [{ repository: name, waits, whole: true }],
    });
  const keyOf = (name: string, number: number) => {
    const { id } = world().repository(name).store.get(number) as { id: number };
    return id;
  };

  for (const paging of ['cursor', 'page'] as const) {
    for (const most of [50, 7, 1]) {
      it(`loads lists of which no page of more than ${most} comes, paging by ${paging}; an idle cycle stays free`, async () => {
        const name = addRepository({ issues: most === 1 ? 35 : 120 });
        const repository = world().repository(name);
        Object.assign(options(), {
          paging,
          mostRows: heavyLists({ '/issues': () => most, '/issues/comments': () => most, '/pulls': () => most }),
        });

        const status = await load(name, ['issues', 'comments', 'pull_requests']);

        assert.equal(status.phase, 'ok', JSON.stringify(status));
        const tables = ['issue', 'issue_label', 'comment', 'pull_request'];
        await assertTables(tests.rig.db, world(), repository, tables);
        assert.deepEqual(await gaps(name), []);
        const { rows } = await tests.rig.db.query<{ resource: string }>(
          `select resource from report.sync_status
           where repository = $1 and resource <> 'repository' and github_total is distinct from rows_stored`,
          [name],
        );
        assert.deepEqual(rows, []);

        const calm = async () => {
          const sent = tests.rig.simulator.requests.length;
          await tests.rig.cycle(name);
          return tests.rig.simulator.requests.slice(sent).filter(({ billed }) => billed).length;
        };
        await calm();
        assert.equal(await calm(), 0, 'nothing has changed');

        // Changes, while pages are small: what a small probe does not show is walked.
        for (let number = 1; number <= 30; number += 1) repository.touch(number);
        repository.comment(3, { body: 'meanwhile' });
        await tests.rig.cycle(name);
        await assertTables(tests.rig.db, world(), repository, tables);
      });
    }
  }

  it('asks for larger pages again, less and less often while they do not come', async () => {
    const name = addRepository({ issues: 1500, pullRequestShare: 0 });
    options().mostRows = heavyLists({ '/issues': () => 50 });
    await load(name, ['issues']);
    const walked = tests.rig.simulator.requests.filter(
      ({ path, query }) => path === `/repositories/${world().repository(name).id}/issues` && query.direction === 'asc',
    );
    const failed = walked.filter(({ status }) => status === 502);
    assert.ok(failed.length >= 3 && failed.length <= 8, `${failed.length} of ${walked.length} were too large`);
    assert.ok(walked.length <= 42, `${walked.length} pages for 30`);

    options().mostRows = undefined;
    const sent = tests.rig.simulator.requests.length;
    await compare(name);
    const sizes = requestsSince(sent, '/issues').map(({ query }) => Number(query.per_page));
    assert.ok(sizes.filter((size) => size === 100).length > 5, sizes.join(' '));
    const { rows } = await tests.rig.db.query<{ walk: unknown }>(
      `select coalesce((page_sizes -> 'walk' -> 'size')::int, 100) as walk from sync.resource where resource = 'issues' and subject_id = $1`,
      [world().repository(name).id],
    );
    assert.deepEqual(rows, [{ walk: 100 }]);
  });

  it('does not wait for each smaller size, and asks little of a GitHub that answers nothing at all', async () => {
    const name = addRepository({ issues: 20 });
    tests.rig.simulator.faults.add({
      kind: 'html',
      route: 'GET /repos/{owner}/{repo}/issues',
      times: Infinity,
    });
    const sent = tests.rig.simulator.requests.length;
    const status = await load(name, ['issues'], { waits: { ...waits, transientAttempts: 6 } });
    assert.equal(status.phase, 'failed');
    const asked = requestsSince(sent, '/issues');
    assert.ok(asked.length <= 6 * 5, `${asked.length} requests in six attempts`);
    assert.deepEqual(await gaps(name), []);

    tests.rig.simulator.faults.clear();
    assert.equal((await tests.rig.cycle(name)).phase, 'ok');
    await assertTables(tests.rig.db, world(), world().repository(name), ['issue']);
    assert.deepEqual(await gaps(name), []);
  });

  for (const paging of ['cursor', 'page'] as const) {
    for (const [where, numbers] of [
      ['amid the list', [57]],
      ['at its beginning', [1]],
      ['at its end', [150]],
      ['in several places, side by side too', [3, 60, 61, 62, 149, 150]],
    ] as const) {
      it(`passes rows by that no page shows, ${where}, paging by ${paging}, until they come`, async () => {
        const name = addRepository({ issues: 150, pullRequestShare: 0 });
        const repository = world().repository(name);
        // In the order of their numbers, so that the list by time has them where they are meant to be.
        const start = Date.parse('2026-01-01T00:00:00Z');
        for (let number = 1; number <= 150; number += 1) repository.touch(number, new Date(start + number * 3_600_000));
        Object.assign(options(), {
          paging,
          mostRows: heavyLists({
            '/issues': ({ number }) => ((numbers as readonly unknown[]).includes(number) ? 0 : 100),
          }),
        });

        const status = await load(name, ['issues']);

        assert.equal(status.phase, 'ok', JSON.stringify(status));
        const missing = () => lacking(name, ['issue']);
        assert.deepEqual(
          (await missing()).sort(),
          numbers.map((number) => `github.issue ${keyOf(name, number)} (number ${number})`).sort(),
        );
        const found = await gaps(name);
        assert.ok(found.length > 0 && found.every(({ resource }) => resource === 'issues'), JSON.stringify(found));
        assert.match(found[0]?.reason ?? '', /^GitHub answered 502\. No page with these rows comes/);

        // Changes beside them are read, and an idle cycle finds its way again.
        repository.comment(40, { body: 'beside' });
        await tests.rig.cycle(name);
        assert.equal((await missing()).length, numbers.length);
        assert.ok((await gaps(name)).length > 0);

        options().mostRows = undefined;
        await tests.rig.cycle(name);
        await assertTables(tests.rig.db, world(), repository, ['issue', 'issue_label']);
        assert.deepEqual(await gaps(name), []);
      });
    }
  }

  it('names the bounds of what lacks, and reads it by itself where a comparison can', async () => {
    const name = addRepository({ issues: 150, pullRequestShare: 0 });
    const repository = world().repository(name);
    const at = (number: number) => new Date(Date.parse('2026-01-01T00:00:00Z') + number * 3_600_000);
    for (let number = 1; number <= 150; number += 1) repository.touch(number, at(number));
    options().mostRows = heavyLists({ '/issues': ({ number }) => (number === 57 ? 0 : 100) });
    await load(name, ['issues']);

    const [gap, ...others] = await gaps(name);

    const text = (number: number) => at(number).toISOString().replace('.000', '');
    assert.deepEqual([gap?.gap, gap?.bounds, others], [`rows after ${text(56)}`, `${text(56)} to ${text(58)}`, []]);
    assert.deepEqual(await lacking(name, ['issue']), [`github.issue ${keyOf(name, 57)} (number 57)`]);

    await compare(name);
    await assertTables(tests.rig.db, world(), repository, ['issue']);
    assert.equal((await gaps(name)).length, 1, 'the list still does not show it');

    options().mostRows = undefined;
    await compare(name);
    assert.deepEqual(await gaps(name), []);
    await assertTables(tests.rig.db, world(), repository, ['issue']);
  });

  it('reads what is behind the newest hundred when none of these comes', async () => {
    const name = addRepository({ issues: 130, pullRequestShare: 0 });
    const repository = world().repository(name);
    options().mostRows = heavyLists({ '/issues': ({ number }) => (Number(number) > 30 ? 0 : 100) });
    const start = Date.parse('2026-01-01T00:00:00Z');
    for (let number = 1; number <= 130; number += 1) repository.touch(number, new Date(start + number * 3_600_000));

    const status = await load(name, ['issues']);

    assert.equal(status.phase, 'ok', JSON.stringify(status));
    assert.equal((await lacking(name, ['issue'])).length, 100);
    assert.deepEqual(
      (await gaps(name)).map(({ bounds }) => bounds),
      ['2026-01-02T06:00:00Z to the end'],
    );
    options().mostRows = undefined;
    await tests.rig.cycle(name);
    await assertTables(tests.rig.db, world(), repository, ['issue']);
    assert.deepEqual(await gaps(name), []);
  });

  const others = {
    pull_requests: ['pull_request', '/pulls'],
    comments: ['comment', '/issues/comments'],
    review_comments: ['review_comment', '/pulls/comments'],
    issue_events: ['issue_event', '/issues/events'],
    labels: ['label', '/labels'],
    milestones: ['milestone', '/milestones'],
    releases: ['release', '/releases'],
    forks: ['fork', '/forks'],
    deployments: ['deployment', '/deployments'],
    star_history: ['star_week', '/stargazers/history'],
    commits: ['commit', '/commits'],
  } as const;
  const idOf = (row: Record<string, unknown>) => String(row.sha ?? row.id ?? row.week);
  for (const [resource, [table, path]] of Object.entries(others)) {
    it(`passes by rows of ${resource} that no page shows, the first, the last and one amid; no row counts as gone`, async () => {
      const name = addRepository({ issues: 60, stars: 300, forks: 7, from: '2025-01-01' });
      const repository = world().repository(name);
      const seen: string[] = [];
      options().mostRows = heavyLists({ [path]: (row) => (seen.push(idOf(row)), 100) });
      const rows = async () => {
        const { rowCount } = await tests.rig.db.query(
          `select from github.${table} where repository_id = $1 and ${resource === 'star_history' ? 'true' : 'deleted_at is null'}`,
          [repository.id],
        );
        return rowCount ?? 0;
      };
      const everything = ['issues', resource];
      await load(name, everything);
      const ids = [...new Set(seen)];
      const wanted = [0, Math.floor(ids.length / 2), ids.length - 1].map((place) => ids[place]);
      assert.ok(ids.length > 2, `${resource} has ${ids.length} rows`);
      const whole = await rows();
      options().mostRows = heavyLists({ [path]: (row) => (wanted.includes(idOf(row)) ? 0 : 100) });

      // Everything is read once more: what is stored stays.
      await compare(name);
      assert.equal(await rows(), whole);
      await assertTables(tests.rig.db, world(), repository, [table]);
      assert.ok((await gaps(name)).length > 0);

      // The same as a first load.
      await tests.rig.client.workflow.getHandle(`sync/${name}`).terminate();
      for (const of of ['cursor', 'resource', 'gap', 'item', 'seen']) {
        await tests.rig.db.query(`delete from sync.${of} where subject_id = $1 and resource = $2`, [
          repository.id,
          resource,
        ]);
      }
      await tests.rig.db.query(`delete from github.${table} where repository_id = $1`, [repository.id]);
      const status = await load(name, everything);
      assert.equal(status.phase, 'ok', JSON.stringify(status));
      const lost = (await lacking(name, [table])).length;
      assert.ok(lost <= wanted.length, `${lost} rows lack`);
      assert.ok((await gaps(name)).length > 0);

      options().mostRows = undefined;
      await tests.rig.cycle(name);
      await assertTables(tests.rig.db, world(), repository, [table]);
      assert.deepEqual(await gaps(name), []);
      await tests.rig.client.workflow.getHandle(`sync/${name}`).terminate();
    });
  }

  for (const [resource, table, path] of [
    ['issue_events', 'issue_event', 'issues'],
    ['reviews', 'review', 'pulls'],
  ] as const) {
    it(`reads the ${resource} of one number in smaller pages, and passes by what none of them shows`, async () => {
      const name = addRepository({ issues: 6, pullRequestShare: 1 });
      const repository = world().repository(name);
      const [heavy, poisoned] = [...repository.store.present()].map(({ number }) => number) as [number, number];
      for (const number of [heavy, poisoned]) {
        for (let nth = 0; nth < 70; nth += 1) {
          if (resource === 'reviews') repository.review(number, { user: 'grace' });
          else repository.label(number, `label ${nth}`);
        }
      }
      const rows = truth(world(), repository)[resource === 'reviews' ? 'reviews' : 'issueEvents'];
      const lost = rows.filter(({ number }) => number === poisoned)[33]?.id;
      const end = resource === 'reviews' ? 'reviews' : 'events';
      Object.assign(options(), {
        issueEventRows: 50,
        mostRows: (row: { id: unknown }, page: { path: string }) => {
          if (page.path.endsWith(`/${path}/${heavy}/${end}`)) return 10;
          return page.path.endsWith(`/${path}/${poisoned}/${end}`) && row.id === lost ? 0 : 100;
        },
      });

      const status = await load(name, ['issues', 'pull_requests', resource]);

      assert.equal(status.phase, 'ok', JSON.stringify(status));
      const found = await lacking(name, [table]);
      assert.deepEqual(
        found.map((text) => text.includes(String(lost))),
        found.map(() => true),
        found.join(),
      );
      const [gap, ...others] = await gaps(name);
      assert.match(gap?.gap ?? '', new RegExp(`/${poisoned}$`));
      assert.match(gap?.reason ?? '', /No page with row \d+ of its list comes\.$/);
      assert.deepEqual(others, []);

      options().mostRows = undefined;
      await tests.rig.cycle(name);
      await assertTables(tests.rig.db, world(), repository, [table]);
      assert.deepEqual(await gaps(name), []);
      options().issueEventRows = undefined;
    });
  }

  it('reads a comparison in smaller pages, and the branch where none of them comes', async () => {
    const name = addRepository({ issues: 5 });
    const repository = world().repository(name);
    await load(name, ['issues', 'commits']);
    const sent = tests.rig.simulator.requests.length;
    options().mostRows = (_, { path }) => (path.includes('/compare/') ? 10 : 100);
    repository.push('ada', 60);
    await tests.rig.cycle(name);
    await assertTables(tests.rig.db, world(), repository, ['commit']);
    const compared = () => tests.rig.simulator.requests.slice(sent).filter(({ path }) => path.includes('/compare/'));
    assert.ok(compared().some(({ status, query }) => status === 200 && query.per_page === '5'));

    await new Promise((resolve) => setTimeout(resolve, 1001));
    options().mostRows = (_, { path }) => (path.includes('/compare/') ? 0 : 100);
    repository.push('grace', 3);
    const status = await tests.rig.cycle(name);
    assert.equal(status.phase, 'ok', JSON.stringify(status));
    await assertTables(tests.rig.db, world(), repository, ['commit']);
    assert.deepEqual(await gaps(name), []);
  });

  it('opens windows beside each other where pages are small, and passes rows by in each', async () => {
    const name = addRepository({ issues: 9000, pullRequestShare: 0 });
    const repository = world().repository(name);
    const lost = [100, 4000, 8000];
    options().mostRows = heavyLists({
      '/issues': ({ number }) => (lost.includes(Number(number)) ? 0 : Number(number) % 1000 === 7 ? 5 : 100),
    });
    const status = await load(name, ['issues']);
    assert.equal(status.phase, 'ok', JSON.stringify(status));
    assert.equal((await lacking(name, ['issue'])).length, lost.length);
    options().mostRows = undefined;
    await tests.rig.cycle(name);
    await assertTables(tests.rig.db, world(), repository, ['issue']);
    assert.deepEqual(await gaps(name), []);
  });
});
