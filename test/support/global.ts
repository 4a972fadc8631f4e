import { fileURLToPath } from 'node:url';
import { type RootHookObject, type Suite, type Test } from 'mocha';
import { createTestDatabases } from './test-databases.ts';
import { createTestServers, testTemporalBinary } from './test-servers.ts';

const servers = createTestServers();
const failed: { file: string; title: string }[] = [];

function hasFailed(titleOrFile: string): boolean {
  const file = titleOrFile.startsWith('file:') ? fileURLToPath(titleOrFile) : titleOrFile;
  return failed.some((test) => test.file === file || test.title.startsWith(titleOrFile));
}

const databases = createTestDatabases(servers.postgres, hasFailed);

/** The Postgres that all test files share, started by the first call. */
export const postgres = servers.postgres;

/** The Temporal dev server that all test files share, started by the first call: one task queue for each test, please. */
export const temporal = servers.temporal;

/**
 * A migrated, empty database for one test file.
 *
 * @param titleOrFile `import.meta.url`, or the title of the outermost `describe`
 */
export const createTestDatabase = databases.create;

function needsTemporal(suite: Suite): boolean {
  const isIn = (file: string | undefined) => /[\\/]test[\\/](workflow|e2e|chaos|replay)[\\/]/.test(file ?? '');
  return suite.suites.some((child) => isIn(child.file) || needsTemporal(child));
}

/** Mocha's root hooks: load this file with `--require`. */
export const mochaHooks: RootHookObject = {
  async beforeAll(this: Mocha.Context) {
    if (!needsTemporal(this.test!.parent!)) return;
    this.timeout(0); // on a new machine the binary may have to be built, which takes minutes
    await testTemporalBinary();
  },
  afterEach(this: Mocha.Context) {
    const test = this.currentTest as Test;
    if (test.state === 'failed') failed.push({ file: test.file ?? '', title: test.fullTitle() });
  },
};

/** Mocha's global teardown: also runs after a first Ctrl-C. */
export async function mochaGlobalTeardown(): Promise<void> {
  await servers.stop(databases.kept() > 0);
}
