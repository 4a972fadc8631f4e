import type { Fault } from '../simulator/faults.ts';
import { seededRandom } from '../support/random.ts';

/** Whose process is killed: a part on servers of the test's own, or `npm start`, alone or with all that it started. */
export type Victim = 'worker' | 'temporal' | 'postgres' | 'start' | 'everything';

/** A moment of the load: when a page of issues is asked for. */
export interface LoadKill {
  victim: Victim;
  /** The how-manieth request for a page of issues, from 1. */
  request: number;
  /** From that request's arrival to the kill. */
  delayMs: number;
  /** Pages that are still answered while the victim is away. */
  pagesMeanwhile: number;
}

/** A moment of a computation: in the transaction that writes this table, after its marks were taken. */
export interface ComputationKill {
  victim: Victim;
  table: string;
}

/** Everything that one run does, from its seed alone. */
export interface ChaosPlan {
  seed: number;
  /** Each victim is killed once, either while loading or while computing; otherwise in both. */
  isShort: boolean;
  /** `parts`: worker, Temporal and Postgres by themselves; `start`: all of them under `npm start`. */
  stage: 'parts' | 'start';
  paging: 'cursor' | 'page';
  latencyMs: number;
  repositories: { owner: string; name: string; issues: number; contributors: number; statsPendingCalls: number }[];
  /** Every how-manieth request for issues finds one of them changed just before. */
  changeEvery: number;
  faults: Fault[];
  loadKills: LoadKill[];
  computationKills: ComputationKill[];
}

const pageSize = 100;

export const victims: Record<ChaosPlan['stage'], Victim[]> = {
  parts: ['worker', 'temporal', 'postgres'],
  start: ['start', 'everything'],
};

/** The tables that a computation writes, each in a transaction of its family. */
export const computedTables = [
  'kpi.label_quality',
  'kpi.issue_labels_monthly',
  'kpi.new_contributors',
  'kpi.new_contributors_monthly',
];

const issuesRoute = 'GET /repos/{owner}/{repo}/issues';
const repositoryRoute = 'GET /repos/{owner}/{repo}';
const statsRoute = 'GET /repos/{owner}/{repo}/stats/contributors';

/** What GitHub may do to any answer; limits are short, so that a run waits for seconds only. */
export const stormFaults: Omit<Fault, 'route' | 'page'>[] = [
  { kind: 'primary-limit', as: 403, resetInSeconds: 1 },
  { kind: 'primary-limit', as: 429, resetInSeconds: 1 },
  { kind: 'secondary-limit', as: 403, retryAfter: 1 },
  { kind: 'secondary-limit', as: 429, retryAfter: 1 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'html' },
  { kind: 'cut' },
  { kind: 'cut-chunked' },
  { kind: 'reset' },
  { kind: 'empty' },
  { kind: 'invalid-json' },
  { kind: 'wrong-type' },
  { kind: 'stall', ms: 700 },
];

type Random = ReturnType<typeof seededRandom>;

/** In another order, by the same seed always the same. */
function shuffled<T>(values: readonly T[], { below }: Random): T[] {
  const left = [...values];
  return values.map(() => left.splice(below(left.length), 1)[0] as T);
}

function planFaults(random: Random, pages: number): Fault[] {
  const { below } = random;
  const chosen = shuffled(stormFaults, random);
  const onIssues = chosen.slice(0, 8).map((fault) => ({ ...fault, route: issuesRoute, page: 1 + below(pages) }));
  const onRepository = { ...chosen[8]!, route: repositoryRoute, page: 1 + below(2) };
  const onStats = { ...chosen[9]!, route: statsRoute, page: 1 + below(2) };
  return [...onIssues, onRepository, onStats];
}

// Spread over the first three quarters, so that the load is under way each time.
function planLoadKills(random: Random, order: Victim[], pages: number): LoadKill[] {
  const { below } = random;
  const span = Math.floor((pages * 0.75) / order.length);
  return order.map((victim, index) => ({
    victim,
    request: 2 + index * span + below(span),
    delayMs: below(80),
    pagesMeanwhile: below(4),
  }));
}

// Half of the victims die while loading, the others while computing.
function shorten(plan: ChaosPlan): ChaosPlan {
  const loadKills = plan.loadKills.slice(0, Math.ceil(plan.loadKills.length / 2));
  const done = loadKills.map(({ victim }) => victim);
  const computationKills = plan.computationKills.filter(({ victim }) => !done.includes(victim));
  return { ...plan, isShort: true, loadKills, computationKills };
}

/**
 * What the run of a seed does; the same on every machine.
 *
 * @param isShort the same run with half of its kills
 */
export function planChaos(seed: number, isShort = false): ChaosPlan {
  const random = seededRandom(seed);
  const { below, pick } = random;
  const stage = below(3) === 0 ? 'start' : 'parts';
  const repositories = [
    {
      owner: 'acme',
      name: 'large',
      issues: 1800 + below(1200),
      contributors: 20 + below(60),
      statsPendingCalls: below(4),
    },
    { owner: 'acme', name: 'small', issues: 40 + below(250), contributors: 3 + below(10), statsPendingCalls: below(3) },
  ];
  const pages = Math.floor(repositories.reduce((sum, { issues }) => sum + issues, 0) / pageSize);
  const plan: ChaosPlan = {
    seed,
    isShort: false,
    stage,
    paging: pick(['cursor', 'page'] as const),
    latencyMs: 20 + below(40),
    repositories,
    changeEvery: 1 + below(3),
    faults: planFaults(random, pages),
    loadKills: planLoadKills(random, shuffled(victims[stage], random), pages),
    computationKills: shuffled(victims[stage], random).map((victim) => ({ victim, table: pick(computedTables) })),
  };
  return isShort ? shorten(plan) : plan;
}
