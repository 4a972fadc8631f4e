import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import { feedResources } from '../../workflows/contract.ts';
import type { EventSource } from '../../workflows/contract.ts';

/** A loop of events, as its row in `sync.loop` names it. */
export interface FeedLoop {
  workflowId: string;
  source: EventSource;
  every: string;
}

/** Its row, as statements take it. */
export function rowOfLoop({ workflowId, source, every }: FeedLoop) {
  const [owner, name = null] = source.name.split('/');
  return {
    workflow_id: workflowId,
    kind: 'pollEvents',
    subject_kind: source.kind,
    owner,
    name,
    every,
    resources: [feedResources[source.kind]],
  };
}

/** Names this loop as the one that reads the feed of a subject. */
export async function claimFeed(db: Db, loop: FeedLoop, subjectId: string): Promise<void> {
  await runSql(db, 'sync/claim_loop', { ...rowOfLoop(loop), subject_id: subjectId });
}
