import { ApplicationFailure } from '@temporalio/activity';
import type { Pool } from 'pg';
import { runSql } from '../../../sql/query.ts';
import type { Resource } from '../../../workflows/contract.ts';
import { listResources } from '../../list-resources.ts';
import { advancedBy } from './things-of.ts';

export interface BackfillOrder {
  repository: string;
  /** Id of the loop that keeps the repository. */
  loopId: string;
  /** Null: all that the loop keeps. */
  resources: Resource[] | null;
}

/** One list to read. */
export interface BackfillPart {
  resource: Resource;
  /** Lists of the same group are read at once, one group after the other: what hangs on issues comes after them. */
  group: number;
  /** Resources whose single things are asked for after each chunk. */
  things: Resource[];
  /** It has single things of its own, which are asked for at the end. */
  hasThings: boolean;
}

export type BackfillPlan =
  | {
      kind: 'planned';
      repositoryId: string;
      /** As GitHub writes it. */
      repository: string;
      /** When it came to be, ISO; null: not known. */
      createdAt: string | null;
      /** Rest between two cycles of its loop, as it was asked for. */
      every: string;
      parts: BackfillPart[];
      /** Sentences about what is read otherwise, or not at all. */
      notes: string[];
    }
  /** GitHub has not answered for the repository yet. */
  | { kind: 'waiting'; reason: string };

interface Loop extends Record<string, unknown> {
  state: string;
  reason: string | null;
  every: string;
  resources: string[];
  repository_id: string | null;
  repository: string | null;
  created_at: string | null;
}

/**
 * @returns the lists that have a range before what is complete, and why the others have none
 * @throws ApplicationFailure, not to be retried, where no loop keeps the repository, or not these resources
 */
export async function planBackfill(db: Pool, { repository, loopId, resources }: BackfillOrder): Promise<BackfillPlan> {
  const [loop] = await runSql<Loop>(db, 'sync/read_backfilled_loop', { workflow_id: loopId });
  if (!loop || loop.state === 'ended' || loop.state === 'renamed') {
    const why = loop?.state === 'renamed' && loop.reason ? ` ${loop.reason}` : '';
    throw refuse(
      `No loop keeps ${repository}, so nothing would go on from what a backfill reads.${why} Start one: repometer repos add ${repository}`,
    );
  }
  // Only a start whose resources were checked has written them.
  const kept = loop.resources as Resource[];
  const unkept = resources?.filter((resource) => !kept.includes(resource)) ?? [];
  if (unkept.length > 0) {
    throw refuse(
      `The loop of ${repository} does not keep ${unkept.join(', ')}; it keeps ${loop.resources.join(', ')}.`,
    );
  }
  if (loop.repository_id === null || loop.repository === null) {
    return { kind: 'waiting', reason: loop.reason ?? 'GitHub has not answered for the repository yet.' };
  }
  // Reviews are read with their pull requests.
  const needed = (resources ?? []).flatMap((resource) => listResources[resource].completeWith ?? []);
  const wanted = kept.filter((one) => resources === null || resources.includes(one) || needed.includes(one));
  const lists = wanted.filter((resource) => listResources[resource].isBounded);
  return {
    kind: 'planned',
    repositoryId: loop.repository_id,
    repository: loop.repository,
    createdAt: loop.created_at,
    every: loop.every,
    parts: lists.map((resource) => partOf(resource, wanted)),
    notes: wanted.flatMap((resource) => noteOf(resource, resources !== null) ?? []),
  };
}

function partOf(resource: Resource, wanted: readonly Resource[]): BackfillPart {
  const { reconcileGroup, queues, isOfNumber = false } = listResources[resource];
  return {
    resource,
    group: reconcileGroup ?? 1,
    things: advancedBy(resource).filter((name) => wanted.includes(name)),
    hasThings: queues.length > 0 || isOfNumber,
  };
}

/** What GitHub does not offer for a resource, and what is done instead; null: nothing to say. */
function noteOf(resource: Resource, isNamed: boolean): string | null {
  const { order, isBounded, isCapped, ofNumberPath, completeWith } = listResources[resource];
  if (completeWith) return `${resource} have no list: they are asked for with each of the ${completeWith}.`;
  if (!isBounded) return isNamed ? `${resource} is always read whole, so nothing lies before it.` : null;
  if (order !== 'newest') return null;
  const numbered =
    isCapped && ofNumberPath
      ? ' Behind its 30,000th row they are asked for by issue, a hundred at once where GraphQL may be asked.'
      : '';
  return `GitHub's list of ${resource} cannot be asked for a range: it is read page by page from where what is stored ends.${numbered}`;
}

function refuse(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'BackfillRefused');
}
