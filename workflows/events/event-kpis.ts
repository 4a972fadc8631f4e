import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import { eventsWorkflowId, nameOfSource, workflowTypes } from '../contract.ts';
import { milliseconds } from '../duration.ts';
import type { Errand } from '../loop/loop-parts.ts';
import type { EventsLoop } from './events-loop.ts';

/** Repositories of one computation; the input stands in histories. */
const mostAtOnce = 200;

/**
 * Starts the computation of the numbers of repositories with new events, at most once in `kpisEvery`; one that runs already is
 * waited for.
 */
export function createEventKpisErrand(loop: EventsLoop): Errand {
  const { feed } = loop;
  const dueAt = () => {
    if (feed.kpisOf.length === 0) return null;
    const { kpisEvery } = loop.input.waits;
    return feed.kpisStartedAt === null ? 0 : feed.kpisStartedAt + milliseconds(kpisEvery, 'kpisEvery');
  };
  return {
    name: 'KPIs of what has happened',
    mark: () => String(feed.kpisOf.length),
    dueAt,
    async run() {
      const at = dueAt();
      if (at === null || at > Date.now()) return;
      feed.kpisStartedAt = Date.now();
      const repositories = feed.kpisOf.slice(0, mostAtOnce);
      if (await startKpisOfEvents(loop, repositories)) feed.kpisOf = feed.kpisOf.slice(repositories.length);
    },
  };
}

/** @returns false when one runs already */
async function startKpisOfEvents({ input }: EventsLoop, repositories: string[]): Promise<boolean> {
  const { source } = input;
  try {
    await startChild(workflowTypes.computeKpis, {
      workflowId: `kpis/${eventsWorkflowId(source)}`,
      args: [{ repositories }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: `KPIs of ${nameOfSource(source)}`,
    });
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return false;
  }
}
