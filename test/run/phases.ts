import { listTestFiles } from './list-test-files.ts';

/** Files that one mocha runs. */
export interface Phase {
  name: string;
  files: string[];
  /** Processes that share the files. */
  jobs: number;
  /** Runs beside the phases that follow, and shows its lines at its end. */
  isAside?: boolean;
  /** Which Postgres, see `postgresVariable`; the embedded one where it is unset. */
  postgres?: string;
}

/** One a core. */
const jobs = 2;

/** One more where tests mostly wait: for a loop's rest, a timer of Temporal, a process that starts. */
const waitingJobs = 3;

/** Begin first what takes longest, so that no process is left with it at the end. */
export const longest = [
  'test/cluster/cluster.test.ts',
  'test/e2e/page-sizes.test.ts',
  'test/e2e/moving-world.test.ts',
  'test/e2e/export.test.ts',
  'test/sql/label-names.test.ts',
  'test/e2e/recorded-go.test.ts',
  'test/e2e/windows.test.ts',
  'test/e2e/page-sizes-killed.test.ts',
  'test/e2e/worker-versioning.test.ts',
  'test/e2e/local-stack.test.ts',
  'test/e2e/upgrade.test.ts',
  'test/e2e/cli-start.test.ts',
  'test/e2e/cli-database.test.ts',
  'test/e2e/frozen-worker.test.ts',
  'test/e2e/stuck-loops.test.ts',
  'test/e2e/enterprise.test.ts',
];

/** Waits two minutes for the demo's own pace, and leaves most of the machine to others meanwhile. */
export const waiting = ['test/e2e/package.test.ts'];

/**
 * Kill storms: a kill is aimed at a moment, milliseconds after a request, and what comes back must do so in the time that
 * the tests give it. A process that works beside them moves the moments and stretches the times; one that waits does not.
 */
const kills = listTestFiles('chaos');

/**
 * What the second Postgres would only say again: the embedded one's description, texts, types of rows; and staging from raw, whose
 * statements the other files of staging run.
 */
export const oneVersionIsEnough = [
  'test/sql/schema.test.ts',
  'test/sql/statements.test.ts',
  'test/sql/row-types.test.ts',
  'test/sql/rebuild-repository.test.ts',
];

/** Every test is in one phase, and staging, KPIs and a first load in a second one. @param postgres15 see `postgresVariable` */
export function listPhases(postgres15: string): Phase[] {
  const unit = listTestFiles('unit');
  const apart = new Set([...unit, ...waiting, ...kills, ...longest]);
  const others = listTestFiles('.').filter((file) => !apart.has(file));
  const isAgain = (file: string) => file.startsWith('test/sql/') && !oneVersionIsEnough.includes(file);
  const again = [...new Set([...longest, ...listTestFiles('sql')])].filter(isAgain);
  return [
    { name: 'unit', files: unit, jobs },
    { name: 'servers', files: [...longest, ...others], jobs: waitingJobs },
    { name: 'package', files: waiting, jobs: 1, isAside: true },
    { name: 'Postgres 15', files: ['test/e2e/first-load.test.ts', ...again], jobs, postgres: postgres15 },
    { name: 'kills', files: kills, jobs: 1 },
  ];
}
