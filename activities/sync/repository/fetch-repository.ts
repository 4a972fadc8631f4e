import { ApplicationFailure } from '@temporalio/activity';
import { inTransaction } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import { followers } from '../../../workflows/contract.ts';
import type { Resource, ResourceStatus, State } from '../../../workflows/contract.ts';
import { TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited, Reply } from '../../github/ask.ts';
import { cleanText } from '../../store/clean-text.ts';
import type { SyncDeps } from '../slice/deps.ts';
import { transientFailure } from '../slice/failures.ts';
import type { CyclePlan, PlannedResource } from './cycle-plan.ts';
import { planLists } from './plan-lists.ts';
import { planStats } from './plan-stats.ts';
import type { StatsPlan } from './plan-stats.ts';
import { wantedResources } from './wanted-resources.ts';
import { readResource } from '../slice/resource-row.ts';
import { withHeartbeat } from '../../heartbeat.ts';
import { openSlice } from '../slice/slice.ts';
import type { Slice, SliceInput } from '../slice/slice.ts';
import { stageBody } from '../../store/stage-body.ts';
import { storeAnswer } from '../../store/store-answer.ts';

export interface RepositoryInput extends Omit<SliceInput, 'repositoryId' | 'resource'> {
  workflowId: string;
  every: string;
  /** null: all. */
  resources: Resource[] | null;
  statsEveryMs: number;
  statsAttempts: number;
}

export type RepositoryOutcome =
  | {
      kind: 'ready';
      repositoryId: string;
      /** As GitHub writes it. */
      repository: string;
      hasSearchAttributes: boolean;
      pushedAt: string | null;
      stats: StatsPlan;
      /** What this cycle is to do, and where everything stands; version 0.1.0 told `due` and `standing` alone. */
      plan?: CyclePlan;
      /** Lists that are to be asked in this cycle, whatever the issue list says. */
      due: Resource[];
      /** Where the others stand. */
      standing: ResourceStatus[];
    }
  /** The repository has another name now; the loop under that name goes on. */
  | { kind: 'renamed'; to: string }
  | { kind: 'limited'; until: string; reason: string; hasSearchAttributes: boolean }
  | { kind: 'refused'; state: State; reason: string; hasSearchAttributes: boolean };

interface Known {
  repository_id: string | null;
  repository: string | null;
  pushed_at: string | null;
}

interface Seen {
  id: string;
  fullName: string;
  pushedAt: string | null;
  answer: Answer;
  etagKey: string;
}

/** What one run of the activity shares. */
interface Look {
  deps: SyncDeps;
  input: RepositoryInput;
  slice: Slice;
  known: Known;
}

/**
 * The activity that begins each cycle: reads the repository by its name, recognises it by its id, and claims it for this
 * loop. Renames, deletions and names that another repository has taken are told apart here, before anything is written.
 *
 * @throws ApplicationFailure, not retried, for a name that was never read and that GitHub does not know
 */
export function createFetchRepository(deps: SyncDeps) {
  return function fetchRepository(input: RepositoryInput): Promise<RepositoryOutcome> {
    return withHeartbeat(async () => {
      const [row] = await runSql<Known & Record<string, unknown>>(deps.db, 'sync/read_loop', {
        workflow_id: input.workflowId,
      });
      const known = row ?? { repository_id: null, repository: null, pushed_at: null };
      const slice = openSlice(deps, { ...input, repositoryId: known.repository_id ?? '0', resource: 'repository' });
      try {
        return await readByName({ deps, input, slice, known });
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        const failure = transientFailure(error.message, slice.attempt, input);
        const state = failure.isLast ? 'failed' : null;
        await recordTrouble({ deps, input, slice, known }, state, failure.reason, failure.nextTryAt);
        throw failure.error;
      }
    });
  };
}

async function readByName(look: Look): Promise<RepositoryOutcome> {
  const { deps, input, slice, known } = look;
  const row = known.repository_id === null ? null : await readResource(deps.db, known.repository_id, 'repository');
  const url = `${deps.github.apiUrl}/repos/${input.repository}`;
  const reply = await slice.ask({ url, etag: row?.etag ?? null, etagKey: row?.etagKey ?? null });
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
  let body: { id?: unknown; full_name?: unknown; pushed_at?: unknown };
  try {
    body = JSON.parse(answer.text) as typeof body;
  } catch {
    throw new TransportError('GitHub answered 200 to a repository with a body that is no JSON.');
  }
  if (typeof body?.id !== 'number' || typeof body.full_name !== 'string') {
    throw new TransportError('GitHub answered 200 to a repository with something that is none.');
  }
  const pushedAt = typeof body.pushed_at === 'string' ? body.pushed_at : null;
  return { id: String(body.id), fullName: body.full_name, pushedAt, answer, etagKey };
}

async function recognise(look: Look, found: Seen): Promise<RepositoryOutcome> {
  const { input, known } = look;
  if (known.repository_id !== null && known.repository_id !== found.id) return nameTaken(look, known.repository_id);
  if (found.fullName.toLowerCase() !== input.repository.toLowerCase()) return renamed(look, found);
  await store(look, found);
  return ready(look, found.id, found.fullName, found.pushedAt);
}

