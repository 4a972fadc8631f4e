import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import { resourcesOf } from '../list-resources.ts';

/** Names in one sentence: it goes into the workflow's history. */
const mostNamed = 50;

/** What a comparison of all repositories leaves out. @returns a sentence for each reason, with the repositories' names */
export async function listLeftOut(db: Pool): Promise<string[]> {
  const rows = await runSql<{ repository: string; reason: string }>(db, 'sync/left_out_of_reconciliation', {
    resources: resourcesOf('repository'),
  });
  const byReason = new Map<string, string[]>();
  for (const { repository, reason } of rows) byReason.set(reason, [...(byReason.get(reason) ?? []), repository]);
  return [...byReason].map(([reason, names]) => {
    const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
    return `Left out, since ${reason}: ${names.slice(0, mostNamed).join(', ')}${more}.`;
  });
}
