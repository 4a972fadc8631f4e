import type { Repository } from '../world.ts';
import { toInstant } from '../world/instant.ts';
import type { EventRow } from '../world/thread.ts';
import { addressesOf, newNodeId } from './addresses.ts';

/** An issue event, without the issue that lists of a whole repository embed. */
export function issueEventJson(repository: Repository, number: number, row: EventRow): Record<string, unknown> {
  const { api } = addressesOf(repository);
  const { isMerge, ...detail } = row.detail ?? {};
  const commit = isMerge ? repository.commits.mergeOf(number) : null;
  return {
    id: row.id,
    node_id: newNodeId('EV', repository.id, repository.store.get(number)?.id ?? 0, row.id),
    url: `${api}/issues/events/${row.id}`,
    actor: row.actor,
    event: row.kind,
    commit_id: commit,
    commit_url: commit === null ? null : `${api}/commits/${commit}`,
    created_at: toInstant(row.createdAt),
    ...detail,
    performed_via_github_app: null,
  };
}
