import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../support/rig.ts';
import { longestWaitMs } from './loops.ts';
import type { RequestKill } from './plan-chaos.ts';
import type { Stage } from './stage.ts';

/** Lets the test see and hold requests for anything below a repository. */
function createTurnstile({ simulator }: Stage) {
  let passed = 0;
  let most = Infinity;
  const stop = simulator.beforeAnswer(async ({ path }) => {
    if (!/^\/repositories\/\d+\//.test(path)) return;
    passed += 1;
    const own = passed;
    if (own > most) await until(() => Promise.resolve(own <= most), { waitMs: longestWaitMs });
  });
  return {
    passed: () => passed,
    /** Holds what comes after so many more. */
    holdAfter: (more: number) => void (most = passed + more),
    open: () => void (most = Infinity),
    stop,
  };
}

export interface RequestKills {
  kills: RequestKill[];
  /** Begins the work that is to be interrupted. */
  begin: () => Promise<void>;
  say: (line: string) => void;
}

/**
 * Kills at the planned requests of some work, one after the other. While a victim is away a few more requests are
 * answered and the rest wait, so that the next kill finds the work under way.
 */
export async function killDuringRequests(stage: Stage, { kills, begin, say }: RequestKills): Promise<void> {
  const turnstile = createTurnstile(stage);
  try {
    await begin();
    for (const { victim, request, delayMs, requestsMeanwhile } of kills) {
      await until(() => Promise.resolve(turnstile.passed() >= request), {
        waitMs: longestWaitMs,
        tell: () => Promise.resolve(`Request ${request} does not come; ${turnstile.passed()} came.`),
      });
      turnstile.holdAfter(requestsMeanwhile);
      await delay(delayMs);
      say(`  killing ${victim} at request ${turnstile.passed()}`);
      const revive = await stage.kill(victim);
      await revive();
      turnstile.open();
    }
  } finally {
    turnstile.open();
    turnstile.stop();
  }
}
