import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { keywords } from '../attributes.ts';
import type { State } from '../contract.ts';
import { tellInstant } from '../tell-instant.ts';
import type { LoopParts } from './loop-parts.ts';
import { standingLimit } from './loop-state.ts';
import type { Loop } from './loop-state.ts';

type Shown = Pick<LoopParts<unknown, unknown>, 'name' | 'phase' | 'describe' | 'attributes'>;

/** The one word for a loop. */
export function phaseOf(loop: Loop, parts: Pick<Shown, 'phase'>, now: number): State {
  if (loop.isPaused) return 'paused';
  return standingLimit(loop, now) === null ? parts.phase() : 'limited';
}

/**
 * Shows a loop in the Temporal UI: current details as Markdown, search attributes where the namespace has them.
 *
 * @param partsOf gives what the kind of loop tells of itself
 * @returns a function to call after every change; it writes to the history only what differs
 */
export function createShow(loop: Loop, partsOf: () => Shown): () => void {
  let shown: { phase: State; nextSyncAt: number | null } | undefined;

  return () => {
    const parts = partsOf();
    const phase = phaseOf(loop, parts, Date.now());
    const notice = loop.notice === null ? [] : ['', loop.notice];
    setCurrentDetails([headline(loop, parts.name, phase), ...notice, '', ...parts.describe()].join('\n'));
    if (!loop.hasSearchAttributes) return;
    if (shown?.phase === phase && shown.nextSyncAt === loop.nextSyncAt) return;
    const lasting = shown ? [] : parts.attributes;
    shown = { phase, nextSyncAt: loop.nextSyncAt };
    const next = loop.nextSyncAt === null ? null : new Date(loop.nextSyncAt);
    upsertSearchAttributes([
      ...lasting,
      { key: keywords.phase, value: phase },
      { key: keywords.nextSyncAt, value: next },
    ]);
  };
}

function headline(loop: Loop, name: string, phase: State): string {
  return `**${name}**: ${phase}. ${waitOf(loop)}`;
}

function waitOf(loop: Loop): string {
  const limit = standingLimit(loop, Date.now());
  if (limit !== null) return `Limited by GitHub until ${tellInstant(limit)}.`;
  if (loop.isPaused) return 'Paused; the update `resume` goes on.';
  if (loop.isCycleRunning) return `Cycle ${loop.cycle} is running.`;
  const next = loop.nextSyncAt === null ? 'soon' : tellInstant(loop.nextSyncAt);
  return `Cycle ${loop.cycle} is done; the next one begins ${next}.`;
}
