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

/** Adds the catalogue of metrics. */
export function addMetrics(api: Api): void {
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
    (request) => {
      const { view } = request.query;
      return Promise.resolve(
        wholeList(listMetrics().filter((metric) => view === undefined || metric.view === `report.${view}`)),
      );
    },
  );
}
