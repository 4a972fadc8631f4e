import { ApplicationFailure } from '@temporalio/activity';
import { runSql } from '../../sql/query.ts';
import { isObject, parseAs, TransportError } from '../github/answer.ts';
import type { Answer } from '../github/answer.ts';
import { isLimited } from '../github/ask.ts';
import type { Limited, Reply } from '../github/ask.ts';
import type { Subject } from '../github/subject.ts';
import type { Asking } from '../sync/slice/asking.ts';
import type { SyncDeps } from '../sync/slice/deps.ts';
import { isWaitedFor, passingRefusal, recordRefusal, sureRefusal } from '../sync/slice/refusals.ts';
import type { Refusal } from '../sync/slice/refusals.ts';
import type { FeedInput } from './feed-input.ts';
import { rowOfLoop } from './feed-loop.ts';
import type { FeedOutcome } from './feed-outcome.ts';

/** Whose feed it is, and where it lies below the API. */
export interface FoundFeed {
  subject: Subject;
  path: string;
}

type NotFound = Extract<FeedOutcome, { kind: 'limited' | 'refused' }>;

/** What finding a subject needs. */
export interface Finding {
  deps: SyncDeps;
  input: FeedInput;
  asking: Asking;
}

/**
 * Finds the feed of a source by its name, once: from then on it is asked by GitHub's id, which a rename leaves as it is.
 *
 * @returns the feed; or that GitHub does not tell now, which is written down
 * @throws ApplicationFailure, not retried, for a source that does not exist or has another name now
 */
export async function findSubject(finding: Finding): Promise<FoundFeed | NotFound> {
  const { input, deps, asking } = finding;
  const { kind, name } = input.source;
  if (kind === 'public') return { subject: { kind, id: '0', name }, path: '/events' };
  const url = `${deps.github.apiUrl}${kind === 'repository' ? '/repos/' : '/users/'}${name}`;
  let reply = await asking.ask({ url });
  if (!isLimited(reply) && reply.verdict.kind === 'moved') reply = await asking.ask({ url: reply.verdict.location });
  if (isLimited(reply)) return limited(finding, reply);
  if (reply.verdict.kind === 'refused') return refuse(finding, reply.verdict);
  if (reply.verdict.kind !== 'ok') throw new TransportError(`GitHub answered ${reply.answer.status} to a ${kind}.`);
  return kind === 'repository' ? repositoryOf(input, reply.answer) : ownerOf(reply.answer);
}

function repositoryOf({ source: { name } }: FeedInput, answer: Answer): FoundFeed {
  const { id, full_name: fullName } = parseAs(answer, 'a repository', isRepository);
  if (fullName.toLowerCase() !== name.toLowerCase()) {
    throw ApplicationFailure.nonRetryable(
      `${name} is now ${fullName}: "repometer events add ${fullName}" reads its events.`,
      'RepositoryRenamed',
    );
  }
  return {
    subject: { kind: 'repository', id: String(id), name: fullName },
    path: `/repositories/${id}/events`,
  };
}

function isRepository(body: unknown): body is { id: number; full_name: string } {
  return isObject(body) && typeof body.id === 'number' && typeof body.full_name === 'string';
}

/** An organisation's feed tells of its repositories, a user's of what the user does. */
function ownerOf(answer: Answer): FoundFeed {
  const { id, login, type } = parseAs(answer, 'an owner', isOwner);
  const path = type === 'Organization' ? `/organizations/${id}/events` : `/user/${id}/events`;
  return { subject: { kind: 'owner', id: String(id), name: login }, path };
}

function isOwner(body: unknown): body is { id: number; login: string; type?: unknown } {
  return isObject(body) && typeof body.id === 'number' && typeof body.login === 'string';
}

/** Another loop may read these events already, under an earlier name. @throws ApplicationFailure naming it, not retried */
export async function requireOnlyLoop({ deps, input }: Omit<Finding, 'asking'>, { subject }: FoundFeed): Promise<void> {
  const [other] = await runSql<{ workflow_id: string }>(deps.db, 'sync/other_loop', {
    workflow_id: input.workflowId,
    kind: 'pollEvents',
    subject_kind: subject.kind,
    subject_id: subject.id,
  });
  if (!other) return;
  throw ApplicationFailure.nonRetryable(
    `${other.workflow_id} reads these events already: the same source had another name when it was added.`,
    'AlreadyRead',
  );
}

async function refuse(finding: Finding, verdict: Extract<Reply['verdict'], { kind: 'refused' }>): Promise<NotFound> {
  const { input, deps } = finding;
  if (verdict.state === 'missing') {
    throw ApplicationFailure.nonRetryable(
      `${input.source.name} does not exist, or this token may not see it (404).`,
      'SourceMissing',
    );
  }
  const { state, waitMs } = await record(finding, sureRefusal(verdict, input));
  return { kind: 'refused', state, reason: verdict.reason, waitMs, hasSearchAttributes: deps.hasSearchAttributes };
}

async function limited(finding: Finding, limit: Limited): Promise<NotFound> {
  const { input, deps } = finding;
  const { reason } = limit;
  const refused = await record(finding, passingRefusal(limit, input));
  const told = { reason, waitMs: refused.waitMs, hasSearchAttributes: deps.hasSearchAttributes };
  if (isWaitedFor(refused, limit.cause)) return { ...told, kind: 'limited', until: refused.until };
  return { ...told, kind: 'refused', state: refused.state };
}

/** Before GitHub has told an id, the loop's own row tells of it. */
async function record({ deps, input }: Finding, refusal: Refusal) {
  const { credential } = await deps.authorize(input.source);
  return recordRefusal(deps.db, 'sync/record_loop_refusal', { ...rowOfLoop(input), credential }, refusal);
}
