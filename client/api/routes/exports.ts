import { Type } from 'typebox';
import { findReport } from '../../reports/catalogue.ts';
import { exportFormats, exportReport } from '../../reports/export/export-report.ts';
import type { ExportFormat } from '../../reports/export/export-report.ts';
import { lists } from '../../reports/lists/lists.ts';
import { requireKnown } from '../../reports/require-repository.ts';
import { filterOf } from '../../reports/lists/filter-of.ts';
import type { Api, ApiDeps } from '../api.ts';
import { Problem } from '../problem.ts';
import { daySchema, ownerSchema, repositorySchema, textSchema } from '../schemas/list-schema.ts';
import { readProblems } from '../schemas/problem-schema.ts';
import { sendParts } from '../server/send-parts.ts';

const types: Record<(typeof exportFormats)[number], string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
};

/** Filters of some list, by name; each view takes those of its own. */
const filterNames = [...new Set(lists.flatMap(({ filters = [] }) => filters.map(({ name }) => name)))].filter(
  (name) => name !== 'repository',
);

const querySchema = (format: string) =>
  Type.Object(
    {
      repository: Type.Optional(repositorySchema),
      owner: Type.Optional(ownerSchema),
      from: Type.Optional(daySchema('The first day (UTC).')),
      to: Type.Optional(daySchema('The day (UTC) before which it ends.')),
      by: Type.Optional(
        Type.String({ pattern: '^[a-z_]{1,63}$', description: 'The time that from and to are about.' }),
      ),
      ...Object.fromEntries(
        filterNames.map((name) => [
          name,
          Type.Optional(textSchema(`As in the list of the view, where it has ${name}.`)),
        ]),
      ),
      ...(format === 'csv' && {
        safe: Type.Optional(
          Type.Boolean({ description: 'An apostrophe before a text that a spreadsheet would run as a formula.' }),
        ),
      }),
    },
    { additionalProperties: false },
  );

function viewOf(name: string): string {
  try {
    return findReport(name).view;
  } catch (error) {
    throw new Problem('view_unknown', (error as Error).message);
  }
}

/** Adds a route for each format: a view of any length, streamed. */
export function addExports(api: Api, { reader, exports }: ApiDeps): void {
  for (const format of exportFormats) {
    api.get(
      `/api/v1/export/:view.${format}`,
      {
        config: { scope: 'read' },
        // It would read the whole view, to tell of it what nobody knows before.
        exposeHeadRoute: false,
        schema: {
          tags: ['export'],
          summary: `A view as ${format}, however long it is, all of one moment`,
          params: Type.Object({
            view: Type.String({ pattern: '^[A-Za-z_-]{1,63}$', description: 'A view of the schema report' }),
          }),
          querystring: querySchema(format),
          response: {
            200: {
              description: 'The rows, in the order of the view',
              content: { [types[format].split(';')[0]!]: { schema: Type.String({ format: 'binary' }) } },
            },
            ...readProblems('view_unknown', 'repository_unknown', 'overloaded'),
          },
        },
      },
      async (request, reply) => {
        const view = viewOf(request.params.view);
        const { safe, ...given } = request.query as { safe?: boolean } & Record<string, string | undefined>;
        const filter = filterOf(view, given);
        if (filter.repository !== undefined) await requireKnown(reader, filter.repository);
        const kind: ExportFormat = safe ? 'safe-csv' : format;
        const stream = await sendParts(exportReport(exports, view, filter, kind));
        return (
          reply
            .type(types[format])
            .header('content-disposition', `attachment; filename="${view}.${format}"`)
            .header('cache-control', 'private, no-store')
            // Fastify's types know answers by their schema, which of a stream is that of its text.
            .send(stream as never)
        );
      },
    );
  }
}
