import { columnKinds } from '../lists/column-kinds.ts';
import type { ListDeclaration } from '../lists/declare-list.ts';
import { kpiLists } from '../lists/kpi-lists.ts';
import { describeView } from '../describe-view.ts';
import { measuredViews } from './measured-views.ts';

/** A column of a summary table, with everything that a reader of its number should know. */
export interface Metric {
  /** `issue_flow_monthly.median_hours_to_close`: stays for ever. */
  name: string;
  view: string;
  column: string;
  /** Its name in answers of the API. */
  member: string;
  /** Below /api/v1. */
  list: string;
  /** False for what rows are told apart by, and for what is said of them. */
  is_measure: boolean;
  /** Null: it is no measure. */
  unit: string | null;
  definition: string;
  /** What the whole view counts. */
  view_definition: string;
  definition_version: number | null;
  grain: string[];
  sources: string[];
  edge_rules: string[];
  /** The statement that computes it, in this product's folder. */
  sql: string[];
}

function metricsOf({ view, path, columns, names = {} }: ListDeclaration): Metric[] {
  const measured = measuredViews[view];
  if (!measured) throw new Error(`client/reports/metrics/measured-views.ts says nothing of ${view}.`);
  const { comment, columns: comments } = describeView(view);
  return Object.entries(columns).map(([column, kind]) => {
    const { unit } = columnKinds[kind];
    const definition = comments.get(column);
    if (definition === undefined) throw new Error(`Nothing says what ${view}.${column} is.`);
    return {
      name: `${view}.${column}`,
      view: `report.${view}`,
      column,
      member: names[column] ?? column,
      list: path,
      is_measure: unit !== null,
      unit,
      definition,
      view_definition: comment,
      definition_version: measured.version,
      grain: ['repository', ...measured.grain],
      sources: [...measured.sources],
      edge_rules: [...measured.edgeRules],
      sql: [`sql/views/report/${view}.sql`],
    };
  });
}

let listed: readonly Metric[] | undefined;

/** The catalogue of metrics: every column of every summary table, the source of pages, popovers and the data dictionary. */
export const listMetrics = (): readonly Metric[] => (listed ??= kpiLists.flatMap(metricsOf));
