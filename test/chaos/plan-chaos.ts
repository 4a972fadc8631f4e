import type { Fault } from '../simulator/faults.ts';
import { seededRandom } from '../support/random.ts';
import { shuffled } from './shuffled.ts';
import { planFaults } from './storm-faults.ts';

/** Whose process is killed: a part on servers of the test's own, or `npm start`, alone or with all that it started. */
export type Victim = 'worker' | 'temporal' | 'postgres' | 'start' | 'everything';

/** A moment of work that asks GitHub, a load or a reconciliation: when anything below a repository is asked for. */
export interface RequestKill {
  victim: Victim;
  /** The how-manieth request of this work, from 1. */
  request: number;
  /** From that request's arrival to the kill. */
  delayMs: number;
  /** Requests that are still answered while the victim is away. */
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
  /** Each victim is killed once, in one of the kinds of work; otherwise in each. */
  isShort: boolean;
  /** `parts`: worker, Temporal and Postgres by themselves; `start`: all of them under `npm start`. */
  stage: 'parts' | 'start';
  paging: 'cursor' | 'page';
  latencyMs: number;
  /** The first one is reconciled while processes are killed. */
  repositories: [PlannedRepository, PlannedRepository];
  /** Every how-manieth request finds something changed just before. */
  changeEvery: number;
  faults: Fault[];
  loadKills: RequestKill[];
  reconciliationKills: RequestKill[];
  computationKills: ComputationKill[];
}

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

type Random = ReturnType<typeof seededRandom>;

const requestsPerIssue = 0.2;

/** Fewer requests than it takes to read everything of these: lists by the hundred, reviews by the pull request. */
export function fewestRequests(repositories: readonly PlannedRepository[]): number {
  return Math.floor(repositories.reduce((sum, { issues }) => sum + issues, 0) * requestsPerIssue);
}

// Spread over the first three quarters, so that the work is under way each time.
function planRequestKills({ below }: Random, order: Victim[], requests: number): RequestKill[] {
  const span = Math.floor((requests * 0.75) / order.length);
  return order.map((victim, index) => ({
    victim,
    request: 2 + index * span + below(span),
    delayMs: below(80),
    requestsMeanwhile: below(12),
  }));
}

const killKinds = ['loadKills', 'reconciliationKills', 'computationKills'] as const;

// Each victim dies in another kind of work.
function shorten(plan: ChaosPlan, random: Random): ChaosPlan {
  const kinds = shuffled(killKinds, random);
  const kindOf = new Map(victims[plan.stage].map((victim, index) => [victim, kinds[index]]));
  const kept = <Kill extends { victim: Victim }>(kind: (typeof killKinds)[number], kills: Kill[]) =>
    kills.filter(({ victim }) => kindOf.get(victim) === kind);
  return {
    ...plan,
    isShort: true,
    loadKills: kept('loadKills', plan.loadKills),
    reconciliationKills: kept('reconciliationKills', plan.reconciliationKills),
    computationKills: kept('computationKills', plan.computationKills),
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
 * @param isShort the same run with each victim killed once
 */
export function planChaos(seed: number, isShort = false): ChaosPlan {
  const random = seededRandom(seed);
  const { below, pick } = random;
  const stage = below(3) === 0 ? 'start' : 'parts';
  const repositories = planRepositories(random);
  const inTurn = () => shuffled(victims[stage], random);
  const plan: ChaosPlan = {
    seed,
    isShort: false,
    stage,
    paging: pick(['cursor', 'page'] as const),
    latencyMs: 5 + below(30),
    repositories,
    changeEvery: 3 + below(6),
    faults: planFaults(random),
    loadKills: planRequestKills(random, inTurn(), fewestRequests(repositories)),
    reconciliationKills: planRequestKills(random, inTurn(), fewestRequests(repositories.slice(0, 1))),
    computationKills: inTurn().map((victim) => ({ victim, table: pick(computedTables) })),
  };
  return isShort ? shorten(plan, random) : plan;
}
