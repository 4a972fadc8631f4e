import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { benchName } from './bench-repository.ts';
import type { LoadCosts } from './load.ts';
import type { Stage } from './stage.ts';

const program = fileURLToPath(new URL('./bare-loop.ts', import.meta.url));
const list = `/repos/${benchName}/issues?state=all&sort=updated&direction=asc&per_page=100`;

export type BareCosts = LoadCosts & { requests: number };

/** The bare loop over the same pages, in a process and a database of its own. */
export async function runBareLoop(stage: Stage, latencyMs: number): Promise<BareCosts> {
  const database = await stage.createDatabase();
  try {
    await stage.github.begin({ latencyMs, secondaryLimits: false });
    const arguments_ = ['--import', 'tsx', program, stage.github.url + list, database.url];
    const { stdout } = await promisify(execFile)(process.execPath, arguments_);
    const costs = JSON.parse(stdout) as BareCosts;
    if (costs.rows !== stage.issues) throw new Error(`The bare loop read ${costs.rows} of ${stage.issues} issues.`);
    return costs;
  } finally {
    await database.drop();
  }
}
