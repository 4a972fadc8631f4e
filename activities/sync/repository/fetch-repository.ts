import { activityInfo, ApplicationFailure, cancellationSignal } from '@temporalio/activity';
import { runSql } from '../../../sql/query.ts';
import type { Resource, ResourceStatus, State } from '../../../workflows/contract.ts';
import { isObject, parseAs, TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited, Reply } from '../../github/ask.ts';
import { openAsking } from '../slice/asking.ts';
import type { SyncDeps } from '../slice/deps.ts';
import { transientFailure } from '../slice/failures.ts';
import { readResource } from '../slice/resource-row.ts';
import type { CyclePlan } from './cycle-plan.ts';
import { claim, recordTrouble } from './look.ts';
import type { Known, Look, RepositoryInput } from './look.ts';
import { keptResources, planCycle } from './plan-cycle.ts';
import { planStats } from './plan-stats.ts';
import type { StatsPlan } from './plan-stats.ts';
import { proveRepositoryUnchanged, storeRepository } from './store-repository.ts';

export type RepositoryOutcome =
  | {
      kind: 'ready';
      repositoryId: string;
      /** As GitHub writes it. */
      repository: string;
      hasSearchAttributes: boolean;
      pushedAt: string | null;
      stats: StatsPlan;
      /** What the cycle is to do; histories recorded before it was told have `due` and `standing` instead. */
      plan?: CyclePlan;
      /** Lists that were to be asked, whatever the issue list said. */
      due?: Resource[];
      /** Where the others stood; told to a loop's first cycle. */
      standing?: ResourceStatus[];
    }
  /** The repository has another name now; the loop under that name goes on. */
  | { kind: 'renamed'; to: string }
  | { kind: 'limited'; until: string; reason: string; hasSearchAttributes: boolean }
  | { kind: 'refused'; state: State; reason: string; hasSearchAttributes: boolean };

interface Seen {
  id: string;
  fullName: string;
  pushedAt: string | null;
  answer: Answer;
  etagKey: string;
}

/**
 * The activity that begins each cycle: reads the repository by its name, recognises it by its id, and claims it for this
 * loop. Renames, deletions and names that another repository has taken are told apart here, before anything is written.
 *
 * @throws ApplicationFailure, not retried, for a name that was never read and that GitHub does not know
 */
export function createFetchRepository(deps: SyncDeps) {
  return async function fetchRepository(input: RepositoryInput): Promise<RepositoryOutcome> {
    const [row] = await runSql<Known & Record<string, unknown>>(deps.db, 'sync/read_loop', {
      workflow_id: input.workflowId,
    });
    const known = row ?? { repository_id: null, repository: null, pushed_at: null };
    const subject = { kind: 'repository', name: input.repository } as const;
    const asking = openAsking(deps, subject, { isUrgent: input.isUrgent, signal: cancellationSignal() });
    const look: Look = { deps, input, asking, attempt: activityInfo().attempt, known };
    try {
      return await readByName(look);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      const failure = transientFailure(error.message, look.attempt, input);
      await recordTrouble(look, failure.standing);
      throw failure.error;
    }
  };
}

async function readByName(look: Look): Promise<RepositoryOutcome> {
  const { deps, input, asking, known } = look;
  const row =
    known.repository_id === null
      ? null
      : await readResource(deps.db, { kind: 'repository', id: known.repository_id }, 'repository');
  const url = `${deps.github.apiUrl}/repos/${input.repository}`;
  const reply = await asking.ask({ url, etag: row?.etag ?? null, etagKey: row?.etagKey ?? null });
  if (isLimited(reply)) return limitedBy(look, reply);
  switch (reply.verdict.kind) {
    case 'not-modified':
      return unchanged(look, reply);
    case 'ok':
      return recognise(look, seen(reply));
    case 'moved':
      return follow(look, reply.verdict.location);
    case 'refused':
      return refusedBy(look, reply.verdict);
    default:
      throw new TransportError(`GitHub answered ${reply.answer.status} to a repository.`);
  }
}

function seen({ answer, etagKey }: Reply): Seen {
  const { id, full_name: fullName, pushed_at: pushedAt } = parseAs(answer, 'a repository', isRepository);
  return { id: String(id), fullName, pushedAt: typeof pushedAt === 'string' ? pushedAt : null, answer, etagKey };
}

function isRepository(body: unknown): body is { id: number; full_name: string; pushed_at?: unknown } {
  return isObject(body) && typeof body.id === 'number' && typeof body.full_name === 'string';
}

async function recognise(look: Look, found: Seen): Promise<RepositoryOutcome> {
  const { input, known } = look;
  if (known.repository_id !== null && known.repository_id !== found.id) return nameTaken(look, known.repository_id);
  if (found.fullName.toLowerCase() !== input.repository.toLowerCase()) return renamed(look, found);
  await store(look, found);
  return ready(look, found.id, found.fullName, found.pushedAt);
}

