import { runSql } from '../../sql/query.ts';
import { asOwner } from './as-owner.ts';
import type { Context } from './context.ts';

/** Takes a loop off the list that could not do it itself. @returns false when it was not on the list, or that cannot be reached */
export async function forgetLoop(context: Context, workflowId: string): Promise<boolean> {
  try {
    const [row] = await asOwner(context, 'remove', (db) =>
      runSql<{ loops: number }>(db, 'sync/forget_loop', { workflow_id: workflowId }),
    );
    return (row?.loops ?? 0) > 0;
  } catch (error) {
    context.output.say(`It cannot be taken off the list of loops: ${(error as Error).message}`);
    return false;
  }
}
