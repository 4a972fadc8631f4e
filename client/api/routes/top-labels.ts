import { Type } from 'typebox';
import { findRepository } from '../../reports/find-repository.ts';
import { listTopLabels } from '../../reports/list-top-labels.ts';
import type { Api, ApiDeps } from '../api.ts';
import { Problem } from '../problem.ts';
import { daySchema, envelopeSchema } from '../schemas/list-schema.ts';
import { repositoryParams } from '../schemas/params.ts';
import { readProblems } from '../schemas/problem-schema.ts';
import { topOfList } from '../whole-list.ts';

/** Adds the labels that were used most: of which a page shows the months. */
export function addTopLabels(api: Api, { reader }: ApiDeps): void {
  api.get(
    '/api/v1/repositories/:owner/:name/top-labels',
    {
      config: { scope: 'read', sharedMs: 0 },
      schema: {
        tags: ['repositories'],
        summary: 'The labels with the most issues opened in some months',
        params: repositoryParams,
        querystring: Type.Object(
          {
            from: daySchema('The first month (UTC), by a day of it.'),
            to: daySchema('The day (UTC) before which it ends.'),
            limit: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'Labels at most.' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: envelopeSchema(Type.Object({ label: Type.String(), issues_opened: Type.Integer() })),
          ...readProblems('repository_unknown'),
        },
      },
    },
    async ({ params: { owner, name }, query: { from, to, limit = 10 } }) => {
      const [found] = await findRepository(reader, `${owner}/${name}`);
      if (!found) throw new Problem('repository_unknown', `Nothing is stored of ${owner}/${name}.`);
      return topOfList(await listTopLabels(reader, { repositoryId: found.repository_id, from, to, limit }), limit);
    },
  );
}
