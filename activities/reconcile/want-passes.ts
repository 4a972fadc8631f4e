import { cancellationSignal } from '@temporalio/activity';
import { runSql } from '../../sql/query.ts';
import type { Resource } from '../../workflows/contract.ts';
import { createAsk, isLimited } from '../github/ask.ts';
import type { SyncDeps } from '../sync/slice/deps.ts';
import { lastPage } from '../github/link.ts';
import { withHeartbeat } from '../heartbeat.ts';
import type { LoadedList } from './plan-reconciliation.ts';

export interface WantPassesInput {
  repository: string;
  repositoryId: string;
  resources: Resource[];
  /** From when on items are read again, ISO; null: everything. */
  since: string | null;
}

/**
 * The activity that asks for passes over the lists of a repository; whoever reads them next makes them. Where GitHub counts
 * another number of issues than we do, all issues are read, however short the way back was meant to be: something has
 * vanished, or come back with its old time.
 */
export function createWantPasses(deps: SyncDeps) {
  return function wantPasses({ repository, repositoryId, resources, since }: WantPassesInput): Promise<void> {
    return withHeartbeat(async () => {
      const key = { repository_id: repositoryId };
      await runSql(deps.db, 'sync/want_passes', { ...key, resources, since });
      if (since === null) await runSql(deps.db, 'sync/want_items_again', key);
      else if (!(await isCountRight(deps, repository, repositoryId))) {
        await runSql(deps.db, 'sync/want_passes', { ...key, resources: ['issues'], since: null });
      }
    });
  };
}

async function isCountRight(deps: SyncDeps, repository: string, repositoryId: string): Promise<boolean> {
  const rows = await runSql<LoadedList>(deps.db, 'sync/read_loaded_lists', { repository });
  const issues = rows.find(({ resource }) => resource === 'issues');
  // A load that began at a date has no number of GitHub's to compare with.
  if (!issues || issues.complete_from !== null) return true;
  const reply = await createAsk(
    deps,
    repository,
  )({
    url: `${deps.github.apiUrl}/repositories/${repositoryId}/issues?state=all&per_page=1`,
    priority: 'cycle',
    signal: cancellationSignal(),
  });
  // A limit is met again, and waited for, by the first list.
  if (isLimited(reply) || reply.verdict.kind !== 'ok') return true;
  const total = lastPage(reply.answer.headers.link);
  return total === null ? issues.rows_stored <= 1 : total === issues.rows_stored;
}
