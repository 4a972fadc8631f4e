import { loadRepository } from './load.ts';
import type { Measures } from './measures.ts';
import type { BenchOptions } from './options.ts';
import type { Stage } from './stage.ts';

/** GitHub's secondary limit: points, here requests, a minute. Source: GitHub, "Rate limits for the REST API". */
const requestsPerMinute = 900;
const latencyMs = 300;
// Four connections at 300 ms cannot send more than 800 requests a minute.
const connections = 6;

/** A first load as from far away, with GitHub's secondary limits in force: how near it comes to what GitHub allows. */
export async function measureCeiling(stage: Stage, measures: Measures, { profile }: BenchOptions): Promise<void> {
  const load = await loadRepository(stage, { latencyMs, connections, requestsPerMinute, profile });
  await load.close();
  const perMinute = (load.requests.all / load.wallSeconds) * 60;
  const name = `First load, ${latencyMs} ms, ${connections} windows, pace ${requestsPerMinute}`;
  measures.ratio(`${name}: share of GitHub's ceiling`, '%', (perMinute / requestsPerMinute) * 100);
  measures.absolute(`${name}: wall`, 's', load.wallSeconds);
  measures.absolute(`${name}: requests`, '', load.requests.all);
  measures.absolute(`${name}: peak memory of the worker`, 'MiB', load.peakMib);
}
