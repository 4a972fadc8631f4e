import type { Fault } from '../simulator/faults.ts';
import { seededRandom } from '../support/random.ts';
import { shuffled } from './shuffled.ts';
import { planFaults, planGraphqlFault } from './storm-faults.ts';

/** Whose process is killed: a part on servers of the test's own, or `npm start`, alone or with all that it started. */
export type Victim = 'worker' | 'temporal' | 'postgres' | 'start' | 'everything';

/** Whose processes stand still for a while, on either stage, and go on as if nothing had been. */
export type Sleeper = 'worker' | 'temporal' | 'postgres';

/** What is done to a work that asks GitHub; a loop is terminated by itself, or with all others in one batch. */
export type Trouble =
  | { kind: 'kill'; victim: Victim }
  | { kind: 'freeze'; victim: Sleeper }
  | { kind: 'full-disk' }
  | { kind: 'terminate'; how: 'one' | 'batch' };

/** A trouble and its moment in a load or a reconciliation: when anything below a repository is asked for. */
export interface RequestTrouble {
  trouble: Trouble;
  /** The how-manieth request of this work, from 1. */
  request: number;
  /** From that request's arrival to the trouble. */
  delayMs: number;
  /** Requests that are still answered while the trouble stands. */
  requestsMeanwhile: number;
}

/** A moment of a computation: in the transaction that writes this table, after its marks were taken. */
export interface ComputationKill {
  victim: Victim;
  table: string;
}

export interface PlannedRepository {
  owner: string;
  name: string;
  issues: number;
  pullRequestShare: number;
  contributors: number;
  stars: number;
  statsPendingCalls: number;
}

/** Everything that one run does, from its seed alone. */
export interface ChaosPlan {
  seed: number;
  /** Each victim is killed once, in one of the kinds of work, beside one other trouble; otherwise in each, and each kind of trouble comes. */
  isShort: boolean;
  /** `parts`: worker, Temporal and Postgres by themselves; `start`: all of them under `npm start`. */
  stage: 'parts' | 'start';
  paging: 'cursor' | 'page';
  /** The calm run reads them by GraphQL, as every run with a token does. */
  reviewsBy: 'GraphQL' | 'REST';
  latencyMs: number;
  /** The first one is reconciled while processes are killed. */
  repositories: [PlannedRepository, PlannedRepository];
  /** Every how-manieth request finds something changed just before. */
  changeEvery: number;
  faults: Fault[];
  loadTroubles: RequestTrouble[];
  reconciliationTroubles: RequestTrouble[];
  computationKills: ComputationKill[];
}

export const sleepers: readonly Sleeper[] = ['worker', 'temporal', 'postgres'];

export const victims: Record<ChaosPlan['stage'], Victim[]> = {
  parts: ['worker', 'temporal', 'postgres'],
  start: ['start', 'everything'],
};

/** The tables that a computation writes, each in a transaction of its family. */
export const computedTables = [
  'kpi.label_quality',
  'kpi.issue_labels_monthly',
  'kpi.label_categories_monthly',
  'kpi.new_contributors',
  'kpi.new_contributors_monthly',
];

type Random = ReturnType<typeof seededRandom>;

const requestsPerIssue = { REST: 0.2, GraphQL: 0.12 };

/** Fewer requests than it takes to read everything of these: lists by the hundred, and by REST reviews by the pull request. */
export function fewestRequests(
  repositories: readonly PlannedRepository[],
  { reviewsBy }: Pick<ChaosPlan, 'reviewsBy'>,
): number {
  return Math.floor(repositories.reduce((sum, { issues }) => sum + issues, 0) * requestsPerIssue[reviewsBy]);
}

// Spread over the first three quarters, so that the work is under way each time.
function planMoments({ below }: Random, troubles: Trouble[], requests: number): RequestTrouble[] {
  const span = Math.floor((requests * 0.75) / troubles.length);
  return troubles.map((trouble, index) => ({
    trouble,
    request: 2 + index * span + below(span),
    delayMs: below(80),
    requestsMeanwhile: below(12),
  }));
}

