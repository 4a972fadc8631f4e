import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import { tellProgress } from '../progress.ts';
import type { DueLoop, KeepLoopsInput } from './due-loop.ts';
import { createJudge, unmatchedSentence } from './judge-repositories.ts';
import type { JudgedRepository } from './judge-repositories.ts';
import { startRepositoryLoop } from './start-repository-loop.ts';
import { stopRepositoryLoop } from './stop-repository-loop.ts';
import type { LoopClient } from './loop-client.ts';

export interface KeptLoops {
  /** Nothing is left to be done in this cycle. */
  isDone: boolean;
  listed: number;
  kept: number;
  /** Loops started by this slice. */
  started: number;
  /** A sentence for each loop that it has stopped. */
  stopped: string[];
  /** Why the loop ends: its rules fit nothing. */
  unmatched: string | null;
}

interface Row extends JudgedRepository, Record<string, unknown> {
  repository_id: string;
  left_at: Date | null;
  moved_to: string | null;
}

const mostOfSlice = 200;
const sliceMs = 30_000;
/** Calls of Temporal at once. */
const atOnce = 8;

/**
 * The activity that starts the loops of repositories that are kept, and stops those that the owner's loop has started itself and that
 * are not kept any more; a bounded slice at a time. What it has done is in Postgres, so any worker can go on.
 */
export function createKeepRepositoryLoops(db: Pool, loops: LoopClient) {
  return async function keepRepositoryLoops(input: KeepLoopsInput): Promise<KeptLoops> {
    const { owner, rules } = input;
    const rows = await runSql<Row>(db, 'sync/owner_repositories', { owner_id: owner.id });
    const here = rows.filter(({ left_at: leftAt }) => leftAt === null);
    const names = here.map(({ name }) => name);
    const unmatched = input.isFirst ? unmatchedSentence(owner.name, rules, names) : null;
    const judge = createJudge(rules);
    const leftOut = rows.map((row) => (row.left_at === null ? judge(row) : whereIsIt(row)));
    const kept = leftOut.filter((why) => why === null).length;
    const told = { listed: here.length, kept, started: 0, stopped: [], unmatched };
    if (unmatched !== null) return { ...told, isDone: true };
    await runSql(db, 'sync/judge_owner_loops', {
      owner_id: owner.id,
      owner: owner.name,
      repository_ids: rows.map(({ repository_id: id }) => id),
      left_out: leftOut,
    });
    return { ...told, ...(await goThrough(db, loops, input)) };
  };
}

function whereIsIt({ moved_to: to }: Row): string {
  return to === null ? 'not shown by GitHub any more: deleted, private, or invisible to this token' : `moved to ${to}`;
}

/** At once some of what is due, until nothing is or the slice is over. */
async function goThrough(
  db: Pool,
  loops: LoopClient,
  input: KeepLoopsInput,
): Promise<Pick<KeptLoops, 'isDone' | 'started' | 'stopped'>> {
  const { owner, sweep } = input;
  const deadline = Date.now() + sliceMs;
  const due = await runSql<DueLoop>(db, 'sync/owner_loops_due', { owner_id: owner.id, sweep, most: mostOfSlice });
  const stopped: string[] = [];
  let started = 0;
  let isAgain = false;
  let done = 0;
  const waiting = [...due];
  const connection = async () => {
    for (let next = waiting.shift(); next && Date.now() < deadline; next = waiting.shift()) {
      if (next.action === 'stop') {
        stopped.push(...(await stopRepositoryLoop(db, loops, input, next)));
        // One that was being stopped and is kept again begins anew.
        isAgain ||= next.left_out === null;
      } else if (await startRepositoryLoop(db, loops, input, next)) started += 1;
      done += 1;
      tellProgress({ resource: 'loops', of: owner.name, rows: done });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, connection));
  return { isDone: done === due.length && due.length < mostOfSlice && !isAgain, started, stopped };
}
