import type { IssueCore } from './issue-core.ts';
import type { IssueState } from './issue-state.ts';
import type { Label } from './label.ts';
import type { Milestone } from './milestones.ts';
import { toInstant } from './instant.ts';

/**
 * Labels and milestones. A change of one shows on all issues that bear it, whose `updated_at` does not move; past events
 * keep the name of their day.
 */
export function createCatalogueChanges(core: IssueCore) {
  const { labels, milestones, store } = core;

  /** Rewrites every issue that bears a label or milestone; gives the numbers. */
  function rewrite(
    bears: (state: IssueState) => boolean,
    changed: (state: IssueState) => Partial<IssueState>,
  ): number[] {
    const states = [...store.present()].filter(bears);
    for (const state of states) core.put({ ...state, ...changed(state) });
    return states.map(({ number }) => number);
  }

  function exchange(before: Label, after: Label | null): number[] {
    return rewrite(
      (state) => state.labels.includes(before),
      (state) => ({ labels: state.labels.flatMap((label) => (label !== before ? [label] : after ? [after] : [])) }),
    );
  }

  function editLabel(name: string, changed: Partial<Omit<Label, 'id'>>): void {
    const { before, after } = labels.change(name, changed);
    exchange(before, after);
    core.record(changed.name === undefined ? 'label edited' : 'label renamed');
  }

  /** Deletes a label. Whether GitHub writes events then is not known: none unless asked for. */
  function deleteLabel(name: string, { events = false } = {}): void {
    const label = labels.remove(name);
    const numbers = exchange(label, null);
    const detail = { label: { name: label.name, color: label.color } };
    const happened = { kind: 'unlabeled', actor: core.actor(), createdAt: core.moment(), detail };
    if (events) for (const number of numbers) core.append(number, happened);
    core.record('label deleted');
  }

  function editMilestone(number: number, changed: Partial<Milestone>): void {
    const now = toInstant(core.moment());
    const isClosed = changed.state === 'closed';
    const closedAt = changed.state === undefined ? {} : { closed_at: isClosed ? now : null };
    const { before, after } = milestones.change(number, { ...closedAt, ...changed, updated_at: now });
    rewrite(
      ({ milestone }) => milestone === before,
      () => ({ milestone: after }),
    );
    core.record('milestone edited');
  }

  function deleteMilestone(number: number): void {
    const before = milestones.remove(number);
    rewrite(
      ({ milestone }) => milestone === before,
      () => ({ milestone: null }),
    );
    core.record('milestone deleted');
  }

  return {
    createLabel: (given: Partial<Label> & { name: string }): void => {
      labels.named(given);
      core.record('label created');
    },
    editLabel,
    renameLabel: (from: string, to: string) => editLabel(from, { name: to }),
    deleteLabel,
    createMilestone: (title: string): number => {
      const { number } = milestones.titled(title);
      core.record('milestone created');
      return number;
    },
    editMilestone,
    closeMilestone: (number: number) => editMilestone(number, { state: 'closed' }),
    deleteMilestone,
  };
}
