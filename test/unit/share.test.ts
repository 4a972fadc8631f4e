import assert from 'node:assert/strict';
import { tellBacklogs } from '../../client/temporal/read-backlogs.ts';
import { shareOf } from '../../workflows/share.ts';

describe('who goes first', () => {
  it('is said by keys that Temporal takes, whatever the repository is called', () => {
    const name = `${'Owner'.repeat(8)}/${'Name'.repeat(25)}`;
    const { priority } = shareOf(name, 'load');
    assert.equal(priority.fairnessKey.length, 64);
    assert.ok(name.toLowerCase().startsWith(priority.fairnessKey));
  });

  it('is an order before a cycle, a cycle before a load, and all of them before what may wait', () => {
    const keys = (['now', 'cycle', 'load', 'background'] as const).map(
      (urgency) => shareOf('acme/one', urgency).priority,
    );
    assert.deepEqual(
      keys.map(({ priorityKey }) => priorityKey),
      [1, 3, 4, 5],
    );
  });

  it('gives slots of their own to orders alone', () => {
    const queues = (['now', 'cycle', 'load', 'background'] as const).map(
      (urgency) => shareOf('a/b', urgency).taskQueue,
    );
    assert.equal(queues.filter((queue) => queue === queues[0]).length, 1);
  });
});

describe('how far behind the queues are', () => {
  const queue = { taskQueue: 'repometer-github', kind: 'activities', waiting: 0, oldestSeconds: 0 } as const;

  it('is told of those alone in which something waits', () => {
    const waiting = { ...queue, waiting: 1_234, oldestSeconds: 17 };
    assert.equal(
      tellBacklogs([{ ...queue, taskQueue: 'repometer' }, waiting]),
      'There wait about 1,234 activities in repometer-github, the oldest for 17 s.',
    );
  });

  it('is nothing to tell where nothing waits, or the server does not know', () => {
    assert.equal(tellBacklogs([queue, { ...queue, waiting: null }]), null);
  });
});
