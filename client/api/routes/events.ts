import { Type } from 'typebox';
import {
  countEvents,
  listActiveRepositories,
  pullRequestInterval,
  readEventIntervals,
} from '../../reports/read-events.ts';
import { requireKnown, requireRepository } from '../../reports/require-repository.ts';
import type { Api, ApiDeps } from '../api.ts';
import { reckonedMs } from '../server/share-answers.ts';
import { unknownable } from '../schemas/columns-schema.ts';
import { envelopeSchema, repositorySchema } from '../schemas/list-schema.ts';
import { repositoryParams } from '../schemas/params.ts';
import { readProblems } from '../schemas/problem-schema.ts';
import { topOfList, wholeList } from '../whole-list.ts';

/** As long as events can be kept. */
const mostMinutes = 3650 * 24 * 60;
const dayMinutes = 1440;
const mostActive = 10;

const minutesSchema = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: mostMinutes,
    default: dayMinutes,
    description: 'How many minutes back the window begins; it ends now.',
  }),
);
const windowSchema = {
  window_from: Type.String({ format: 'date-time' }),
  window_to: Type.String({ format: 'date-time' }),
};

const instant = (date: Date) => date.toISOString();
const windowOf = (now: Date, minutes: number) => ({
  window_from: instant(new Date(now.getTime() - minutes * 60_000)),
  window_to: instant(now),
});

const intervalSchema = Type.Object(
  {
    measure: Type.String({ enum: ['type', 'type and action'], description: 'Between events of the type, or of both.' }),
    type: Type.String(),
    action: unknownable('string'),
    events: Type.Integer({ description: 'Events in the window. (items)' }),
    mean_seconds_between: unknownable('number', { description: 'null below two events. (seconds)' }),
    window_from: Type.String({ format: 'date-time' }),
    window_to: Type.String({ format: 'date-time' }),
  },
  { additionalProperties: false },
);

/** Adds counts of events, the most active repositories, and the times between events. */
export function addEvents(api: Api, { reader }: ApiDeps): void {
  const config = { scope: 'read', sharedMs: 0 } as const;
  // Each event of the window is counted: whoever looks within a second sees the same.
  const counted = { ...config, sharedMs: reckonedMs } as const;
  const tags = ['events'];

  /** Of two that had the name, the present one. */
  const idOf = async ({ owner, name }: { owner: string; name: string }) =>
    (await requireRepository(reader, `${owner}/${name}`))[0]!;

  api.get(
    '/api/v1/events/counts',
    {
      config: counted,
      schema: {
        tags,
        summary: 'Events by type in the last minutes',
        querystring: Type.Object(
          { offset: minutesSchema, repository: Type.Optional(repositorySchema) },
          { additionalProperties: false },
        ),
        response: {
          200: envelopeSchema(Type.Object({ type: Type.String(), events: Type.Integer() }), windowSchema),
          ...readProblems('repository_unknown'),
        },
      },
    },
    async ({ query: { offset = dayMinutes, repository } }) => {
      const now = new Date();
      const counts = await countEvents(reader, { now, minutes: offset, repository: repository ?? null });
      if (counts.length === 0 && repository !== undefined) await requireKnown(reader, repository);
      return { ...wholeList(counts), ...windowOf(now, offset) };
    },
  );

  api.get(
    '/api/v1/repositories/active',
    {
      config: counted,
      schema: {
        tags,
        summary: 'The repositories with the most events in the last minutes',
        querystring: Type.Object(
          {
            limit: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 100, default: mostActive, description: 'Repositories at most.' }),
            ),
            offset: minutesSchema,
          },
          { additionalProperties: false },
        ),
        response: {
          200: envelopeSchema(
            Type.Object({ repository_id: Type.Integer(), repository: unknownable('string'), events: Type.Integer() }),
            windowSchema,
          ),
          ...readProblems(),
        },
      },
    },
    async ({ query: { limit = mostActive, offset = dayMinutes } }) => {
      const now = new Date();
      const active = await listActiveRepositories(reader, { now, minutes: offset, limit });
      return { ...topOfList(active, limit), ...windowOf(now, offset) };
    },
  );

  api.get(
    '/api/v1/repositories/:owner/:name/events/intervals',
    {
      config,
      schema: {
        tags,
        summary: 'Mean time between events, by type, and by type and action',
        description: 'Window: the last 7 days or the last 500 events of the repository, whichever is less.',
        params: repositoryParams,
        querystring: Type.Object({}, { additionalProperties: false }),
        response: { 200: envelopeSchema(intervalSchema), ...readProblems('repository_unknown') },
      },
    },
    async ({ params }) => wholeList(await readEventIntervals(reader, await idOf(params), new Date())),
  );

  api.get(
    '/api/v1/repositories/:owner/:name/pull-requests/interval',
    {
      config,
      schema: {
        tags,
        summary: 'Mean seconds from one opened pull request to the next, by the feed of events',
        params: repositoryParams,
        querystring: Type.Object({}, { additionalProperties: false }),
        response: {
          200: Type.Object(
            {
              repository: Type.String(),
              pull_requests: unknownable('integer', {
                description: 'Opened in the window; null: no feed of the repository or its owner is read. (items)',
              }),
              mean_seconds_between: unknownable('number', { description: 'null below two. (seconds)' }),
              window_from: unknownable('string', { format: 'date-time' }),
              window_to: Type.String({ format: 'date-time' }),
            },
            { additionalProperties: false },
          ),
          ...readProblems('repository_unknown'),
        },
      },
    },
    async ({ params }) => ({
      repository: `${params.owner}/${params.name}`,
      ...(await pullRequestInterval(reader, { repositoryId: await idOf(params), owner: params.owner }, new Date())),
    }),
  );
}
