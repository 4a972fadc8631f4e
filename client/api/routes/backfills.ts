import { Type } from 'typebox';
import { backfillWorkflowId } from '../../../workflows/contract.ts';
import { refuseFutureRange, requireOrder } from '../../../workflows/inputs/backfill-repository.ts';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import { parseResources } from '../../../workflows/inputs/resources.ts';
import { askBackfill, cancelBackfill, hasLoop, orderBackfill, startBackfill } from '../../temporal/backfills.ts';
import type { BackfillStatus } from '../../../workflows/contract.ts';
import type { Api, ApiDeps } from '../api.ts';
import { checked, order } from '../orders/order.ts';
import { resourcesSchema } from '../orders/repository-loops.ts';
import { Problem } from '../problem.ts';
import { unknownable } from '../schemas/columns-schema.ts';
import { daySchema, repositorySchema } from '../schemas/list-schema.ts';
import { repositoryParams } from '../schemas/params.ts';
import { orderProblems, readProblems } from '../schemas/problem-schema.ts';

const startedSchema = Type.Object(
  { id: Type.String(), workflow_id: Type.String(), address: Type.String() },
  { additionalProperties: false },
);

const statusSchema = Type.Object(
  {
    id: Type.String(),
    repository: Type.String(),
    from: unknownable('string', { format: 'date' }),
    to: unknownable('string', { format: 'date' }),
    phase: Type.String(),
    is_paused: Type.Boolean(),
    limited_until: unknownable('string'),
    resources: Type.Array(
      Type.Object(
        {
          resource: Type.String(),
          state: Type.String({ enum: ['waiting', 'reading', 'done', 'failed'] }),
          rows: Type.Integer(),
          rows_expected: unknownable('integer', { description: 'null: GitHub does not tell.' }),
          percent: unknownable('number', { description: 'null: not known yet.' }),
          rows_per_second: unknownable('number'),
          eta_seconds: unknownable('number'),
          read_from: unknownable('string'),
          reason: unknownable('string'),
        },
        { additionalProperties: false },
      ),
    ),
    notes: Type.Array(Type.String()),
    failures: Type.Array(Type.String()),
  },
  { additionalProperties: false },
);

const shown = ({ isPaused, limitedUntil, resources, ...status }: BackfillStatus) => ({
  id: status.repository,
  ...status,
  is_paused: isPaused,
  limited_until: limitedUntil,
  resources: resources.map(({ rowsExpected, rowsPerSecond, etaSeconds, readFrom, ...resource }) => ({
    ...resource,
    rows_expected: rowsExpected,
    rows_per_second: rowsPerSecond,
    eta_seconds: etaSeconds,
    read_from: readFrom,
  })),
});

const names = { from: 'from', to: 'to' };

function orderOf(body: { repository: string; from?: string; to?: string; resources?: string[] }) {
  const range = { from: body.from ?? null, to: body.to ?? null };
  requireOrder(range, names);
  refuseFutureRange(range, names, Date.now());
  return {
    repository: parseRepositoryName(body.repository),
    ...(body.from !== undefined && { from: body.from }),
    ...(body.to !== undefined && { to: body.to }),
    ...(body.resources !== undefined && { resources: parseResources(body.resources) }),
  };
}

/** Adds backfills; the id of one is the name of its repository, since there is one at a time. */
export function addBackfills(api: Api, deps: ApiDeps): void {
  const tags = ['backfills'];
  const needs = { needs: 'worker', unknown: 'backfill_unknown' } as const;
  const address = '/api/v1/backfills/:owner/:name';

  api.post(
    '/api/v1/backfills',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        summary: 'Read what lies before the beginning of what is kept of a repository, beside its loop',
        body: Type.Object(
          {
            repository: repositorySchema,
            from: Type.Optional(daySchema('The first day; default: everything since the beginning.')),
            to: Type.Optional(daySchema('The day before which it ends; default: where what is complete begins.')),
            resources: Type.Optional(resourcesSchema),
          },
          { additionalProperties: false },
        ),
        response: { 202: startedSchema, ...orderProblems('backfill_exists', 'loop_unknown') },
      },
    },
    ({ body }, reply) =>
      order(deps, { needs: 'worker' }, async (client) => {
        const given = checked(() => orderOf(body));
        const { repository } = given;
        if (!(await hasLoop(client, repository))) {
          throw new Problem(
            'loop_unknown',
            `No loop keeps ${repository}, so nothing would go on from what a backfill reads; POST it to /api/v1/repositories first.`,
          );
        }
        if (!(await startBackfill(client, given))) {
          throw new Problem('backfill_exists', `A backfill of ${repository} runs already, and keeps its own range.`);
        }
        return reply.code(202).send({
          id: repository,
          workflow_id: backfillWorkflowId(repository),
          address: `/api/v1/backfills/${repository}`,
        });
      }),
  );

  const status = (repository: string) =>
    order(deps, needs, async (client) => shown(await askBackfill(client, repository)));

  api.get(
    address,
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'How far a backfill is, or how the last one ended',
        params: repositoryParams,
        querystring: Type.Object({}, { additionalProperties: false }),
        response: { 200: statusSchema, ...readProblems('backfill_unknown', 'no_worker', 'refused') },
      },
    },
    ({ params: { owner, name } }) => status(`${owner}/${name}`),
  );
  api.get(
    '/api/v1/backfills/:id',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'The same by its id, with the slash written as %2F',
        params: Type.Object({ id: repositorySchema }),
        querystring: Type.Object({}, { additionalProperties: false }),
        response: { 200: statusSchema, ...readProblems('backfill_unknown', 'no_worker', 'refused') },
      },
    },
    ({ params: { id } }) => status(id),
  );

  for (const message of ['pause', 'resume'] as const) {
    api.post(
      `${address}/${message}`,
      {
        config: { scope: 'admin' },
        schema: {
          tags,
          summary: message === 'pause' ? 'Let a backfill send no more requests' : 'Let a paused backfill go on',
          params: repositoryParams,
          response: { 200: statusSchema, ...orderProblems('backfill_unknown') },
        },
      },
      ({ params: { owner, name } }) =>
        order(deps, needs, async (client) => shown(await orderBackfill(client, `${owner}/${name}`, message))),
    );
  }
  api.delete(
    address,
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        summary: 'End a backfill; what it has stored stays, and another one goes on from there',
        params: repositoryParams,
        response: { 202: Type.Object({ id: Type.String() }), ...orderProblems('backfill_unknown') },
      },
    },
    ({ params: { owner, name } }, reply) =>
      order(deps, needs, async (client) => {
        await cancelBackfill(client, `${owner}/${name}`);
        return reply.code(202).send({ id: `${owner}/${name}` });
      }),
  );
}
