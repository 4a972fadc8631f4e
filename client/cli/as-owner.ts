import { createDb } from '../../sql/db.ts';
import type { Db } from '../../sql/query.ts';
import type { Context } from './context.ts';
import { withOwnerUrl } from './databases.ts';

/** Runs `work` as the owner of the database: what orders write themselves. @param name of the order, as Postgres shows it */
export async function asOwner<T>(context: Context, name: string, work: (db: Db) => Promise<T>): Promise<T> {
  return withOwnerUrl(context, async (url) => {
    const db = createDb(url, { size: 1, name: `repometer ${name}` });
    try {
      return await work(db);
    } finally {
      await db.end();
    }
  });
}
