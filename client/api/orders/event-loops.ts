import { Type } from 'typebox';
import { parseEventsEvery, parseEventSource } from '../../../workflows/inputs/poll-events.ts';
import { addEventLoop } from '../../temporal/event-loops.ts';
import { eventsLoop } from '../../temporal/loop-name.ts';
import { ownerParams, repositoryParams } from '../schemas/params.ts';
import type { LoopKind } from './loop-kind.ts';
import { checked } from './order.ts';
import { durationSchema } from './repository-loops.ts';

const sourceOf = ({ owner, name }: Record<string, string>) =>
  parseEventSource(name === undefined ? owner : `${owner}/${name}`);

/** Loops that read feeds of events: of a repository, an owner, or of everything public. */
export const eventLoops: LoopKind = {
  tag: 'event-sources',
  paths: [
    { path: '/event-sources/:owner/:name', params: repositoryParams },
    { path: '/event-sources/:owner', params: ownerParams },
  ],
  collection: '/event-sources',
  one: 'a source of events',
  body: Type.Object(
    {
      source: Type.String({
        pattern: '^[A-Za-z0-9_-]{1,39}(/[A-Za-z0-9._-]{1,100})?$',
        description: 'owner/name, an owner, or public',
      }),
      every: Type.Optional(durationSchema('Look at least so often, from 1m to 24h; default: 15m.')),
      max_pages: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 3, description: 'Pages of 100 events that a look reads at most.' }),
      ),
    },
    { additionalProperties: false },
  ),
  removal: Type.Object({}, { additionalProperties: false }),
  loopOf: (params) => eventsLoop(sourceOf(params)),
  async add(client, { source: name, every, max_pages: maxPages }) {
    const source = checked(() => parseEventSource(name));
    const options = checked(() => ({
      ...(every !== undefined && { every: parseEventsEvery(every) }),
      ...(maxPages !== undefined && { maxPages: maxPages as number }),
    }));
    return { isNew: await addEventLoop(client, source, options), loop: eventsLoop(source), notes: [] };
  },
};
