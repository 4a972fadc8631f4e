import type { ChaosPlan, RequestKill } from './plan-chaos.ts';

const killsAt = (kills: RequestKill[]) =>
  kills.map(({ victim, request, delayMs }) => `${victim} at request ${request} + ${delayMs} ms`).join(', ') || 'none';

/** The plan in lines that a person reads before the run and beside its failure. */
export function describePlan(plan: ChaosPlan): string {
  const { seed, stage, paging, latencyMs, repositories, changeEvery, faults, computationKills } = plan;
  const world = repositories.map(
    ({ name, issues, stars, statsPendingCalls }) =>
      `${name} ${issues} issues, ${stars} stars, ${statsPendingCalls} × 202`,
  );
  const storm = faults.map(
    ({ kind, status, as, route, page }) =>
      `${kind}${status ?? as ?? ''} at ${route?.toString().split('{repo}').at(-1) || '/'} ${page}`,
  );
  const lines = [
    `seed ${seed}: ${stage}, paging by ${paging}, ${latencyMs} ms latency, a change before every ${changeEvery}. request`,
    `  world: ${world.join('; ')}`,
    `  storm: ${storm.join(', ')}`,
    `  kills while loading: ${killsAt(plan.loadKills)}`,
    `  kills while reconciling: ${killsAt(plan.reconciliationKills)}`,
    `  kills while computing: ${computationKills.map(({ victim, table }) => `${victim} in ${table}`).join(', ') || 'none'}`,
  ];
  return lines.join('\n');
}

/** The one command that does the same again. */
export function commandFor({ seed, isShort }: ChaosPlan): string {
  return `npm run test:chaos -- --seed ${seed} --runs 1${isShort ? ' --short' : ''}`;
}
