import { until } from '../support/rig.ts';
import { longestWaitMs } from './loops.ts';
import type { Loops } from './loops.ts';
import type { ComputationKill } from './plan-chaos.ts';
import type { End, Stage } from './stage.ts';

export interface ComputationKills {
  kills: ComputationKill[];
  /** The day of each computation, as each must find its snapshot unmade. */
  days: string[];
  /** Makes months whose numbers are behind. */
  touchMonths: () => Promise<void>;
  say: (line: string) => void;
}

/**
 * Kills in the middle of computations of what was touched: each is stopped at the planned table by a lock, with what it
 * has done before, and the marks that it has taken, uncommitted.
 */
export async function killDuringComputation(
  stage: Stage,
  loops: Loops,
  { kills, days, touchMonths, say }: ComputationKills,
): Promise<void> {
  for (const [index, { victim, table }] of kills.entries()) {
    await touchMonths();
    const lock = await stage.db.connect();
    lock.on('error', () => undefined); // Postgres may be the victim
    let revive: End;
    let ended: End;
    try {
      await lock.query(`begin; lock table ${table} in exclusive mode`);
      ended = await loops.startComputation(`kpis/killed-${index + 1}`, { asOf: days[index] as string });
      await until(() => isWaitedFor(stage, table), {
        tell: () => Promise.resolve(`No computation waits for ${table}.`),
        waitMs: longestWaitMs,
      });
      say(`  killing ${victim} in ${table}`);
      revive = await stage.kill(victim);
    } finally {
      await lock.query('rollback').catch(() => undefined);
      lock.release(true);
    }
    await revive();
    await ended();
  }
}

async function isWaitedFor({ db }: Stage, table: string): Promise<boolean> {
  const { rows } = await db.query('select from pg_locks where relation = $1::regclass and not granted', [table]);
  return rows.length > 0;
}
