import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { createLine } from '../../activities/github/waiting-line.ts';
import type { Served } from '../../activities/github/waiting-line.ts';

const patient = new AbortController().signal;

/** A line at whose counter somebody must let each step happen. */
function openLine() {
  const steps: { rank: string; end: (served: Served<string>) => void; fail: (error: Error) => void }[] = [];
  const wait = createLine<string, string>(
    ['now', 'cycle', 'load'],
    (rank) => new Promise((resolve, reject) => steps.push({ rank, end: resolve, fail: reject })),
  );
  const order: string[] = [];
  return {
    order,
    steps,
    wait: (rank: string, name = rank, signal = patient) => {
      const waited = wait(rank, signal);
      waited.then(
        () => order.push(name),
        (error: Error) => order.push(`${name} ${error.message}`),
      );
      return waited;
    },
    async serve(served: Served<string> = { got: 'it' }) {
      steps.shift()?.end(served);
      await turn();
    },
  };
}

describe('a line for requests', () => {
  it('serves the most urgent first, and those who are alike as they came', async () => {
    const line = openLine();
    for (const name of ['load 1', 'load 2', 'cycle 1', 'load 3', 'now 1', 'cycle 2', 'now 2'])
      void line.wait(name.split(' ')[0]!, name);
    for (let step = 0; step < 7; step += 1) await line.serve();
    // The first was being served when the others came.
    assert.deepEqual(line.order, ['load 1', 'now 1', 'now 2', 'cycle 1', 'cycle 2', 'load 2', 'load 3']);
  });

  it('leaves the rest of one who must pause when somebody more urgent comes', async () => {
    const line = openLine();
    void line.wait('load');
    await line.serve({ pauseMs: 1_000_000 });
    assert.equal(line.steps.length, 0, 'it rests');
    void line.wait('load', 'another load');
    await turn();
    assert.equal(line.steps.length, 0, 'it rests on');

    void line.wait('now');
    await turn();
    await turn();

    assert.equal(line.steps[0]?.rank, 'now');
    for (let step = 0; step < 3; step += 1) await line.serve();
    assert.deepEqual(line.order, ['now', 'load', 'another load']);
  });

  it('lets who is cancelled go, but for one who is being given something', async () => {
    const line = openLine();
    const [served, waiting] = [new AbortController(), new AbortController()];
    void line.wait('load', 'served', served.signal).catch(() => undefined);
    void line.wait('load', 'waiting', waiting.signal).catch(() => undefined);
    served.abort(new Error('cancelled'));
    waiting.abort(new Error('cancelled'));
    await turn();
    await line.serve();
    assert.deepEqual(line.order, ['served', 'waiting cancelled']);
    assert.equal(line.steps.length, 0);
  });

  it('goes on behind one that failed', async () => {
    const line = openLine();
    void line.wait('load', 'first').catch(() => undefined);
    void line.wait('load', 'second');
    line.steps.shift()?.fail(new Error('failed'));
    await turn();
    await line.serve();
    assert.deepEqual(line.order, ['first failed', 'second']);
  });
});
