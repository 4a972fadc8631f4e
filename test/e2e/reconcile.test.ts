import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { reconcileWorkflowId, resources, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { assertEqualsTruth } from '../support/compare-truth.ts';
import { quickWaits } from '../support/rig.ts';
import { withRig } from '../support/with-rig.ts';

interface Reconciled {
  repositories: number;
  changed: number;
  failures: string[];
}

/** GitHub's times are whole seconds: what changes in the second of a look is seen by the next. */
const nextSecond = () => setTimeout(1001);

describe('comparing with GitHub what is stored', function () {
  this.timeout(90_000);
  const tests = withRig(import.meta.url);
  const { addRepository, load } = tests;

  const compare = (name: string, input: Record<string, unknown> = {}) =>
    tests.rig.client.workflow.execute<(order: unknown) => Promise<Reconciled>>(workflowTypes.reconcileRepository, {
      taskQueue: taskQueues.repometer,
      workflowId: reconcileWorkflowId(name),
      args: [{ repository: name, waits: quickWaits, ...input }],
    });
  const query = async <T extends Record<string, unknown>>(text: string, values: unknown[]) =>
    (await tests.rig.db.query<T>(text, values)).rows;

  async function loaded(options: Record<string, unknown> = {}, wanted: readonly string[] = resources) {
    const name = addRepository({ issues: 40, pullRequestShare: 0.25, stars: 10, ...options });
    const { world } = tests.rig.simulator;
    const repository = world.repository(name);
    await load(name, { resources: [...wanted] });
    const plain = [...repository.store.present()].filter(({ pullRequest }) => !pullRequest).map(({ number }) => number);
    const gaps = () =>
      query<{ gap: string; reason: string; is_open: boolean }>(
        `select gap, reason, is_open from report.gaps where repository_id = $1 and resource = 'issues' order by gap`,
        [repository.id],
      );
    const deletions = () =>
      query<{ number: string; deletion: string }>(
        'select number, deletion from github.issue where repository_id = $1 and deleted_at is not null order by number',
        [repository.id],
      );
    return { name, world, repository, plain, gaps, deletions };
  }

  it('tells a transferred issue, a deleted one and a hidden one apart, and none of them makes a month incomplete', async () => {
    const { name, world, repository, plain, gaps, deletions } = await loaded();
    const [moved, deleted, hidden] = plain.slice(3, 6) as [number, number, number];
    const otherName = addRepository({ issues: moved - 1, pullRequestShare: 0 });
    const other = world.repository(otherName);
    assert.equal(repository.transfer(moved, otherName), moved, 'the target gives it the same number');
    repository.delete(deleted);
    repository.hide(hidden);

    const result = await compare(name);

    assert.deepEqual([result.repositories, result.failures], [1, []]);
    await assertEqualsTruth(tests.rig.db, world, repository);
    const cleaned = 'select from raw.page where subject_id = $1 and is_cleaned';
    assert.deepEqual(await query(cleaned, [repository.id]), [], 'all is kept as it came');
    assert.deepEqual(await deletions(), [
      { number: moved, deletion: 'transferred' },
      { number: deleted, deletion: 'deleted' },
      { number: hidden, deletion: 'hidden' },
    ]);
    const transfers = await query(
      `select number, to_repository_id, to_repository, to_number, to_issue_id from report.issue_transfers
       where repository = $1`,
      [name],
    );
    assert.deepEqual(transfers, [
      {
        number: moved,
        to_repository_id: other.id,
        to_repository: otherName,
        to_number: moved,
        to_issue_id: other.issue(moved).id,
      },
    ]);
    const listed = await gaps();
    assert.deepEqual(
      listed.map(({ gap, is_open: isOpen }) => [gap, isOpen]),
      [moved, deleted, hidden].map((number) => [`number ${number}`, false]).sort(),
    );
    const reasonOf = (number: number) => listed.find(({ gap }) => gap === `number ${number}`)?.reason ?? '';
    assert.match(reasonOf(moved), new RegExp(`^Transferred to ${otherName}#${moved} \\(301\\)\\.$`));
    assert.match(reasonOf(deleted), /^Deleted \(410: This issue was deleted\)\.$/);
    assert.match(reasonOf(hidden), /^Never given, hidden as spam, or out of this token's sight \(404: Not Found\)\.$/);
    const source = await query('select is_lacking from kpi.completeness where repository_id = $1 and resource = $2', [
      repository.id,
      'issues',
    ]);
    assert.deepEqual(source, [{ is_lacking: false }]);
    const status = await query(
      `select reconciled_at > now() - interval '1 minute' as is_compared, gaps from report.sync_status
       where repository = $1 and resource = 'issues'`,
      [name],
    );
    assert.deepEqual(status, [{ is_compared: true, gaps: 0 }]);

    repository.show(hidden);
    await compare(name, { back: '1d' });
    await assertEqualsTruth(tests.rig.db, world, repository);
    assert.equal((await gaps()).length, 2, 'what is shown again is missing no more');
  });

  it('numbers that were missing from the beginning are named once and stay facts', async () => {
    const name = addRepository({ issues: 20, pullRequestShare: 0 });
    const { world } = tests.rig.simulator;
    const repository = world.repository(name);
    repository.delete(7);
    repository.hide(9);
    await load(name, { resources: ['issues'] });
    await compare(name);
    const facts = () =>
      query('select gap, is_open from report.gaps where repository_id = $1 order by gap', [repository.id]);
    const expected = [
      { gap: 'number 7', is_open: false },
      { gap: 'number 9', is_open: false },
    ];
    assert.deepEqual(await facts(), expected);
    // GitHub counts as many as are stored, so that nothing can have come back.
    const { requests } = tests.rig.simulator;
    const before = requests.length;
    await compare(name, { whole: true });
    assert.deepEqual(
      requests.slice(before).flatMap(({ path }) => (/\/issues\/\d+$/.test(path) ? [path] : [])),
      [],
    );
    assert.deepEqual(await facts(), expected);
    await tests.rig.cycle(name);
    const months = await query<{ incomplete: number }>(
      `select count(*) filter (where not is_complete)::int as incomplete from report.issue_labels_monthly
       where repository = $1 and month < date_trunc('month', now() - interval '1 day')`,
      [name],
    );
    assert.deepEqual(months, [{ incomplete: 0 }]);
  });

  it('finds deleted comments, and renamed and deleted labels on issues whose updated_at never moved', async () => {
    const { name, world, repository } = await loaded({ issues: 60 });
    const labels = [...repository.store.present()].flatMap((state) =>
      state.labels.flatMap((label) => (typeof label === 'string' ? [] : [label.name])),
    );
    const [renamed, deleted] = [...new Set(labels)] as [string, string];
    await nextSecond();
    const first = repository.core.indexes.comments.order('created').at(0).id;
    repository.deleteComment(first);
    repository.renameLabel(renamed, 'under another name');
    repository.deleteLabel(deleted);

    await compare(name);

    await assertEqualsTruth(tests.rig.db, world, repository);
    const catalogue = await query(
      `select label, deleted_at is not null as is_deleted from report.labels
       where repository = $1 and label in ('under another name', $2, $3) order by label`,
      [name, renamed, deleted],
    );
    assert.deepEqual(
      catalogue.map((row) => [row.label, row.is_deleted]),
      [
        [deleted, true],
        ['under another name', false],
      ].sort(),
    );
    const former = await query('select former_name, label from report.label_former_names where repository = $1', [
      name,
    ]);
    assert.deepEqual(former, [{ former_name: renamed, label: 'under another name' }]);
  });

  it('a name that another repository has taken mixes nothing', async () => {
    const { name, world, repository } = await loaded({}, ['issues', 'comments', 'labels']);
    const count = () =>
      query('select count(*)::int as rows, count(deleted_at)::int as gone from github.issue where repository_id = $1', [
        repository.id,
      ]);
    assert.deepEqual(await count(), [{ rows: 40, gone: 0 }]);
    world.removeRepository(name);
    const taken = world.addRepository({ owner: 'acme', name: name.split('/')[1] as string, issues: 7 });

    const { failures } = await compare(name);

    assert.ok(failures.length > 0, 'GitHub answers 404 to the old id');
    assert.match(failures[0] ?? '', new RegExp(`^${name} issues: Missing, or invisible to this token`));
    assert.deepEqual(await count(), [{ rows: 40, gone: 0 }]);
    assert.deepEqual(await query('select 1 from github.issue where repository_id = $1', [taken.id]), []);
  });
});
