import { loadRepository } from './load.ts';
import type { Load } from './load.ts';
import type { Measures } from './measures.ts';
import type { BenchOptions } from './options.ts';
import { runBareLoop } from './run-bare-loop.ts';
import type { BareCosts } from './run-bare-loop.ts';
import type { Stage } from './stage.ts';

const windows = { 1: 'windows off', 4: '4 windows' } as const;

/** First loads by the whole product, beside the bare loop: one after the other at each latency, so that they share the weather. */
export async function measureFirstLoads(stage: Stage, measures: Measures, options: BenchOptions): Promise<void> {
  for (const latencyMs of options.latencies) {
    const bare = await runBareLoop(stage, latencyMs);
    recordBare(measures, latencyMs, bare);
    for (const connections of [1, 4] as const) {
      const load = await loadRepository(stage, { latencyMs, connections, profile: options.profile });
      await load.close();
      recordLoad(measures, `${latencyMs} ms, ${windows[connections]}`, load, bare);
    }
  }
}

function recordBare({ absolute }: Measures, latencyMs: number, bare: BareCosts): void {
  const name = `Bare loop, ${latencyMs} ms`;
  absolute(`${name}: wall`, 's', bare.wallSeconds);
  absolute(`${name}: CPU`, 's', bare.cpuSeconds);
  absolute(`${name}: peak memory`, 'MiB', bare.peakMib);
  absolute(`${name}: requests`, '', bare.requests);
}

function recordLoad({ ratio, absolute }: Measures, variant: string, load: Load, bare: BareCosts): void {
  const name = `First load, ${variant}`;
  ratio(`${name}: wall ÷ bare loop`, '×', load.wallSeconds / bare.wallSeconds);
  ratio(`${name}: CPU ÷ bare loop`, '×', load.cpuSeconds / bare.cpuSeconds);
  ratio(`${name}: rows per billed list request`, '', load.rows / load.requests.lists);
  absolute(`${name}: wall`, 's', load.wallSeconds);
  absolute(`${name}: CPU of the worker`, 's', load.cpuSeconds);
  absolute(`${name}: CPU for 10,000 issues`, 's', (load.cpuSeconds / load.rows) * 10_000);
  absolute(`${name}: memory of the worker before`, 'MiB', load.idleMib);
  absolute(`${name}: peak memory of the worker`, 'MiB', load.peakMib);
  absolute(`${name}: requests`, '', load.requests.all);
}
