import assert from 'node:assert/strict';
import { planChaos } from './plan-chaos.ts';
import type { ChaosPlan } from './plan-chaos.ts';
import { runChaos } from './run-chaos.ts';

/**
 * One seed for each stage, with a disk that runs full and with loops that are terminated; `npm run test:chaos` takes others, kills each
 * victim in every kind of work, and freezes processes too.
 */
const seeds: Record<ChaosPlan['stage'], number> = { parts: 4, start: 23 };
const timeoutMs = 600_000;

describe('processes that are killed while GitHub storms', () => {
  const plans = Object.values(seeds).map((seed) => planChaos(seed, true));
  let runs: Promise<PromiseSettledResult<void>[]>;

  // Side by side, since most of their time is waiting for what was killed.
  before(() => {
    runs = Promise.allSettled(plans.map((plan) => runChaos(plan, console.log)));
  });

  for (const [index, stage] of Object.keys(seeds).entries()) {
    it(`leave the tables of a calm run (${stage})`, async () => {
      assert.equal(plans[index]?.stage, stage);
      const run = (await runs)[index];
      if (run?.status === 'rejected') throw run.reason;
      assert.equal(run?.status, 'fulfilled');
    }).timeout(timeoutMs);
  }
});
