import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from '../../../config.ts';
import { startTemporal } from '../../../local/temporal.ts';
import type { Temporal } from '../../../local/temporal.ts';
import { createDb } from '../../../sql/db.ts';
import { lastingPort } from '../../support/lasting-port.ts';
import { leash } from '../../support/leash.ts';
import { productEnvironment } from '../../support/product-environment.ts';
import { testTemporalBinary } from '../../support/test-servers.ts';
import { benchName } from '../bench-repository.ts';
import { emptyDatabase } from '../empty-database.ts';
import { countRows, lastCommit, workerEnvironment } from '../load.ts';
import type { Stage } from '../stage.ts';
import type { Costs } from './peer.ts';
import { createProductCommands } from './product-commands.ts';
import { cpuOfEnded, cpuOfTrees, watchMemory } from './tree-use.ts';

const connections = 4;

/**
 * The whole product when nothing of it runs: Temporal's server, the tables, a worker, the order, and the load to its last commit, by the
 * commands that people type. All of it is counted; the empty database is there.
 *
 * @throws Error with what the product said when it fails, or rows are missing
 */
export async function loadFromNothing(stage: Stage, latencyMs: number): Promise<Costs> {
  const { github, issues } = stage;
  const temporalOptions = await chooseTemporal();
  const { homeFolder, port } = temporalOptions;
  const database = await stage.createDatabase();
  await emptyDatabase(database);
  const db = createDb(database.url, { size: 1, name: 'bench' });
  const place = { github, temporalAddress: `127.0.0.1:${port}` };
  const environment = childEnvironment({
    ...productEnvironment,
    ...workerEnvironment(place, database.url, { connections }),
    REPOMETER_HOME: homeFolder,
  });
  const product = createProductCommands(environment, join(homeFolder, 'product.log'));
  let temporal: Temporal | undefined;
  let starting: Promise<void> | undefined;
  let release: (() => void) | undefined;
  const roots = () => [...(temporal ? [temporal.identity.pid] : []), ...product.pids()];

  try {
    await github.begin({ latencyMs, secondaryLimits: false });
    const cpuBefore = cpuOfEnded();
    const endMemory = watchMemory(roots);
    const startedAt = performance.now();
    starting = startTemporal(temporalOptions).then((server) => {
      temporal = server;
      ({ release } = leash(server.identity.pid, 'TERM', homeFolder));
    });
    // It makes the tables, and then waits for Temporal.
    await Promise.all([starting, product.run('migrate')]);
    product.start('worker');
    const order = product.run('repos', 'add', benchName, '--resources', 'issues');
    // A small load may end before the command has said so; and an order that fails is not waited for.
    await Promise.race([lastCommit(db), order.then(() => lastCommit(db))]);
    const wallSeconds = (performance.now() - startedAt) / 1000;
    const cpuSeconds = cpuOfTrees(roots()) + cpuOfEnded() - cpuBefore;
    const peakMib = endMemory();
    const { all, billed } = await github.requests();
    await order;
    await countRows(db, issues);
    return { wallSeconds, cpuSeconds, peakMib, requests: all, billed };
  } catch (error) {
    throw new Error(`The load from nothing has failed; the product said:\n${product.said()}`, { cause: error });
  } finally {
    await product.stop();
    await starting?.catch(() => undefined);
    await temporal?.stop();
    release?.();
    await db.end();
    await database.drop();
    rmSync(homeFolder, { recursive: true, force: true });
  }
}

/** A server with its UI, as `npm start` has it, on a new file. */
async function chooseTemporal() {
  const homeFolder = mkdtempSync(join(tmpdir(), 'repometer-nothing-'));
  const folder = join(homeFolder, 'processes');
  mkdirSync(folder);
  return {
    binary: await testTemporalBinary(),
    port: await lastingPort(),
    uiPort: await lastingPort(),
    databaseFile: join(homeFolder, 'temporal.db'),
    logFile: join(homeFolder, 'temporal.log'),
    folder,
    homeFolder,
  };
}
