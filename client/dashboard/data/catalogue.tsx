import { createContext } from 'preact';
import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { ask } from './ask.ts';
import type { Listed } from './ask.ts';
import { useAskedOnce } from './use-asked.ts';

/** What the API's catalogue says of a column. */
interface Metric {
  view: string;
  column: string;
  member: string;
  definition: string;
  view_definition: string;
  edge_rules: string[];
  sources: string[];
}

/** What a chart says of its numbers. */
export interface Described {
  definition: string;
  edges: string[];
  sources: string[];
}

const context = createContext<readonly Metric[]>([]);

/** Hands the catalogue of metrics to everything in it. */
export function Catalogued({ children }: { children: ComponentChildren }) {
  const { data } = useAskedOnce('metrics', (signal) => ask<Listed<Metric>>('metrics', signal));
  return <context.Provider value={data?.items ?? []}>{children}</context.Provider>;
}

/** Gives what the catalogue says of some columns of a view. */
export function useDescription(view: string, members: readonly string[]): Described {
  const metrics = useContext(context).filter((metric) => metric.view === `report.${view}`);
  const [first] = metrics;
  const columns = members.flatMap((member) => {
    const metric = metrics.find((one) => one.member === member);
    return metric ? `${metric.column}: ${metric.definition}` : [];
  });
  return {
    definition: first?.view_definition ?? 'The catalogue of metrics is not loaded yet.',
    edges: [...columns, ...(first?.edge_rules ?? [])],
    sources: first?.sources ?? [],
  };
}
