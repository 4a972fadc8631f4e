import { runSql } from '../../../sql/query.ts';
import type { Resource } from '../../../workflows/contract.ts';
import type { Subject } from '../../github/subject.ts';
import type { SyncDeps } from './deps.ts';
import type { Due } from './outcome.ts';

interface Looking {
  deps: SyncDeps;
  subject: Subject;
  /** A person asked: refused followers are asked again, too. */
  isUrgent: boolean;
  /** The name of what requests are charged to, and refused to. */
  credential: () => Promise<string>;
}

/**
 * What changed rows have made due, however many attempts stored them.
 *
 * @param followers resources that follow the one of the slice
 */
export async function findDue(
  { deps, subject, isUrgent, credential }: Looking,
  followers: readonly Resource[],
): Promise<Due> {
  // Summary tables are about repositories.
  const touched = subject.kind === 'repository' ? { isTouched: await deps.isTouched(subject.id) } : {};
  if (followers.length === 0) return { ...touched, followers: [] };
  const rows = await runSql<{ resource: Resource }>(deps.db, 'sync/stale_resources', {
    subject_id: subject.id,
    resources: followers,
    is_urgent: isUrgent,
    // Who cannot sign now cannot do better than before.
    credential: await credential().catch(() => null),
  });
  return { ...touched, followers: rows.map(({ resource }) => resource) };
}
