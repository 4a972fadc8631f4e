import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDb } from '../../../sql/db.ts';
import { emptyDatabase } from '../empty-database.ts';
import type { Stage } from '../stage.ts';
import { countClosed, requireOneMore } from './count-issues.ts';
import type { Costs, Peer, Step } from './peer.ts';
import { runMeasured } from './run-measured.ts';

/**
 * A first load by a peer, a run when nothing has changed, and one after an issue was closed: each a process of its own, from its start to
 * its end.
 *
 * @throws Error when it fails, or its table does not have what GitHub has
 */
export async function measurePeer(stage: Stage, peer: Peer, latencyMs: number): Promise<Record<Step, Costs>> {
  const { github, issues } = stage;
  const database = await stage.createDatabase();
  await emptyDatabase(database);
  const folder = mkdtempSync(join(tmpdir(), 'repometer-peer-'));
  const db = createDb(database.url, { size: 1, name: 'bench' });
  try {
    const command = await peer.prepare({ apiUrl: github.url, databaseUrl: database.url, folder });
    const run = async (): Promise<Costs> => {
      await github.begin({ latencyMs, secondaryLimits: false });
      const costs = await runMeasured(command, folder);
      const { all, billed } = await github.requests();
      return { ...costs, requests: all, billed };
    };
    const load = await run();
    const closed = await countClosed(db, peer.table, issues);
    const idle = await run();
    await github.closeIssue();
    const change = await run();
    requireOneMore(await countClosed(db, peer.table, issues), closed, peer.table);
    return { load, idle, change };
  } finally {
    await db.end();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}
