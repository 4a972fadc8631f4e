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

/** Remembers that GraphQL refuses: for this subject, or whatever is asked. It is asked again when `reprobeMs` have passed. */
export async function recordGraphqlRefusal(
  { deps, subject, credential, input }: ListSlice,
  { reason, isOfSubject }: { reason: string; isOfSubject: boolean },
): Promise<void> {
  const { kind, id } = isOfSubject ? subject : anything;
  await runSql(deps.db, 'sync/record_graphql_refusal', {
    credential: await credential(),
    subject_kind: kind,
    subject_id: id,
    reason,
    wait_seconds: input.reprobeMs / 1000,
  });
}

/** Says by which API the single things of a resource are read, and why not in bulk; nothing is written where that is as before. */
export async function recordReadBy(
  { deps, key }: ListSlice,
  readBy: 'GraphQL' | 'REST',
  reason: string | null,
): Promise<void> {
  await runSql(deps.db, 'sync/record_read_by', { ...key, read_by: readBy, reason });
}
