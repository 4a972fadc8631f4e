import assert from 'node:assert/strict';
import { WorkflowFailedError } from '@temporalio/client';
import { taskQueues } from '../../workflows/contract.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

describe('bad input of a workflow', () => {
  let rig: Rig;
  before(async function () {
    this.timeout(120_000);
    rig = await createRig(import.meta.url);
    rig.simulator.world.addRepository({ owner: 'acme', name: 'old', issues: 3 });
    rig.simulator.world.rename('acme/old', 'acme/new');
    await rig.startWorker();
  });
  after(() => rig.close());

  async function failure(type: string, workflowId: string, args: unknown[]): Promise<string> {
    const started = rig.client.workflow.execute(type, { taskQueue: taskQueues.repometer, workflowId, args });
    const error = await started.then(
      () => assert.fail('it did not fail'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof WorkflowFailedError);
    return error.cause?.message ?? '';
  }

  const sync = (id: string, ...args: unknown[]) => failure('syncRepository', id, args);
  const cases: [string, () => Promise<string>, RegExp][] = [
    [
      'no owner',
      () => sync('sync/golang', { repository: 'golang' }),
      /named owner\/name, such as golang\/go, not "golang"/,
    ],
    ['too many parts', () => sync('sync/a/b/c', { repository: 'a/b/c' }), /named owner\/name/],
    ['dots', () => sync('sync/..', { repository: '..' }), /named owner\/name/],
    ['a path', () => sync('sync/a/..', { repository: 'a/..' }), /named owner\/name/],
    ['every of 0s', () => sync('sync/a/b', { repository: 'a/b', every: '0s' }), /every must be between 1s and 366d/],
    [
      'every of banana',
      () => sync('sync/a/b', { repository: 'a/b', every: 'banana' }),
      /every must be a duration such as/,
    ],
    [
      'an unknown resource',
      () => sync('sync/a/b', { repository: 'a/b', resources: ['stars'] }),
      /"stars" is no resource; known are/,
    ],
    [
      'a day that does not exist',
      () => sync('sync/a/b', { repository: 'a/b', from: '2024-02-31' }),
      /from must be a day/,
    ],
    [
      'a day that is still to come',
      () => sync('sync/a/b', { repository: 'a/b', from: '2999-01-01' }),
      /from must not be in the future: it is 2999-01-01, and today is \d{4}-\d{2}-\d{2} \(UTC\)/,
    ],
    ['an unknown field', () => sync('sync/a/b', { repository: 'a/b', evry: '1h' }), /does not know "evry"/],
    ['no input', () => sync('sync/a/b'), /takes one JSON object .* it got nothing/],
    ['two arguments', () => sync('sync/a/b', { repository: 'a/b' }, {}), /it got 2 arguments/],
    ['a string', () => sync('sync/a/b', 'a/b'), /takes one JSON object/],
    [
      'another workflow id',
      () => sync('my-loop', { repository: 'acme/new' }),
      /workflow id sync\/acme\/new, not my-loop: temporal workflow start/,
    ],
    [
      'a repository that is not there',
      () => sync('sync/acme/nope', { repository: 'acme/nope' }),
      /acme\/nope does not exist, or this token may not see it/,
    ],
    [
      'a name that was left',
      () => sync('sync/acme/old', { repository: 'acme/old' }),
      /acme\/old is now acme\/new: start that one/,
    ],
    [
      'KPIs of an unknown repository',
      () => failure('computeKpis', 'kpis/x/y', [{ repositories: ['x/y'] }]),
      /x\/y is not in this database/,
    ],
    [
      'KPIs of a malformed month',
      () => failure('computeKpis', 'kpis/m', [{ months: ['2026-13'] }]),
      /A month is written as 2026-10/,
    ],
    ['KPIs without input', () => failure('computeKpis', 'kpis/n', []), /it got nothing/],
  ];
  for (const [title, run, sentence] of cases) {
    it(`${title} fails the workflow at once, with a sentence`, async () => {
      assert.match(await run(), sentence);
    });
  }
});
