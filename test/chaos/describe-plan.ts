import type { ChaosPlan, RequestTrouble, Trouble } from './plan-chaos.ts';

/** A trouble in a clause that follows "now:". */
export function nameTrouble(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'kill':
      return `kill ${trouble.victim}`;
    case 'freeze':
      return `freeze ${trouble.victim}`;
    case 'full-disk':
      return "fill Postgres' disk";
    case 'terminate':
      return trouble.how === 'one' ? 'terminate a loop' : 'terminate all loops in a batch';
  }
}

const momentsOf = (troubles: RequestTrouble[]) =>
  troubles
    .map(({ trouble, request, delayMs }) => `${nameTrouble(trouble)} at request ${request} + ${delayMs} ms`)
    .join(', ') || 'none';

/** The plan in lines that a person reads before the run and beside its failure. */
export function describePlan(plan: ChaosPlan): string {
  const { seed, stage, paging, reviewsBy, latencyMs, repositories, changeEvery, faults, computationKills } = plan;
  const world = repositories.map(
    ({ name, issues, stars, statsPendingCalls }) =>
      `${name} ${issues} issues, ${stars} stars, ${statsPendingCalls} × 202`,
  );
  const storm = faults.map(
    ({ kind, status, as, route, page }) =>
      `${kind}${status ?? as ?? ''} at ${route?.toString().split('{repo}').at(-1) || '/'} ${page}`,
  );
  const lines = [
    `seed ${seed}: ${stage}, paging by ${paging}, reviews by ${reviewsBy}, ${latencyMs} ms latency, a change before every ${changeEvery}. request`,
    `  world: ${world.join('; ')}`,
    `  storm: ${storm.join(', ')}`,
    `  while loading: ${momentsOf(plan.loadTroubles)}`,
    `  while reconciling: ${momentsOf(plan.reconciliationTroubles)}`,
    `  while computing: ${computationKills.map(({ victim, table }) => `kill ${victim} in ${table}`).join(', ') || 'none'}`,
  ];
  return lines.join('\n');
}

/** The one command that does the same again. */
export function commandFor({ seed, isShort }: ChaosPlan): string {
  return `npm run test:chaos -- --seed ${seed} --runs 1${isShort ? ' --short' : ''}`;
}
