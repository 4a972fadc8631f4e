import type { KnownLoop } from '../../temporal/loop-troubles.ts';
import type { TemporalConnection } from '../../temporal/connect-temporal.ts';
import { readLoopTroubles } from '../../temporal/loop-troubles.ts';
import { findings } from './finding.ts';
import type { Finding } from './finding.ts';

const { ok, failed } = findings('temporal');
const check = 'loops';
const mostTold = 10;

/**
 * Loops as Postgres and Temporal know them: each that has ended, cannot go on, or is overdue.
 *
 * @param loops null where Postgres could not be read, which is a finding of its own
 */
export async function checkLoops({ client }: TemporalConnection, loops: KnownLoop[] | null): Promise<Finding[]> {
  if (loops === null) return [];
  const troubles = await readLoopTroubles(client, loops);
  const told = new Set(troubles.map(({ workflowId }) => workflowId));
  const late = loops
    .filter(({ isOverdue, workflowId }) => isOverdue && !told.has(workflowId))
    .map(({ name }) => ({
      found: `The next cycle of ${name} is overdue by more than a cycle.`,
      advice: 'Without a worker nothing is done; with one, its log says what it does instead.',
    }));
  const all = [...troubles, ...late];
  if (all.length === 0) return [ok(check, `${loops.length} kept in Postgres, and all of them run.`)];
  const shown = all.slice(0, mostTold).map(({ found, advice }) => failed(check, found, advice));
  if (all.length === shown.length) return shown;
  return [
    ...shown,
    failed(check, `${all.length - shown.length} more have such trouble.`, 'See "repometer report loops".'),
  ];
}
