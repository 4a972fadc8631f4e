import { ApplicationFailure } from '@temporalio/activity';
import { runSql } from '../../../sql/query.ts';
import type { RepositoryResource, State } from '../../../workflows/contract.ts';
import { isObject, parseAs, TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Reply } from '../../github/ask.ts';
import { claim, credentialOf, runLook } from '../cycle/look.ts';
import type { CycleInput, Look } from '../cycle/look.ts';
import { keptResources, planCycle } from '../cycle/plan-cycle.ts';
import { limitSubject, refuseSubject, standingRefusal } from '../cycle/refuse-subject.ts';
import { proveSubjectUnchanged, storeSubject } from '../cycle/store-subject.ts';
import type { SyncDeps } from '../slice/deps.ts';
import { readResource } from '../slice/resource-row.ts';
import type { ResourceRow } from '../slice/resource-row.ts';
import type { SliceInput } from '../slice/slice.ts';
import { planStats } from './plan-stats.ts';
import type { StatsPlan } from './plan-stats.ts';
import type { RepositoryOutcome } from './repository-outcome.ts';

export interface RepositoryInput extends CycleInput, Pick<SliceInput, 'repository' | 'from'> {
  workflowId: string;
  every: string;
  /** As the loop was told; null: all that there are. */
  resources: RepositoryResource[] | null;
  statsEveryMs: number;
  statsAttempts: number;
}

/** What is stored of the repository that the loop keeps; null before GitHub has told its id. */
interface Known extends Record<string, unknown> {
  repository_id: string | null;
  repository: string | null;
  pushed_at: string | null;
}

interface RepositoryLook extends Look {
  input: RepositoryInput;
  known: Known;
}

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
    const [row] = await runSql<Known>(deps.db, 'sync/read_loop', { workflow_id: input.workflowId });
    const known = row ?? { repository_id: null, repository: null, pushed_at: null };
    const { workflowId, every } = input;
    const loop = { workflowId, kind: 'syncRepository', every, resources: keptResources(input.resources) };
    const subject = { kind: 'repository', name: input.repository } as const;
    const opening = { input, subject, resource: 'repository', knownId: known.repository_id, loop } as const;
    return runLook<RepositoryOutcome>(deps, opening, (look, stored) => readByName({ ...look, input, known }, stored));
  };
}

async function readByName(look: RepositoryLook, row: ResourceRow | null): Promise<RepositoryOutcome> {
  const { deps, input, asking } = look;
  if (row?.state === 'limited' && row.refusedMs !== null) return standingRefusal(look, row, row.refusedMs);
  const url = `${deps.github.apiUrl}/repos/${input.repository}`;
  const reply = await asking.ask({ url, etag: row?.etag ?? null, etagKey: row?.etagKey ?? null });
  if (isLimited(reply)) return limitSubject(look, reply);
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

async function recognise(look: RepositoryLook, found: Seen): Promise<RepositoryOutcome> {
  const { input, known } = look;
  if (known.repository_id !== null && known.repository_id !== found.id) return nameTaken(look, known.repository_id);
  if (found.fullName.toLowerCase() !== input.repository.toLowerCase()) return renamed(look, found);
  await store(look, found);
  return ready(look, found.id, found.fullName, found.pushedAt ?? known.pushed_at);
}

async function follow(look: RepositoryLook, location: string): Promise<RepositoryOutcome> {
  const reply = await look.asking.ask({ url: location });
  if (isLimited(reply)) return limitSubject(look, reply);
  if (reply.verdict.kind === 'refused') return refusedBy(look, reply.verdict);
  if (reply.verdict.kind !== 'ok')
    throw new TransportError(`GitHub redirected a repository to an answer ${reply.answer.status}.`);
  return recognise(look, seen(reply));
}

async function renamed(look: RepositoryLook, found: Seen): Promise<RepositoryOutcome> {
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
async function nameTaken(look: RepositoryLook, repositoryId: string): Promise<RepositoryOutcome> {
  const reply = await look.asking.ask({ url: `${look.deps.github.apiUrl}/repositories/${repositoryId}` });
  if (isLimited(reply)) return limitSubject(look, reply);
  if (reply.verdict.kind === 'ok') return renamed(look, seen(reply));
  const reason = `${look.input.repository} is another repository now; the one that is stored here (id ${repositoryId}) is gone.`;
  return refuseSubject(look, 'gone', reason);
}

async function refusedBy(look: RepositoryLook, verdict: { state: State; reason: string }): Promise<RepositoryOutcome> {
  const { known, input, deps } = look;
  if (verdict.state !== 'missing') return refuseSubject(look, verdict.state, verdict.reason);
  if (known.repository_id === null) {
    throw ApplicationFailure.nonRetryable(
      `${input.repository} does not exist, or this token may not see it (404).`,
      'RepositoryMissing',
    );
  }
  const reply = await look.asking.ask({ url: `${deps.github.apiUrl}/repositories/${known.repository_id}` });
  if (isLimited(reply)) return limitSubject(look, reply);
  if (reply.verdict.kind === 'ok') return recognise(look, seen(reply));
  return refuseSubject(look, 'missing', verdict.reason);
}

async function unchanged(look: RepositoryLook, { answer }: Reply): Promise<RepositoryOutcome> {
  const { input, known } = look;
  const id = known.repository_id as string;
  await proveSubjectUnchanged(look, { id, answer });
  await claim(look, id, input.repository);
  return ready(look, id, known.repository ?? input.repository, known.pushed_at);
}

async function store(look: RepositoryLook, { id, fullName, answer, etagKey }: Seen): Promise<void> {
  await claim(look, id, fullName);
  await storeSubject(look, { id, answer, etagKey });
}

async function ready(
  look: RepositoryLook,
  repositoryId: string,
  repository: string,
  pushedAt: string | null,
): Promise<RepositoryOutcome> {
  const { deps, input } = look;
  const { hasSearchAttributes } = deps;
  const resources = keptResources(input.resources);
  const credential = await credentialOf(look);
  const stats: StatsPlan = resources.includes('contributor_stats')
    ? planStats(
        await readResource(deps.db, { kind: 'repository', id: repositoryId }, 'contributor_stats', credential),
        {
          sourceVersion: pushedAt,
          statsEveryMs: input.statsEveryMs,
          statsAttempts: input.statsAttempts,
          isUrgent: input.isUrgent,
        },
      )
    : { isDue: false };
  const cycle = { resources, isUrgent: input.isUrgent, areStatsDue: stats.isDue, credential };
  const plan = await planCycle(deps.db, repositoryId, cycle);
  const isTouched = await deps.isTouched(repositoryId);
  return { kind: 'ready', repositoryId, repository, hasSearchAttributes, pushedAt, stats, plan, isTouched };
}
