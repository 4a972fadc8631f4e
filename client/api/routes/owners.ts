import { Type } from 'typebox';
import { jsonRows } from '../../reports/json-rows.ts';
import { readReport } from '../../reports/read-report.ts';
import type { Api, ApiDeps } from '../api.ts';
import { eventLoops } from '../orders/event-loops.ts';
import { Problem } from '../problem.ts';
import { ownerParams } from '../schemas/params.ts';
import { readProblems } from '../schemas/problem-schema.ts';
import { syncListSchema } from '../schemas/sync-list-schema.ts';

const noParameters = Type.Object({}, { additionalProperties: false });
const equal = (column: string, value: string) => ({ column, match: 'equal', type: 'text', value }) as const;

/** Adds what is known of one owner, and of one source of events; the lists of all are among those that are declared. */
export function addOwners(api: Api, { reader }: ApiDeps): void {
  const config = { scope: 'read', sharedMs: 0 } as const;

  /** What each of the resources is doing that a loop keeps of this subject itself. */
  const statusOf = async (subject: string, id: unknown) =>
    jsonRows(
      await readReport(reader, 'sync_status', {
        columns: [equal('subject', subject)],
        ...(id !== null && { subjectIds: [String(id)] }),
      }),
    );

  api.get(
    '/api/v1/organizations/:owner',
    {
      config,
      schema: {
        tags: ['organizations'],
        summary: 'An owner: its loop, and what each of its own resources is doing',
        params: ownerParams,
        querystring: noParameters,
        response: {
          200: Type.Object(
            {
              owner: Type.String(),
              loop: syncListSchema('owners'),
              resources: Type.Array(syncListSchema('sync_status')),
            },
            { additionalProperties: false },
          ),
          ...readProblems('loop_unknown'),
        },
      },
    },
    async ({ params: { owner } }) => {
      const [loop] = jsonRows(await readReport(reader, 'owners', { columns: [equal('owner', owner)] }));
      if (!loop) throw new Problem('loop_unknown', `No loop keeps the repositories of ${owner}.`);
      return { owner: String(loop.owner), loop, resources: await statusOf(String(loop.owner), loop.owner_id) };
    },
  );

  for (const { path, params } of eventLoops.paths) {
    api.get(
      `/api/v1${path}`,
      {
        config,
        schema: {
          tags: ['event-sources'],
          summary: 'A source of events: its loop, and how far its feed is read',
          params,
          querystring: noParameters,
          response: {
            200: Type.Object(
              {
                source: Type.String(),
                loop: syncListSchema('loops'),
                resources: Type.Array(syncListSchema('sync_status')),
              },
              { additionalProperties: false },
            ),
            ...readProblems('loop_unknown'),
          },
        },
      },
      async (request) => {
        const { workflowId, name } = eventLoops.loopOf(request.params as Record<string, string>);
        const [loop] = jsonRows(await readReport(reader, 'loops', { columns: [equal('workflow_id', workflowId)] }));
        if (!loop) throw new Problem('loop_unknown', `No loop reads the events of ${name}.`);
        const resources = await statusOf(String(loop.subject), loop.repository_id ?? loop.owner_id);
        return { source: name, loop, resources: resources.filter(({ resource }) => /events$/.test(String(resource))) };
      },
    );
  }
}
