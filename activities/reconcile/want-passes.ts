import { cancellationSignal } from '@temporalio/activity';
import { runSql } from '../../sql/query.ts';
import type { Resource } from '../../workflows/contract.ts';
import { createAsk, isLimited } from '../github/ask.ts';
import { lastPage } from '../github/link.ts';
import type { Subject } from '../github/subject.ts';
import { listResources, resourcesOf } from '../list-resources.ts';
import { listUrls } from '../resource.ts';
import type { SyncDeps } from '../sync/slice/deps.ts';
import type { LoadedList } from './plan-reconciliation.ts';

export interface WantPassesInput {
  repository: string;
  repositoryId: string;
  resources: Resource[];
  /** From when on items are read again, ISO; null: everything. */
  since: string | null;
}

const all = resourcesOf('repository');
/** Lists beside which single things are asked for by number. */
const withThings = all.filter((resource) => listResources[resource].ofNumberPath);
/** The list whose rows bear the repository's numbers: GitHub's count of it is exact. */
const numbered = all.find((resource) => listResources[resource].absent === 'numbered');

/**
 * The activity that asks for passes over the lists of a repository; whoever reads them next makes them. Where GitHub counts
 * another number of issues than we do, all issues are read, however short the way back was meant to be: something has
 * vanished, or come back with its old time.
 */
export function createWantPasses(deps: SyncDeps) {
  return async function wantPasses({ repository, repositoryId, resources, since }: WantPassesInput): Promise<void> {
    const key = { subject_id: repositoryId };
    await runSql(deps.db, 'sync/want_passes', { ...key, resources, since });
    if (since === null) {
      await runSql(deps.db, 'sync/want_items_again', { ...key, resources: withThings });
      return;
    }
    if (await isCountRight(deps, { kind: 'repository', id: repositoryId, name: repository })) return;
    await runSql(deps.db, 'sync/want_passes', { ...key, resources: [numbered], since: null });
  };
}

async function isCountRight(deps: SyncDeps, subject: Subject): Promise<boolean> {
  if (numbered === undefined) return true;
  const rows = await runSql<LoadedList>(deps.db, 'sync/read_loaded_lists', {
    repository: subject.name,
    resources: [numbered],
  });
  const [stored] = rows;
  // A load that began at a date has no number of GitHub's to compare with.
  if (!stored || stored.complete_from !== null) return true;
  const ask = createAsk(deps, subject);
  const { total: url } = listUrls(deps.github.apiUrl, subject, listResources[numbered]);
  const reply = await ask({ url, priority: 'cycle', signal: cancellationSignal() });
  // A limit is met again, and waited for, by the first list.
  if (isLimited(reply) || reply.verdict.kind !== 'ok') return true;
  const total = lastPage(reply.answer.headers.link);
  return total === null ? stored.rows_stored <= 1 : total === stored.rows_stored;
}
