import { Type } from 'typebox';
import { listMetrics } from '../../reports/metrics/list-metrics.ts';
import type { Api } from '../api.ts';
import { unknownable } from '../schemas/columns-schema.ts';
import { envelopeSchema } from '../schemas/list-schema.ts';
import { readProblems } from '../schemas/problem-schema.ts';
import { wholeList } from '../whole-list.ts';

const metricSchema = Type.Object(
  {
    name: Type.String({ description: 'Stays for ever.' }),
    view: Type.String({ description: 'Where SQL finds it.' }),
    column: Type.String(),
    member: Type.String({ description: 'Its name in answers of the list.' }),
    list: Type.String({ description: 'The list that has it, below /api/v1.' }),
    is_measure: Type.Boolean({ description: 'False: what rows are told apart by, or what is said of them.' }),
    unit: unknownable('string'),
    definition: Type.String(),
    view_definition: Type.String(),
    definition_version: unknownable('integer'),
    grain: Type.Array(Type.String()),
    sources: Type.Array(Type.String()),
    edge_rules: Type.Array(Type.String()),
    sql: Type.Array(Type.String(), { description: "Files of the product's source." }),
  },
  { additionalProperties: false },
);

/** The answers as they are sent: they never change, and each is some hundred kilobytes. */
function createTexts(): (view: string | undefined) => string {
  const known = new Map<string | undefined, string>();
  return function textOf(view) {
    const metrics = listMetrics().filter((metric) => view === undefined || metric.view === `report.${view}`);
    const found = known.get(view) ?? JSON.stringify(wholeList(metrics));
    // Not of every name that somebody makes up.
    if (metrics.length > 0) known.set(view, found);
    return found;
  };
}

/** Adds the catalogue of metrics. */
export function addMetrics(api: Api): void {
  const textOf = createTexts();
  api.get(
    '/api/v1/metrics',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['metrics'],
        summary: 'Every metric: what it counts, from what, in what unit, and what counts at its edges',
        querystring: Type.Object(
          { view: Type.Optional(Type.String({ pattern: '^[a-z_]{1,63}$', description: 'Only those of this view.' })) },
          { additionalProperties: false },
        ),
        response: { 200: envelopeSchema(metricSchema), ...readProblems() },
      },
    },
    (request, reply) => {
      const { view } = request.query;
      return reply.type('application/json; charset=utf-8').send(textOf(view) as never) as never;
    },
  );
}
