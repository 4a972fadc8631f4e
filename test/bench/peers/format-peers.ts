import type { Summary } from '../measures.ts';
import { nameOf, titles } from './names.ts';
import { steps } from './peer.ts';

/**
 * The medians once more, for readers: a row a step and latency, a column a loader.
 *
 * @param loaders in the order of the columns
 */
export function formatPeers(summaries: readonly Summary[], loaders: readonly string[], latencies: number[]): string {
  const medians = new Map(summaries.map(({ name, median }) => [name, median]));

  function cell(name: string): string {
    const median = (what: string) => medians.get(`${name}: ${what}`);
    const wall = median('wall');
    if (wall === undefined) return '';
    const [cpu = 0, memory = 0, billed = 0] = [median('CPU'), median('peak memory'), median('billed requests')];
    return `${wall.toFixed(2)} s; ${cpu.toFixed(2)} CPU s; ${memory.toFixed(0)} MiB; ${billed} billed`;
  }

  const rows = steps.flatMap((step) =>
    latencies.map((latencyMs) => [
      `${titles[step]}, ${latencyMs} ms`,
      ...loaders.map((loader) => cell(nameOf(step, latencyMs, loader))),
    ]),
  );
  const table = [['', ...loaders], ['---', ...loaders.map(() => '---:')], ...rows];
  return table.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
