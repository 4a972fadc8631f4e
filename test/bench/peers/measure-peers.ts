import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isBuilt } from '../../../bin/is-built.mjs';
import { productFolder } from '../../../programs.ts';
import { createMeasures } from '../measures.ts';
import type { Measures, Summary } from '../measures.ts';
import type { BenchOptions } from '../options.ts';
import { runBareLoop } from '../run-bare-loop.ts';
import { openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';
import { installDlt } from './dlt.ts';
import { formatPeers } from './format-peers.ts';
import { loadFromNothing } from './load-from-nothing.ts';
import { measurePeer } from './measure-peer.ts';
import { measureRunningStack } from './measure-running-stack.ts';
import { nameOf, ours } from './names.ts';
import { steps } from './peer.ts';
import type { Costs, Peer } from './peer.ts';
import { installSinger } from './singer.ts';

/** @throws Error with a sentence where one cannot be installed */
export const installPeers = (): Peer[] => [installDlt(), installSinger()];

/**
 * Other programs that load issues into Postgres, and the product beside them: one after the other at each latency, so that they share the
 * weather.
 *
 * @returns everything that was measured, and a table of the medians
 */
export async function measurePeers(
  peers: Peer[],
  { issues, runs, latencies }: Pick<BenchOptions, 'issues' | 'runs' | 'latencies'>,
): Promise<{ summaries: Summary[]; table: string }> {
  // What users run.
  if (!isBuilt()) await promisify(execFile)('npm', ['run', 'build'], { cwd: productFolder });
  console.error(`Making ${issues} issues …`);
  const stage = await openStage(issues);
  const measures = createMeasures((line) => console.error(line));
  try {
    // Not counted: the simulator renders each issue the first time that it is asked for.
    await runBareLoop(stage, 0);
    for (let run = 1; run <= runs; run += 1) {
      console.error(`Run ${run} of ${runs} …`);
      for (const latencyMs of latencies) await measureAt(stage, measures, peers, latencyMs);
    }
  } finally {
    await stage.stop();
  }
  const summaries = measures.summaries();
  const loaders = [ours.nothing, ours.running, ...peers.map(({ name }) => name)];
  return { summaries, table: formatPeers(summaries, loaders, latencies) };
}

async function measureAt(stage: Stage, measures: Measures, peers: Peer[], latencyMs: number): Promise<void> {
  const nothing = await loadFromNothing(stage, latencyMs);
  const running = await measureRunningStack(stage, latencyMs);
  record(measures, nameOf('load', latencyMs, ours.nothing), nothing);
  for (const step of steps) record(measures, nameOf(step, latencyMs, ours.running), running[step]);
  for (const peer of peers) {
    const costs = await measurePeer(stage, peer, latencyMs);
    compare(measures, `${nameOf('load', latencyMs, ours.nothing)} ÷ ${peer.name}`, nothing, costs.load);
    for (const step of steps) {
      compare(measures, `${nameOf(step, latencyMs, ours.running)} ÷ ${peer.name}`, running[step], costs[step]);
      record(measures, nameOf(step, latencyMs, peer.name), costs[step]);
    }
  }
}

function compare({ ratio }: Measures, name: string, own: Costs, theirs: Costs): void {
  ratio(`${name}: wall`, '×', own.wallSeconds / theirs.wallSeconds);
  ratio(`${name}: CPU`, '×', own.cpuSeconds / theirs.cpuSeconds);
  ratio(`${name}: peak memory`, '×', own.peakMib / theirs.peakMib);
}

function record({ absolute }: Measures, name: string, costs: Costs): void {
  absolute(`${name}: wall`, 's', costs.wallSeconds);
  absolute(`${name}: CPU`, 's', costs.cpuSeconds);
  absolute(`${name}: peak memory`, 'MiB', costs.peakMib);
  absolute(`${name}: requests`, '', costs.requests);
  absolute(`${name}: billed requests`, '', costs.billed);
}