async function follow(look: Look, location: string): Promise<RepositoryOutcome> {
  const reply = await look.slice.ask({ url: location });
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
  const reply = await look.slice.ask({ url: `${look.deps.github.apiUrl}/repositories/${repositoryId}` });
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
  const reply = await look.slice.ask({ url: `${deps.github.apiUrl}/repositories/${known.repository_id}` });
  if (isLimited(reply)) return limitedBy(look, reply);
  if (reply.verdict.kind === 'ok') return recognise(look, seen(reply));
  return refuse(look, 'missing', verdict.reason);
}

async function refuse(look: Look, state: State, reason: string): Promise<RepositoryOutcome> {
  await recordTrouble(look, state, reason, new Date(Date.now() + look.input.reprobeMs).toISOString());
  return { kind: 'refused', state, reason, hasSearchAttributes: look.deps.hasSearchAttributes };
}

async function limitedBy(look: Look, { until, reason }: Limited): Promise<RepositoryOutcome> {
  await recordTrouble(look, 'limited', reason, until);
  return { kind: 'limited', until, reason, hasSearchAttributes: look.deps.hasSearchAttributes };
}

// Before GitHub has told the id there is no resource row; the loop's own row carries the sentence then.
async function recordTrouble(look: Look, state: State | null, reason: string, nextTryAt: string | null): Promise<void> {
  const { deps, input, slice, known } = look;
  if (known.repository_id !== null) return slice.recordState(state, reason, nextTryAt);
  const [owner, name] = input.repository.split('/');
  await runSql(deps.db, 'sync/record_loop', {
    workflow_id: input.workflowId,
    owner,
    name,
    every: input.every,
    resources: wantedResources(input.resources),
    state: state ?? 'loading',
    reason,
    next_sync_at: nextTryAt,
  });
}

async function unchanged(look: Look, { answer }: Reply): Promise<RepositoryOutcome> {
  const { input, slice, known, deps } = look;
  const id = known.repository_id as string;
  await runSql(deps.db, 'sync/prove_unchanged', {
    repository_id: id,
    resource: 'repository',
    answered_at: new Date(answer.date).toISOString(),
    lag_seconds: 0,
    next_try_at: new Date(Date.now() + input.everyMs).toISOString(),
    requests: slice.takeRequests(),
    stale_since: null,
  });
  await claim(look, id, input.repository);
  return ready(look, id, known.repository ?? input.repository, known.pushed_at);
}

async function store(look: Look, { id, fullName, answer, etagKey }: Seen): Promise<void> {
  const { deps, input, slice } = look;
  await claim(look, id, fullName);
  await readResource(deps.db, id, 'repository');
  const json = cleanText(answer.text);
  await inTransaction(deps.db, async (db) => {
    const stage = 'stage/repository';
    const { answeredAt } = await storeAnswer(db, { repositoryId: id, resource: 'repository', answer, json, stage });
    const { inserted, updated } = await stageBody(db, {
      stage,
      repositoryId: id,
      answeredAt,
      url: answer.url,
      json,
      cleanedIds: [],
    });
    await runSql(db, 'sync/finish_repository', {
      repository_id: id,
      is_changed: inserted + updated > 0,
      followers: followers.repository,
      etag: answer.headers.etag ?? null,
      etag_key: etagKey,
      answered_at: answeredAt,
      next_try_at: new Date(Date.now() + input.everyMs).toISOString(),
      requests: slice.takeRequests(),
    });
  });
}

function claim({ deps, input }: Look, repositoryId: string, fullName: string) {
  const [owner, name] = fullName.split('/');
  return runSql(deps.db, 'sync/claim_loop', {
    workflow_id: input.workflowId,
    owner,
    name,
    repository_id: repositoryId,
    every: input.every,
    resources: wantedResources(input.resources),
  });
}

async function ready(
  look: Look,
  repositoryId: string,
  repository: string,
  pushedAt: string | null,
): Promise<RepositoryOutcome> {
  const { deps, input } = look;
  const { hasSearchAttributes } = deps;
  const resources = wantedResources(input.resources);
  const stats = resources.includes('contributor_stats') ? await planStatistics(look, repositoryId, pushedAt) : null;
  const {
    plan: lists,
    due,
    standing,
  } = await planLists(deps.db, repositoryId, { resources, isUrgent: input.isUrgent });
  const planned = [repositoryItself, ...lists, ...(stats ? [stats.planned] : [])];
  return {
    kind: 'ready',
    repositoryId,
    repository,
    hasSearchAttributes,
    pushedAt,
    stats: stats?.plan ?? { isDue: false },
    plan: resources.flatMap((name) => planned.find(({ resource }) => resource === name) ?? []),
    due,
    standing,
  };
}

const unlisted = { isList: false, isDue: false, after: [], reason: null, nextTryAt: null };
const repositoryItself: PlannedResource = { ...unlisted, resource: 'repository', state: 'ok', rows: 1 };

async function planStatistics({ deps, input }: Look, repositoryId: string, sourceVersion: string | null) {
  const resource = 'contributor_stats' as const;
  const row = await readResource(deps.db, repositoryId, resource);
  const { statsEveryMs, statsAttempts } = input;
  const plan = planStats(row, { sourceVersion, statsEveryMs, statsAttempts, nowMs: Date.now() });
  const { state, reason, rowsStored: rows, nextTryMs } = row;
  const nextTryAt = nextTryMs === null ? null : new Date(nextTryMs).toISOString();
  const planned: PlannedResource = { ...unlisted, resource, isDue: plan.isDue, state, rows, reason, nextTryAt };
  return { plan, planned };
}
