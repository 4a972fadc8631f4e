import { Type } from 'typebox';
import { resources } from '../../../workflows/contract.ts';
import { parseDay, refuseFuture } from '../../../workflows/inputs/days.ts';
import { parseEvery } from '../../../workflows/inputs/every.ts';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import { parseResources } from '../../../workflows/inputs/resources.ts';
import { adoptLoop } from '../../orders/owned-loops.ts';
import { stopBackfill } from '../../orders/stop-backfill.ts';
import { repositoryLoop } from '../../temporal/loop-name.ts';
import { addLoop } from '../../temporal/loops.ts';
import type { LoopInput } from '../../temporal/loops.ts';
import type { ApiDeps } from '../api.ts';
import { daySchema, repositorySchema } from '../schemas/list-schema.ts';
import { repositoryParams } from '../schemas/params.ts';
import type { LoopKind } from './loop-kind.ts';
import { checked } from './order.ts';

/** `30m`, `1h`, `1d`. */
export const durationSchema = (description: string) =>
  Type.String({ pattern: '^[0-9]+(\\.[0-9]+)? ?[a-z]+$', maxLength: 30, description, examples: ['30m'] });

export const resourcesSchema = Type.Array(Type.String({ enum: [...resources] }), {
  minItems: 1,
  maxItems: resources.length,
  description: 'Default: all, also those that come later.',
});

/** A day that has begun. @throws Error with a sentence */
function parsePastDay(value: unknown, name: string): string {
  const day = parseDay(value, name);
  refuseFuture(day, name, Date.now());
  return day;
}

/** What was given of these, checked. */
export function loopOptions({ every, from, resources: names }: Record<string, unknown>): Omit<LoopInput, 'repository'> {
  return {
    ...(every !== undefined && { every: parseEvery(every) }),
    ...(from !== undefined && { from: parsePastDay(from, 'from') }),
    ...(names !== undefined && { resources: parseResources(names) }),
  };
}

async function adopt({ asOwner }: ApiDeps, repository: string): Promise<string[]> {
  if (!asOwner) return [];
  const logins = await asOwner((db) => adoptLoop(db, repository));
  return logins.map((login) => `The loop of the owner ${login} has started it, and leaves it to you from now on.`);
}

/** Loops of repositories. */
export const repositoryLoops: LoopKind = {
  tag: 'repositories',
  paths: [{ path: '/repositories/:owner/:name', params: repositoryParams }],
  collection: '/repositories',
  one: 'a repository',
  body: Type.Object(
    {
      repository: repositorySchema,
      every: Type.Optional(durationSchema('Time between two looks; default: 30m.')),
      from: Type.Optional(daySchema('Only what was updated since this day; default: everything.')),
      resources: Type.Optional(resourcesSchema),
    },
    { additionalProperties: false },
  ),
  removal: Type.Object({}, { additionalProperties: false }),
  loopOf: ({ owner, name }) => repositoryLoop(`${owner}/${name}`),
  plan: ({ name }) => Promise.resolve((client) => stopBackfill(client, name)),
  async add(client, body, deps) {
    const repository = checked(() => parseRepositoryName(body.repository));
    const options = checked(() => loopOptions(body));
    const isNew = await addLoop(client, { repository, ...options });
    return { isNew, loop: repositoryLoop(repository), notes: isNew ? [] : await adopt(deps, repository) };
  },
};
