import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../support/rig.ts';
import type { LoadKill } from './plan-chaos.ts';
import type { Stage } from './stage.ts';

/** Lets the test see and hold requests for pages of issues. */
function createTurnstile({ simulator }: Stage) {
  let passed = 0;
  let most = Infinity;
  const stop = simulator.beforeAnswer(async ({ route }) => {
    if (!route.endsWith('/issues')) return;
    passed += 1;
    const own = passed;
    if (own > most) await until(() => Promise.resolve(own <= most));
  });
  return {
    passed: () => passed,
    /** Holds what comes after so many more. */
    holdAfter: (more: number) => void (most = passed + more),
    open: () => void (most = Infinity),
    stop,
  };
}

/**
 * Kills at the planned pages, one after the other. While a victim is away a few more pages are answered and the rest
 * wait, so that the next kill finds a load under way.
 */
export async function killDuringLoad(stage: Stage, kills: LoadKill[], say: (line: string) => void): Promise<void> {
  const turnstile = createTurnstile(stage);
  try {
    for (const { victim, request, delayMs, pagesMeanwhile } of kills) {
      await until(() => Promise.resolve(turnstile.passed() >= request), {
        waitMs: 120_000,
        tell: () => Promise.resolve(`Request ${request} for issues does not come; ${turnstile.passed()} came.`),
      });
      turnstile.holdAfter(pagesMeanwhile);
      await delay(delayMs);
      say(`  killing ${victim} at page ${turnstile.passed()}`);
      const revive = await stage.kill(victim);
      await revive();
      turnstile.open();
    }
  } finally {
    turnstile.open();
    turnstile.stop();
  }
}
