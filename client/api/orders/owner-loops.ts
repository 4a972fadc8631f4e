import { Type } from 'typebox';
import { parseOwnerEvery } from '../../../workflows/inputs/every.ts';
import { parseOwnerName } from '../../../workflows/inputs/repository-name.ts';
import { parsePattern } from '../../../workflows/inputs/sync-organization.ts';
import { startedLoops } from '../../orders/owned-loops.ts';
import { stopStarted } from '../../orders/stop-started.ts';
import { ownerLoop } from '../../temporal/loop-name.ts';
import { addOwnerLoop } from '../../temporal/owner-loops.ts';
import { daySchema, ownerSchema, textSchema } from '../schemas/list-schema.ts';
import { ownerParams } from '../schemas/params.ts';
import { forget } from './forget.ts';
import type { LoopKind } from './loop-kind.ts';
import { checked } from './order.ts';
import { durationSchema, loopOptions, resourcesSchema } from './repository-loops.ts';

const mostPatterns = 100;
const patternsSchema = (description: string) =>
  Type.Array(textSchema('Of names without the owner, such as api-*.'), { maxItems: mostPatterns, description });

const patternsOf = (patterns: unknown, name: string) =>
  patterns === undefined ? undefined : (patterns as string[]).map((pattern) => parsePattern(pattern, name));

const given = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function inputOf(body: Record<string, unknown>) {
  const { every, archived, forks, repositories } = body;
  return {
    owner: parseOwnerName(body.owner),
    ...given({
      every: every === undefined ? undefined : parseOwnerEvery(every),
      include: patternsOf(body.include, 'include'),
      exclude: patternsOf(body.exclude, 'exclude'),
      archived,
      forks,
      repositories: repositories === undefined ? undefined : loopOptions(repositories as Record<string, unknown>),
    }),
  };
}

/** Loops of organisations and users. */
export const ownerLoops: LoopKind = {
  tag: 'organizations',
  paths: [{ path: '/organizations/:owner', params: ownerParams }],
  collection: '/organizations',
  one: 'the list of an owner',
  body: Type.Object(
    {
      owner: ownerSchema,
      every: Type.Optional(durationSchema('Time between two looks at the list; default: 24h.')),
      include: Type.Optional(patternsSchema('Keep names like these; default: all.')),
      exclude: Type.Optional(patternsSchema('But not those like these.')),
      archived: Type.Optional(Type.Boolean({ description: 'Archived ones, too.' })),
      forks: Type.Optional(Type.Boolean({ description: 'Forks, too.' })),
      repositories: Type.Optional(
        Type.Object(
          {
            every: Type.Optional(durationSchema('Time between two looks at each repository; default: 30m.')),
            from: Type.Optional(daySchema('Only what was updated since this day; default: everything.')),
            resources: Type.Optional(resourcesSchema),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  removal: Type.Object(
    {
      keep_repositories: Type.Optional(
        Type.Boolean({ default: false, description: 'Let the loops that it has started go on.' }),
      ),
    },
    { additionalProperties: false },
  ),
  loopOf: ({ owner }) => ownerLoop(owner!),
  async add(client, body) {
    const input = checked(() => inputOf(body));
    return { isNew: await addOwnerLoop(client, input), loop: ownerLoop(input.owner), notes: [] };
  },
  async plan({ name }, { keep_repositories: isKept }, deps) {
    const started = await startedLoops(deps.reader, name);
    return async (client) => {
      if (started.length === 0) return [];
      if (isKept) return [`The ${started.length} loops that it has started go on by themselves.`];
      const stopped = await stopStarted(client, started, (workflowId) => forget(deps, workflowId));
      return [`${stopped} of the ${started.length} loops that it has started were stopped; their data stays.`];
    };
  },
};
