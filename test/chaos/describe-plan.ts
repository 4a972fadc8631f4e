import type { ChaosPlan } from './plan-chaos.ts';

/** The plan in lines that a person reads before the run and beside its failure. */
export function describePlan(plan: ChaosPlan): string {
  const { seed, stage, paging, latencyMs, repositories, changeEvery, faults, loadKills, computationKills } = plan;
  const world = repositories.map(
    ({ name, issues, statsPendingCalls }) => `${name} ${issues} issues, ${statsPendingCalls} × 202`,
  );
  const lines = [
    `seed ${seed}: ${stage}, paging by ${paging}, ${latencyMs} ms latency, a change before every ${changeEvery}. request`,
    `  world: ${world.join('; ')}`,
    `  storm: ${faults.map(({ kind, status, as, route, page }) => `${kind}${status ?? as ?? ''} at ${route?.toString().split('/').at(-1)} ${page}`).join(', ')}`,
    `  kills while loading: ${loadKills.map(({ victim, request, delayMs }) => `${victim} at page ${request} + ${delayMs} ms`).join(', ')}`,
    `  kills while computing: ${computationKills.map(({ victim, table }) => `${victim} in ${table}`).join(', ')}`,
  ];
  return lines.join('\n');
}

/** The one command that does the same again. */
export function commandFor({ seed, isShort }: ChaosPlan): string {
  return `npm run test:chaos -- --seed ${seed} --runs 1${isShort ? ' --short' : ''}`;
}
