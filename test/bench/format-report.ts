import { availableParallelism, totalmem } from 'node:os';
import type { Summary } from './measures.ts';
import type { BenchOptions } from './options.ts';

export interface Report {
  machine: { cores: number; memoryGib: number; node: string };
  options: BenchOptions;
  measures: Summary[];
}

/** @returns the report of measures that were taken in this process' machine */
export function createReport(options: BenchOptions, measures: Summary[]): Report {
  const machine = {
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
  };
  return { machine, options, measures };
}

/** One Markdown table, ratios first, and the sentence that says where it was measured. */
export function formatMarkdown({ machine, options, measures }: Report): string {
  const rows = measures.map(({ name, unit, median, min, max }) => [
    name,
    `${number(median)}${unit === '×' ? ' ×' : ''}`,
    min === max ? '' : `${number(min)} – ${number(max)}`,
    unit === '×' ? '' : unit,
  ]);
  const table = [['Measure', 'Median', 'Min – max', 'Unit'], ['---', '---:', '---:', '---'], ...rows];
  const { cores, memoryGib, node } = machine;
  return [
    `${cores} cores, ${memoryGib} GiB, Node ${node}; ${options.issues.toLocaleString('en')} issues, ` +
      `${options.runs} run${options.runs === 1 ? '' : 's'}.`,
    '',
    ...table.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function number(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
}
