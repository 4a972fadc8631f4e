import { Type } from 'typebox';
import { messages } from '../../../workflows/contract.ts';
import type { SyncNowAnswer } from '../../../workflows/contract.ts';
import { hasWorker } from '../../temporal/require-worker.ts';
import { orderLoop } from '../../temporal/loops.ts';
import { stopLoop } from '../../temporal/stop-loop.ts';
import type { Api, ApiDeps } from '../api.ts';
import { eventLoops } from '../orders/event-loops.ts';
import { forget } from '../orders/forget.ts';
import type { LoopKind } from '../orders/loop-kind.ts';
import { order } from '../orders/order.ts';
import { ownerLoops } from '../orders/owner-loops.ts';
import { repositoryLoops } from '../orders/repository-loops.ts';
import { Problem } from '../problem.ts';
import { unknownable } from '../schemas/columns-schema.ts';
import { orderProblems } from '../schemas/problem-schema.ts';

/** A caller waits so long for a loop to end in order; then it is terminated. */
const endsWithinMs = 20_000;

const config = { scope: 'admin' } as const;
const subject = { name: Type.String(), workflow_id: Type.String() };
const notes = Type.Array(Type.String(), { description: 'Sentences that one should know.' });

const addedSchema = Type.Object({ ...subject, is_new: Type.Boolean(), notes }, { additionalProperties: false });
const removedSchema = Type.Object(
  {
    ...subject,
    stopped: Type.String({ enum: ['none', 'cancelled', 'terminated'], description: 'none: it had ended already.' }),
    reason: unknownable('string', { description: 'Why it had to be terminated.' }),
    notes,
  },
  { additionalProperties: false },
);
const orderedSchema = Type.Object({ ...subject, is_paused: Type.Boolean() }, { additionalProperties: false });
const syncedSchema = Type.Object({ ...subject, cycle: Type.Integer() }, { additionalProperties: false });

const noWorker = 'No worker runs, so it waits; start one with "npm start" or "repometer worker".';

/** `pause` and `deactivate` are one order under two names, and so are `resume` and `activate`. */
const switches = [
  { name: 'pause', message: messages.pause, isPaused: true },
  { name: 'deactivate', message: messages.pause, isPaused: true },
  { name: 'resume', message: messages.resume, isPaused: false },
  { name: 'activate', message: messages.resume, isPaused: false },
] as const;

/** Adds the orders to loops: of repositories, of owners, and of sources of events. */
export function addLoops(api: Api, deps: ApiDeps): void {
  for (const kind of [repositoryLoops, ownerLoops, eventLoops]) addKind(api, deps, kind);
}

function addKind(api: Api, deps: ApiDeps, kind: LoopKind): void {
  const { one, collection, tag } = kind;
  const tags = [tag];

  api.post(
    `/api/v1${collection}`,
    {
      config,
      schema: {
        tags,
        summary: `Start the loop of ${one}`,
        body: kind.body,
        response: { 200: addedSchema, 201: addedSchema, ...orderProblems('loop_exists') },
      },
    },
    (request, reply) =>
      order(deps, { needs: 'temporal' }, async (client) => {
        const body = request.body as Record<string, unknown>;
        const { isNew, loop, notes: said } = await kind.add(client, body, deps);
        if (!isNew && Object.keys(body).length > 1) {
          throw new Problem(
            'loop_exists',
            `The loop of ${loop.title ?? loop.name} runs already and keeps its input; DELETE it, then add it again: the data stays.`,
          );
        }
        const waits = (await hasWorker(client)) ? [] : [noWorker];
        return reply
          .code(isNew ? 201 : 200)
          .send({ name: loop.name, workflow_id: loop.workflowId, is_new: isNew, notes: [...said, ...waits] });
      }),
  );

  for (const { path, params } of kind.paths) {
    const address = `/api/v1${path}`;
    const loopOf = (given: unknown) => kind.loopOf(given as Record<string, string>);

    api.delete(
      address,
      {
        config,
        schema: {
          tags,
          summary: `Stop the loop of ${one}; all data stays`,
          params,
          querystring: kind.removal,
          response: { 200: removedSchema, ...orderProblems('loop_unknown') },
        },
      },
      (request) =>
        order(deps, { needs: 'temporal' }, async (client) => {
          const loop = loopOf(request.params);
          const finish = await kind.plan?.(loop, request.query as Record<string, unknown>, deps);
          const stop = await stopLoop(client, loop, endsWithinMs);
          // One that ended in order has done it itself.
          const wasKnown = stop.kind === 'cancelled' || (await forget(deps, loop.workflowId));
          if (stop.kind === 'none' && !wasKnown) {
            throw new Problem('loop_unknown', `No loop of ${loop.title ?? loop.name} runs, and none is listed.`);
          }
          const said = (await finish?.(client)) ?? [];
          return {
            name: loop.name,
            workflow_id: loop.workflowId,
            stopped: stop.kind,
            reason: stop.kind === 'terminated' ? stop.reason : null,
            notes: said,
          };
        }),
    );

    for (const { name, message, isPaused } of switches) {
      api.post(
        `${address}/${name}`,
        {
          config,
          schema: {
            tags,
            summary: isPaused ? `Send no more requests for ${one} until it is resumed` : `Let ${one} go on`,
            params,
            response: { 200: orderedSchema, ...orderProblems('loop_unknown') },
          },
        },
        (request) =>
          order(deps, { needs: 'worker' }, async (client) => {
            const loop = loopOf(request.params);
            await orderLoop(client, loop, message);
            return { name: loop.name, workflow_id: loop.workflowId, is_paused: isPaused };
          }),
      );
    }

    api.post(
      `${address}/sync`,
      {
        config,
        schema: {
          tags,
          summary: `Look at GitHub now for ${one}`,
          params,
          response: { 202: syncedSchema, ...orderProblems('loop_unknown', 'limited') },
        },
      },
      (request, reply) =>
        order(deps, { needs: 'worker' }, async (client) => {
          const loop = loopOf(request.params);
          const answer = await orderLoop<SyncNowAnswer>(client, loop, messages.syncNow);
          if (!('cycle' in answer)) {
            const seconds = Math.max(1, Math.ceil((answer.waitMs ?? 60_000) / 1000));
            throw new Problem('limited', answer.message, { 'retry-after': String(seconds) });
          }
          return reply.code(202).send({ name: loop.name, workflow_id: loop.workflowId, cycle: answer.cycle });
        }),
    );
  }
}
