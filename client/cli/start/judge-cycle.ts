import type { LoopStatus, ResourceStatus, State } from '../../../workflows/contract.ts';

const failures: readonly State[] = ['failed', 'missing', 'gone', 'blocked'];
const warnings: readonly State[] = ['stats_pending', 'forbidden', 'disabled', 'limited'];

function tell(repository: string, { resource, state, reason }: ResourceStatus): string {
  return `${repository} ${resource} is ${state}${reason ? `: ${reason}` : '.'}`;
}

/** What a cycle left undone: failures make the command fail, warnings are only said. */
export function judgeCycle({ repository, resources }: LoopStatus): { failures: string[]; warnings: string[] } {
  const of = (states: readonly State[]) =>
    resources.filter(({ state }) => states.includes(state)).map((resource) => tell(repository, resource));
  return { failures: of(failures), warnings: of(warnings) };
}