const killsOf = (order: Victim[]): Trouble[] => order.map((victim) => ({ kind: 'kill', victim }));

/** One of each kind. A load tells that it is under way, whoever asks; a reconciliation is not what `status` is about. */
function planOthers({ below, pick }: Random): { loading: Trouble[]; reconciling: Trouble[] } {
  const freeze: Trouble = { kind: 'freeze', victim: pick(sleepers) };
  const others: Trouble[] = [{ kind: 'full-disk' }, { kind: 'terminate', how: pick(['one', 'batch'] as const) }];
  const loading = others.filter(() => below(2) === 0);
  return { loading: [freeze, ...loading], reconciling: others.filter((trouble) => !loading.includes(trouble)) };
}

// Each victim dies in another kind of work, and one of the other troubles is left.
function shorten(plan: ChaosPlan, random: Random): ChaosPlan {
  const works = shuffled(['load', 'reconciliation', 'computation'] as const, random);
  const workOf = new Map(victims[plan.stage].map((victim, index) => [victim, works[index]]));
  const isOther = ({ trouble }: RequestTrouble) => trouble.kind !== 'kill';
  const kept = random.pick([...plan.loadTroubles, ...plan.reconciliationTroubles].filter(isOther));
  const few = (work: string, troubles: RequestTrouble[]) =>
    troubles.filter((one) => one === kept || (one.trouble.kind === 'kill' && workOf.get(one.trouble.victim) === work));
  return {
    ...plan,
    isShort: true,
    loadTroubles: few('load', plan.loadTroubles),
    reconciliationTroubles: few('reconciliation', plan.reconciliationTroubles),
    computationKills: plan.computationKills.filter(({ victim }) => workOf.get(victim) === 'computation'),
  };
}

function planRepositories({ below }: Random): ChaosPlan['repositories'] {
  const pullRequestShare = 0.15;
  return [
    {
      owner: 'acme',
      name: 'large',
      issues: 600 + below(500),
      pullRequestShare,
      contributors: 20 + below(60),
      stars: 60 + below(1500),
      statsPendingCalls: below(4),
    },
    {
      owner: 'acme',
      name: 'small',
      issues: 40 + below(100),
      pullRequestShare,
      contributors: 3 + below(10),
      stars: below(30),
      statsPendingCalls: below(3),
    },
  ];
}

/**
 * What the run of a seed does; the same on every machine.
 *
 * @param isShort the same run with each victim killed once, and one trouble of another kind
 */
export function planChaos(seed: number, isShort = false): ChaosPlan {
  const random = seededRandom(seed);
  const { below, pick } = random;
  const stage = below(3) === 0 ? 'start' : 'parts';
  const repositories = planRepositories(random);
  const reviewsBy = seed % 2 === 0 ? 'GraphQL' : 'REST';
  const inTurn = () => shuffled(victims[stage], random);
  const others = planOthers(random);
  const amid = (troubles: Trouble[], works: readonly PlannedRepository[]) =>
    planMoments(random, shuffled([...killsOf(inTurn()), ...troubles], random), fewestRequests(works, { reviewsBy }));
  const plan: ChaosPlan = {
    seed,
    isShort: false,
    stage,
    paging: pick(['cursor', 'page'] as const),
    reviewsBy,
    latencyMs: 5 + below(30),
    repositories,
    changeEvery: 3 + below(6),
    faults: [...planFaults(random), planGraphqlFault(seededRandom(seed + 1_000_000))],
    loadTroubles: amid(others.loading, repositories),
    reconciliationTroubles: amid(others.reconciling, repositories.slice(0, 1)),
    computationKills: inTurn().map((victim) => ({ victim, table: pick(computedTables) })),
  };
  return isShort ? shorten(plan, random) : plan;
}
