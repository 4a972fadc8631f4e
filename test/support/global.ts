import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RootHookObject, type Runner, type Suite, type Test } from 'mocha';
import { borrowRun } from './borrow-run.ts';
import { lendRun, runVariable, type LentRun } from './lend-run.ts';
import { bePatient } from './patience.ts';
import { createRun, type SharedRun } from './shared-run.ts';
import { createTestDatabases } from './test-databases.ts';
import { postgresVariable } from './test-postgres.ts';
import { createTestServers } from './test-servers.ts';
import { tellNews } from './tell-news.ts';

const address = process.env[runVariable];
const own = address ? undefined : createRun(createTestServers(process.env[postgresVariable]));
const run: SharedRun = own ?? borrowRun(address!);
let lent: LentRun | undefined;
const failed: { file: string; title: string }[] = [];

function hasFailed(titleOrFile: string): boolean {
  const file = titleOrFile.startsWith('file:') ? fileURLToPath(titleOrFile) : titleOrFile;
  return failed.some((test) => test.file === file || test.title.startsWith(titleOrFile));
}

/** The Postgres that all test files share, started by the first call. */
export const postgres = run.postgres;

/** The Temporal dev server that all test files share, started by the first call: a namespace for each test, please. */
export const temporal = run.temporal;

/**
 * A migrated, empty database for one test file.
 *
 * @param titleOrFile `import.meta.url`, or the title of the outermost `describe`
 */
export const createTestDatabase = createTestDatabases({
  prepared: run.prepared,
  hasFailed,
  keep: (database) => run.tell({ kind: 'kept', database }),
});

/** Says at the end of the run that a test was not registered. @param reason a clause that can follow "were left out:" */
export function leaveOut(title: string, reason: string): void {
  run.tell({ kind: 'leftOut', title, reason }).catch((error: unknown) => console.error(error));
}

const filesOf = (suite: Suite): string[] => suite.suites.flatMap((child) => [child.file ?? '', ...filesOf(child)]);
const needsTemporal = (files: string[]) =>
  files.some((file) => /[\\/]test[\\/](workflow|e2e|chaos|replay)[\\/]/.test(file));

let startedAt = 0;

/** Mocha's root hooks: load this file with `--require`. In parallel they run around each file, else once. */
export const mochaHooks: RootHookObject = {
  async beforeAll(this: Mocha.Context) {
    startedAt = performance.now();
    this.timeout(0); // on a new machine Temporal may have to be built, which takes minutes
    bePatient(this.test!.parent!);
    if (needsTemporal(filesOf(this.test!.parent!))) await run.readyForTemporal();
  },
  afterEach(this: Mocha.Context) {
    const test = this.currentTest as Test;
    if (test.state === 'failed') failed.push({ file: test.file ?? '', title: test.fullTitle() });
  },
  async afterAll(this: Mocha.Context) {
    const files = [...new Set(filesOf(this.test!.parent!))];
    const file = files.length === 1 ? relative(process.cwd(), files[0]!) : 'all files';
    await run.tell({ kind: 'file', file, ms: performance.now() - startedAt });
  },
};

/** Mocha's global setup, in its main process: whoever runs the files finds this run, not one of its own. What fails is told. */
export async function mochaGlobalSetup(this: Runner): Promise<void> {
  this.on('fail', (test, error: Error) => {
    const told = run.tell({ kind: 'failed', title: test.fullTitle(), reason: `${error.name}: ${error.message}` });
    told.catch((reason: unknown) => console.error(reason));
  });
  if (!own || !(this as Runner & { isParallelMode(): boolean }).isParallelMode()) return;
  lent = await lendRun(own);
  process.env[runVariable] = lent.address;
}

/** Mocha's global teardown, in its main process. */
export async function mochaGlobalTeardown(this: Runner): Promise<void> {
  const { passes = 0, failures = 0 } = this.stats ?? {};
  await run.tell({ kind: 'counts', passes, failures });
  await stopSharedServers();
  if (own) tellNews(own.news);
}

/** For programs that are no tests but use their servers; nothing happens to a run of somebody else's. */
export async function stopSharedServers(): Promise<void> {
  lent?.close();
  await own?.stop();
}
