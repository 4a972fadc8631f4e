import type { Trouble } from '../plan-chaos.ts';
import type { End, Stage } from '../stage.ts';
import type { TroubleContext } from './context.ts';
import { fillDisk } from './fill-disk.ts';
import { freeze } from './freeze.ts';
import { terminateLoops } from './terminate-loops.ts';

/**
 * Makes a trouble, and asserts that nothing which people read calls well what is not while it stands.
 *
 * @returns ends it, as whoever runs the product does
 */
export function beginTrouble(stage: Stage, trouble: Trouble, context: TroubleContext): Promise<End> {
  switch (trouble.kind) {
    case 'kill':
      return stage.kill(trouble.victim);
    case 'freeze':
      return freeze(stage, trouble.victim, context);
    case 'full-disk':
      return fillDisk(stage, context);
    case 'terminate':
      return terminateLoops(stage, trouble.how, context);
  }
}
