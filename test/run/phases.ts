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

const jobs = 2;

/** Begin first what takes longest, so that no process is left with it at the end. */
const longest = [
  'test/e2e/moving-world.test.ts',
  'test/e2e/recorded-go.test.ts',
  'test/e2e/local-stack.test.ts',
  'test/e2e/cli-start.test.ts',
  'test/e2e/cli-database.test.ts',
  'test/e2e/cli-temporal.test.ts',
];

/** Waits for the demo's own pace, some two minutes, and needs hardly anything of the machine meanwhile. */
const waiting = ['test/e2e/package.test.ts'];

/**
 * Kill storms: a kill is aimed at a moment, milliseconds after a request, and what comes back must do so in the time that
 * the tests give it. Company moves the moments and stretches the times.
 */
const alone = listTestFiles('chaos');

/** What is not about the server's version: the embedded server itself, texts, and a description that differs by version. */
const oneVersionIsEnough = ['test/sql/schema.test.ts', 'test/sql/statements.test.ts', 'test/sql/row-types.test.ts'];

const known = new Set([...waiting, ...alone]);
const onServers = ['sql', 'workflow', 'replay', 'e2e', 'containers'].flatMap(listTestFiles);
const shared = [...longest, ...onServers.filter((file) => !longest.includes(file))].filter((file) => !known.has(file));

/** @param postgres15 see `postgresVariable` */
export function listPhases(postgres15: string): Phase[] {
  const second = listTestFiles('sql').filter((file) => !oneVersionIsEnough.includes(file));
  return [
    { name: 'unit', files: listTestFiles('unit'), jobs },
    { name: 'package', files: waiting, jobs: 1, isAside: true },
    { name: 'servers', files: shared, jobs },
    { name: 'Postgres 15', files: [...second, 'test/e2e/first-load.test.ts'], jobs, postgres: postgres15 },
    { name: 'kills', files: alone, jobs: 1 },
  ];
}
