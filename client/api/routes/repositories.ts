import { Type } from 'typebox';
import { findRepository } from '../../reports/find-repository.ts';
import { jsonRows } from '../../reports/json-rows.ts';
import { readReport } from '../../reports/read-report.ts';
import { workflowTypes } from '../../../workflows/contract.ts';
import type { Api, ApiDeps } from '../api.ts';
import { Problem } from '../problem.ts';
import { repositoryParams } from '../schemas/params.ts';
import { readProblems } from '../schemas/problem-schema.ts';
import { syncListSchema } from '../schemas/sync-list-schema.ts';

const maybe = (schema: object) => Type.Unsafe<unknown>({ anyOf: [schema, { type: 'null' }] });

const answerSchema = Type.Object(
  {
    repository: Type.String({ description: 'owner/name, as GitHub writes it.' }),
    details: maybe(syncListSchema('repositories')),
    loop: maybe(syncListSchema('loops')),
    resources: Type.Array(syncListSchema('sync_status')),
    gaps: Type.Array(syncListSchema('gaps'), { description: 'Those that are open, 100 at most.' }),
  },
  { additionalProperties: false },
);

const mostGaps = 100;

/** Adds what is known of one repository; the list of all is one of the declared lists. */
export function addRepositories(api: Api, { reader }: ApiDeps): void {
  api.get(
    '/api/v1/repositories/:owner/:name',
    {
      config: { scope: 'read', sharedMs: 0 },
      schema: {
        tags: ['repositories'],
        summary: 'A repository: what it is, its loop, and what each of its resources is doing',
        params: repositoryParams,
        querystring: Type.Object({}, { additionalProperties: false }),
        response: { 200: answerSchema, ...readProblems('repository_unknown') },
      },
    },
    async ({ params: { owner, name } }) => {
      const repository = `${owner}/${name}`;
      const [found] = await findRepository(reader, repository);
      const named = (column: string) => [{ column, match: 'equal', type: 'text', value: repository } as const];
      const ids = found && [found.repository_id];
      // What GitHub has not described has no id yet.
      const own = ids ? { repositoryIds: ids, subjectIds: ids } : { columns: named('repository') };
      const [details, loops, resources, gaps] = await Promise.all([
        ids ? readReport(reader, 'repositories', { repositoryIds: ids }) : undefined,
        readReport(reader, 'loops', { columns: named('repository') }),
        readReport(reader, 'sync_status', own),
        readReport(
          reader,
          'gaps',
          {
            ...own,
            columns: [...(own.columns ?? []), { column: 'is_open', match: 'equal', type: 'boolean', value: 'true' }],
          },
          { limit: mostGaps },
        ),
      ]);
      const status = jsonRows(resources);
      const loop = jsonRows(loops).find(({ kind }) => kind === workflowTypes.syncRepository) ?? null;
      if (!found && loop === null && status.length === 0) {
        throw new Problem('repository_unknown', `Nothing is stored of ${repository}, and no loop keeps it.`);
      }
      return {
        repository: found?.repository ?? String(loop?.repository ?? repository),
        details: details ? (jsonRows(details)[0] ?? null) : null,
        loop,
        resources: status,
        gaps: jsonRows(gaps),
      };
    },
  );
}