async function follow(look: Look, location: string): Promise<RepositoryOutcome> {
  const reply = await look.asking.ask({ url: location });
  if (isLimited(reply)) return limitedBy(look, reply);
  if (reply.verdict.kind === 'refused') return refusedBy(look, reply.verdict);
  if (reply.verdict.kind !== 'ok')
    throw new TransportError(`GitHub redirected a repository to an answer ${reply.answer.status}.`);
  return recognise(look, seen(reply));
}

async function renamed(look: Look, found: Seen): Promise<RepositoryOutcome> {
  const { input, known, deps } = look;
  if (known.repository_id === null) {
    const id = `sync/${found.fullName.toLowerCase()}`;
    throw ApplicationFailure.nonRetryable(
      `${input.repository} is now ${found.fullName}: start that one, with the workflow id ${id}.`,
      'RepositoryRenamed',
    );
  }
  await store(look, found);
  await runSql(deps.db, 'sync/release_loop', {
    workflow_id: input.workflowId,
    reason: `Renamed to ${found.fullName}.`,
  });
  return { kind: 'renamed', to: found.fullName };
}

// The name answers with another id: ours lives elsewhere, or not at all; the stranger's rows must not mix with it.
async function nameTaken(look: Look, repositoryId: string): Promise<RepositoryOutcome> {
  const reply = await look.asking.ask({ url: `${look.deps.github.apiUrl}/repositories/${repositoryId}` });
  if (isLimited(reply)) return limitedBy(look, reply);
  if (reply.verdict.kind === 'ok') return renamed(look, seen(reply));
  const reason = `${look.input.repository} is another repository now; the one that is stored here (id ${repositoryId}) is gone.`;
  return refuse(look, 'gone', reason);
}

async function refusedBy(look: Look, verdict: { state: State; reason: string }): Promise<RepositoryOutcome> {
  const { known, input, deps } = look;
  if (verdict.state !== 'missing') return refuse(look, verdict.state, verdict.reason);
  if (known.repository_id === null) {
    throw ApplicationFailure.nonRetryable(
      `${input.repository} does not exist, or this token may not see it (404).`,
      'RepositoryMissing',
    );
  }
  const reply = await look.asking.ask({ url: `${deps.github.apiUrl}/repositories/${known.repository_id}` });
  if (isLimited(reply)) return limitedBy(look, reply);
  if (reply.verdict.kind === 'ok') return recognise(look, seen(reply));
  return refuse(look, 'missing', verdict.reason);
}

async function refuse(look: Look, state: State, reason: string): Promise<RepositoryOutcome> {
  await recordTrouble(look, { state, reason, waitMs: look.input.reprobeMs });
  return { kind: 'refused', state, reason, hasSearchAttributes: look.deps.hasSearchAttributes };
}

async function limitedBy(look: Look, { until, reason, waitMs }: Limited): Promise<RepositoryOutcome> {
  await recordTrouble(look, { state: 'limited', reason, waitMs });
  return { kind: 'limited', until, reason, hasSearchAttributes: look.deps.hasSearchAttributes };
}

async function unchanged(look: Look, { answer }: Reply): Promise<RepositoryOutcome> {
  const { input, asking, known, deps } = look;
  const id = known.repository_id as string;
  await proveRepositoryUnchanged(deps, asking, { id, answer, everyMs: input.everyMs });
  await claim(look, id, input.repository);
  return ready(look, id, known.repository ?? input.repository, known.pushed_at);
}

async function store(look: Look, { id, fullName, answer, etagKey }: Seen): Promise<void> {
  const { deps, asking, input } = look;
  await claim(look, id, fullName);
  await storeRepository(deps, asking, { id, answer, etagKey, everyMs: input.everyMs });
}

async function ready(
  look: Look,
  repositoryId: string,
  repository: string,
  pushedAt: string | null,
): Promise<RepositoryOutcome> {
  const { deps, input } = look;
  const { hasSearchAttributes } = deps;
  const resources = keptResources(input.resources);
  const stats: StatsPlan = resources.includes('contributor_stats')
    ? planStats(await readResource(deps.db, { kind: 'repository', id: repositoryId }, 'contributor_stats'), {
        sourceVersion: pushedAt,
        statsEveryMs: input.statsEveryMs,
        statsAttempts: input.statsAttempts,
        nowMs: Date.now(),
      })
    : { isDue: false };
  const cycle = { resources, isUrgent: input.isUrgent, areStatsDue: stats.isDue };
  const plan = await planCycle(deps.db, repositoryId, cycle);
  return { kind: 'ready', repositoryId, repository, hasSearchAttributes, pushedAt, stats, plan };
}
