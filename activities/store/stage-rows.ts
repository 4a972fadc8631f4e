import type { ClientBase } from 'pg';
import { rowsOfBody } from './rows-of-body.ts';
import { stageBody, takenOf } from './stage-body.ts';
import type { Body, Changes } from './stage-body.ts';

/** Whether Postgres refused data that a type or a constraint does not take (its classes 22 and 23). */
export function isDataError(error: unknown): error is Error {
  return /^2[23]/.test((error as { code?: string }).code ?? '');
}

/**
 * Tries a piece of work inside a transaction; where Postgres refuses its data, the transaction goes on as if it had not
 * been tried.
 *
 * @returns what Postgres refused the data with; null where it took them
 * @throws every other error
 */
export async function refusalOf(db: ClientBase, work: () => Promise<unknown>): Promise<Error | null> {
  await db.query('savepoint tried');
  try {
    await work();
    await db.query('release savepoint tried');
    return null;
  } catch (error) {
    if (!isDataError(error)) throw error;
    await db.query('rollback to savepoint tried');
    return error;
  }
}

/**
 * Stages the rows of an answer one by one, after the answer as a whole was refused.
 *
 * @returns what the rows changed that could be staged, and those that could not
 */
export async function stageRowByRow(db: ClientBase, body: Body): Promise<Changes & { refused: unknown[] }> {
  const total = { inserted: 0, updated: 0, refused: [] as unknown[] };
  for (const row of rowsOfBody(takenOf(body))) {
    const refusal = await refusalOf(db, async () => {
      const { inserted, updated } = await stageBody(db, { ...body, json: JSON.stringify([row]) });
      total.inserted += inserted;
      total.updated += updated;
    });
    if (refusal) total.refused.push(row);
  }
  return total;
}
