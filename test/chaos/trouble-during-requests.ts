import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../support/rig.ts';
import { nameTrouble } from './describe-plan.ts';
import { longestWaitMs } from './loops.ts';
import type { Loops } from './loops.ts';
import type { RequestTrouble } from './plan-chaos.ts';
import type { Stage } from './stage.ts';
import { beginTrouble } from './troubles/begin-trouble.ts';

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

export interface RequestTroubles {
  loops: Loops;
  troubles: RequestTrouble[];
  /** `owner/name` of all; the first one is what the work is about. */
  names: string[];
  /** Nothing was read to its end yet. */
  isLoad: boolean;
  /** Waits only for what is told within seconds. */
  isShort: boolean;
  /** Begins the work that is to be interrupted. */
  begin: () => Promise<void>;
  say: (line: string) => void;
}

/**
 * Makes trouble at the planned requests of some work, one after the other. While it stands a few more requests are
 * answered and the rest wait, so that the next one finds the work under way.
 */
export async function troubleDuringRequests(stage: Stage, { troubles, begin, ...context }: RequestTroubles) {
  const turnstile = createTurnstile(stage);
  try {
    await begin();
    for (const { trouble, request, delayMs, requestsMeanwhile } of troubles) {
      await until(() => Promise.resolve(turnstile.passed() >= request), {
        waitMs: longestWaitMs,
        tell: () => Promise.resolve(`Request ${request} does not come; ${turnstile.passed()} came.`),
      });
      turnstile.holdAfter(requestsMeanwhile);
      await delay(delayMs);
      const startedAt = Date.now();
      const end = await beginTrouble(stage, trouble, { ...context, requests: turnstile.passed });
      await end();
      turnstile.open();
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      context.say(`  ${nameTrouble(trouble)}, after ${turnstile.passed()} requests: over after ${seconds} s`);
    }
  } finally {
    turnstile.open();
    turnstile.stop();
  }
}
