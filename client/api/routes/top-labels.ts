import { Type } from 'typebox';
import { listTopLabels } from '../../reports/list-top-labels.ts';
import { requireRepository } from '../../reports/require-repository.ts';
import type { Api, ApiDeps } from '../api.ts';
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
      const [repositoryId] = await requireRepository(reader, `${owner}/${name}`);
      return topOfList(await listTopLabels(reader, { repositoryId: repositoryId!, from, to, limit }), limit);
    },
  );
}
