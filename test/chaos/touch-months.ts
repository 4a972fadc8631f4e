import assert from 'node:assert/strict';
import { seededRandom } from '../support/random.ts';
import type { Loops } from './loops.ts';
import type { Stage } from './stage.ts';

const relabelled = 5;

/**
 * @param names `owner/name` of each repository
 * @returns relabels issues of whatever months in each of them and reads them in a quiet cycle, so that these months'
 *   numbers are behind
 */
export function createTouch(
  { simulator, db }: Stage,
  loops: Loops,
  names: string[],
  seed: number,
): () => Promise<void> {
  const { pick } = seededRandom(seed + 2);
  let touches = 0;
  return async () => {
    touches += 1;
    for (const name of names) {
      const repository = simulator.world.repository(name);
      const numbers = [...repository.store.present()].map(({ number }) => number);
      for (let count = 0; count < relabelled; count += 1) repository.label(pick(numbers), `touched ${touches}`);
      await loops.quietCycle(name);
    }
    const { rows } = await db.query(
      "select month from sync.mark where source = 'issues' union select month from kpi.due_month where family = 'issue_labels'",
    );
    assert.ok(rows.length > 1, `${rows.length} months were touched`);
  };
}
