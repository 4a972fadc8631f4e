import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { runCli } from '../../e2e/cli-run.ts';
import { until } from '../../support/rig.ts';
import { longestWaitMs } from '../loops.ts';
import type { Sleeper } from '../plan-chaos.ts';
import type { End, Stage } from '../stage.ts';
import type { TroubleContext } from './context.ts';
import { assertLoading, untilTold } from './what-is-told.ts';

/** Longer than what counts as a sign of life: an activity's heartbeat (15 s), a session with locks (30 s). */
const longEnoughMs: Record<Sleeper, number> = { worker: 20_000, temporal: 20_000, postgres: 35_000 };

const asserted: Record<Sleeper, (stage: Stage, context: TroubleContext) => Promise<void>> = {
  async worker(stage, { names: [repository = ''] }) {
    // What the other worker asks meanwhile is held for longer than an answer may take, and fails with that instead.
    const why = stage.hasTwoWorkers ? '([Hh]eartbeat|GitHub gave no answer)' : '[Hh]eartbeat';
    const told = new RegExp(`of ${repository} failed \\d+ times: .*${why}`);
    await untilTold(stage, ['doctor', 'temporal'], ({ code, out }) => code === 1 && told.test(out));
    await assertLoading(stage, repository);
  },
  async temporal(stage, { names: [repository = ''] }) {
    await untilTold(stage, ['doctor', 'temporal'], ({ code, out }) => code === 1 && /No Temporal answers at/.test(out));
    await untilTold(stage, ['status'], ({ err }) => /No Temporal answers at/.test(err));
    await assertLoading(stage, repository);
  },
  async postgres({ environment }) {
    for (const command of [['status'], ['repos', 'list'], ['doctor', 'postgres']]) {
      const { code, out } = await runCli(command, environment);
      assert.equal(code, 1, `${command.join(' ')}: ${out}`);
    }
  },
};

/** Stops a process where it stands until nothing can take it for alive, and until another one does its work where there is one. */
export async function freeze(stage: Stage, sleeper: Sleeper, context: TroubleContext): Promise<End> {
  const startedAt = Date.now();
  const thaw = await stage.freeze(sleeper);
  const asked = context.requests();
  try {
    await asserted[sleeper](stage, context);
    await delay(Math.max(0, longEnoughMs[sleeper] - (Date.now() - startedAt)));
    if (sleeper === 'worker' && stage.hasTwoWorkers) {
      await until(() => Promise.resolve(context.requests() > asked), {
        tell: () => Promise.resolve('The other worker does not go on.'),
        waitMs: longestWaitMs,
      });
    }
  } catch (error) {
    await thaw();
    throw error;
  }
  return thaw;
}
