/** Everything that can be measured, in the order of measuring. */
export const scenarios = [
  'first-load',
  'ceiling',
  'idle',
  'history',
  'change',
  'requests',
  'sleepers',
  'cluster',
  'fairness',
  'kpis',
  'freshness',
  'organisation',
  'api',
] as const;
export type Scenario = (typeof scenarios)[number];

/** What a loaded repository costs from then on; one name for all of these. */
export const upkeep = ['idle', 'history', 'change'] as const satisfies Scenario[];

export interface BenchOptions {
  /** Issues of the simulated repository. */
  issues: number;
  /** Issues of the repository whose requests are counted, for the scenario of that name. */
  requestIssues: number;
  /** Issues of the database that KPIs are computed in, for the scenario of that name. */
  kpiIssues: number;
  /** Repositories of the database that the API is asked of, for the scenario of that name. */
  apiRepositories: number;
  /** How often each measurement is repeated. */
  runs: number;
  /** Milliseconds before every answer, for the first loads. */
  latencies: number[];
  only: Scenario[];
  /** Repositories whose loops sleep on one worker, for the scenario of that name; or on a cluster. */
  sleepers: number;
  /** Recorded repositories that one organisation has, for the scenario of that name. */
  repositories: number;
  /** Commit of an earlier version whose worker is measured beside this one; absent: none is. */
  against?: string;
  /** Folder for CPU profiles of the workers; absent: none are made. */
  profile?: string;
}
