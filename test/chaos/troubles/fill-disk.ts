import type { End, Stage } from '../stage.ts';
import type { TroubleContext } from './context.ts';
import { untilTold } from './what-is-told.ts';

/** The disk is full, or Postgres has ended because of it. */
const told =
  /disk is full|No space left|No Postgres answers|Postgres is stopping or starting|connection to Postgres broke/;

/** Leaves Postgres no byte until it is said that it has none, or has ended. */
export async function fillDisk(stage: Stage, { say }: TroubleContext): Promise<End> {
  const end = await stage.fillDisk();
  if (end === null) {
    say('  No disk is filled: there is none of its own.');
    return () => Promise.resolve();
  }
  try {
    await untilTold(stage, ['doctor', 'postgres'], ({ code, out }) => code === 1 && told.test(out));
    await untilTold(stage, ['status'], ({ err }) => told.test(err));
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
