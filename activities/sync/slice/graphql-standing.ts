import { runSql } from '../../../sql/query.ts';
import type { ListSlice } from './list-slice.ts';

/** A refusal of everything, and not of one subject. */
const anything = { kind: 'any', id: '0' };

/** Why GraphQL is not asked now, in a sentence; null: it is. What a person may hasten is what a person may have mended. */
export async function whyNoGraphql({ deps, subject, input }: ListSlice): Promise<string | null> {
  const { header, credential } = await deps.authorize(subject);
  if (header === null) return 'GraphQL needs a token.';
  if (input.isUrgent) return null;
  const values = { credential, subject_kind: subject.kind, subject_id: subject.id };
  const [refusal] = await runSql<{ reason: string }>(deps.db, 'sync/read_graphql_refusal', values);
  return refusal?.reason ?? null;
}

/** Why GraphQL is not asked from now on. */
export interface GraphqlRefusal {
  reason: string;
  /** Whether it says nothing of other subjects. */
  isOfSubject: boolean;
  /** Until it is asked again. */
  waitMs: number;
}

/** Remembers that GraphQL is not to be asked, and says that REST is. */
export async function recordGraphqlRefusal(
  slice: ListSlice,
  { reason, isOfSubject, waitMs }: GraphqlRefusal,
): Promise<void> {
  const { deps, subject, credential } = slice;
  const { kind, id } = isOfSubject ? subject : anything;
  await runSql(deps.db, 'sync/record_graphql_refusal', {
    credential: await credential(),
    subject_kind: kind,
    subject_id: id,
    reason,
    wait_seconds: waitMs / 1000,
  });
  await recordReadBy(slice, 'REST', reason);
}

/** Says by which API the single things of a resource are read, and why not in bulk; nothing is written where that is as before. */
export async function recordReadBy(
  { deps, key }: ListSlice,
  readBy: 'GraphQL' | 'REST',
  reason: string | null,
): Promise<void> {
  await runSql(deps.db, 'sync/record_read_by', { ...key, read_by: readBy, reason });
}
