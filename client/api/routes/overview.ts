import { Type } from 'typebox';
import { readOverview } from '../../reports/read-overview.ts';
import type { Api, ApiDeps } from '../api.ts';
import { partsOfAddress } from '../server/parts-of-address.ts';
import { reckonedMs } from '../server/share-answers.ts';
import { unknownable } from '../schemas/columns-schema.ts';
import { envelopeSchema, textSchema } from '../schemas/list-schema.ts';
import { readProblems } from '../schemas/problem-schema.ts';
import { syncListSchema } from '../schemas/sync-list-schema.ts';

const instant = () => unknownable('string', { format: 'date-time' });

const itemSchema = Type.Object(
  {
    repository_id: unknownable('integer'),
    repository: Type.String(),
    description: unknownable('string'),
    is_archived: unknownable('boolean'),
    stars: unknownable('integer'),
    open_issues: unknownable('integer'),
    html_url: unknownable('string'),
    workflow_id: unknownable('string', { description: 'null: no loop keeps it.' }),
    every: unknownable('string'),
    state: unknownable('string'),
    reason: unknownable('string'),
    rows_stored: unknownable('integer'),
    next_sync_at: instant(),
    is_overdue: unknownable('boolean'),
    resources: Type.Array(syncListSchema('sync_status')),
  },
  { additionalProperties: false },
);

const statesSchema = Type.Array(Type.Object({ state: Type.String(), loops: Type.Integer() }), {
  description: 'All loops of repositories, by their state.',
});

/** Adds what the first page of the dashboard shows: repositories with all of their resources in one answer. */
export function addOverview(api: Api, { reader, settings }: ApiDeps): void {
  api.get(
    '/api/v1/overview',
    {
      // It tells of all loops at once: whoever looks within a second sees the same.
      config: { scope: 'read', sharedMs: reckonedMs },
      schema: {
        tags: ['repositories'],
        summary: 'Repositories with their resources, those that need an eye first, and what is left of the quota',
        querystring: Type.Object(
          {
            search: Type.Optional(textSchema('What the name contains, in any case.')),
            state: Type.Optional(textSchema('State of the loop; "not kept": no loop keeps it.')),
            page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })),
            page_size: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
          },
          { additionalProperties: false },
        ),
        response: {
          200: envelopeSchema(itemSchema, {
            states: statesSchema,
            quota: Type.Array(syncListSchema('quota')),
            workflows_url: unknownable('string', {
              description: "Where Temporal's UI shows workflows; null: this server is not told.",
            }),
          }),
          ...readProblems(),
        },
      },
    },
    async (request) => {
      const { search = null, state = null, page = 1, page_size: pageSize = 50 } = request.query;
      const { items, total, states, quota } = await readOverview(reader, { search, state, page, pageSize });
      const { parameters } = partsOfAddress(request.url);
      parameters.set('page', String(page + 1));
      return {
        items,
        page,
        page_size: pageSize,
        total_records: total,
        next: page * pageSize < total ? `/api/v1/overview?${parameters.toString()}` : null,
        states,
        quota,
        workflows_url: settings.workflowsUrl ?? null,
      } as never;
    },
  );
}
