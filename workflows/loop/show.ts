import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { keywords } from '../attributes.ts';
import type { State } from '../contract.ts';
import { phaseOf, statusOf } from './loop-state.ts';
import type { Loop } from './loop-state.ts';

/**
 * Shows a loop in the Temporal UI: current details as Markdown, search attributes where the namespace has them.
 *
 * @returns a function to call after every change; it writes to the history only what differs
 */
export function createShow(loop: Loop): () => void {
  const [owner = ''] = loop.input.repository.split('/');
  let shown: { phase: State; nextSyncAt: number | null } | undefined;

  return () => {
    setCurrentDetails(describe(loop));
    if (!loop.hasSearchAttributes) return;
    const phase = phaseOf(loop, Date.now());
    if (shown?.phase === phase && shown.nextSyncAt === loop.nextSyncAt) return;
    const names = shown
      ? []
      : [
          { key: keywords.owner, value: owner },
          { key: keywords.repository, value: loop.input.repository },
        ];
    shown = { phase, nextSyncAt: loop.nextSyncAt };
    const next = loop.nextSyncAt === null ? null : new Date(loop.nextSyncAt);
    upsertSearchAttributes([
      ...names,
      { key: keywords.phase, value: phase },
      { key: keywords.nextSyncAt, value: next },
    ]);
  };
}

function describe(loop: Loop): string {
  const status = statusOf(loop, Date.now());
  // A list: the UI sets the cells of a table without any space between them.
  const resources = status.resources.map(
    ({ resource, state, rows, reason }) =>
      `- **${resource}**: ${state}, ${rows} ${rows === 1 ? 'row' : 'rows'}. ${reason ?? ''}`,
  );
  const wait = status.limitedUntil
    ? `Limited by GitHub until ${status.limitedUntil}.`
    : status.isPaused
      ? 'Paused; the update `resume` goes on.'
      : status.isCycleRunning
        ? `Cycle ${status.cycle} is running.`
        : `Cycle ${status.cycle} is done; the next one begins ${status.nextSyncAt ?? 'soon'}.`;
  return [`**${status.repository}**: ${status.phase}. ${wait}`, '', ...resources].join('\n');
}
