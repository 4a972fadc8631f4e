import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import { readReport } from '../reports/read-report.ts';
import { asRecords } from '../reports/table.ts';
import { syncWorkflowId } from '../../workflows/contract.ts';

/**
 * A loop that the loop of an owner has started is a person's from now on: it is not stopped when its repository leaves.
 *
 * @param db as the owner of the database
 * @returns logins of the owners whose loops had started it
 */
export async function adoptLoop(db: Db, repository: string): Promise<string[]> {
  const adopted = await runSql<{ login: string }>(db, 'sync/adopt_loop', { workflow_id: syncWorkflowId(repository) });
  return adopted.map(({ login }) => login);
}

/** A loop that the loop of an owner has started. */
export interface StartedLoop {
  repository: string;
  workflowId: string;
}

/** Loops that an owner's loop has started, to be read before it forgets them. */
export async function startedLoops(db: Db, owner: string): Promise<StartedLoop[]> {
  const rows = asRecords(await readReport(db, 'owner_repositories'));
  const isOurs = (row: (typeof rows)[number]) =>
    row.owner?.toLowerCase() === owner.toLowerCase() && /^(starting|started|stopping)$/.test(row.loop_state ?? '');
  return rows
    .filter(isOurs)
    .map((row) => ({ repository: String(row.repository), workflowId: String(row.workflow_id) }));
}
