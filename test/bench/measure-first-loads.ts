import type { LandedVersion } from '../support/landed-version.ts';
import { loadRepository } from './load.ts';
import type { Load } from './load.ts';
import type { Measures } from './measures.ts';
import type { BenchOptions } from './options.ts';
import { runBareLoop } from './run-bare-loop.ts';
import type { BareCosts } from './run-bare-loop.ts';
import type { Stage } from './stage.ts';

const windows = { 1: 'windows off', 4: '4 windows' } as const;

/**
 * First loads by the whole product, beside the bare loop: one after the other at each latency, so that they share the weather.
 *
 * @param against another version of the product, whose loads are measured beside those of this one
 */
export async function measureFirstLoads(
  stage: Stage,
  measures: Measures,
  options: BenchOptions,
  against?: LandedVersion,
): Promise<void> {
  for (const latencyMs of options.latencies) {
    const bare = await runBareLoop(stage, latencyMs);
    recordBare(measures, latencyMs, bare);
    for (const connections of [1, 4] as const) {
      const load = await loadRepository(stage, { latencyMs, connections, profile: options.profile });
      await load.close();
      const variant = `${latencyMs} ms, ${windows[connections]}`;
      recordLoad(measures, variant, load, bare);
      if (!against) continue;
      const other = await loadRepository(stage, { latencyMs, connections, version: against });
      await other.close();
      recordAgainst(measures, variant, load, other);
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

function recordAgainst({ ratio }: Measures, variant: string, load: Load, other: Load): void {
  const name = `First load, ${variant}`;
  ratio(`${name}: wall ÷ earlier version`, '×', load.wallSeconds / other.wallSeconds);
  ratio(`${name}: CPU ÷ earlier version`, '×', load.cpuSeconds / other.cpuSeconds);
  ratio(`${name}: peak memory ÷ earlier version`, '×', load.peakMib / other.peakMib);
}
