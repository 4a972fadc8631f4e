import type { RouteHandlerMethod } from 'fastify';
import type { Api } from '../api.ts';
import { tagOf } from './cache-answers.ts';
import { createMemo } from './memo.ts';

/** For so long an answer is given again that is reckoned from many rows, whichever are shown. */
export const reckonedMs = 1_000;

/**
 * Gives one answer, as it is sent, to all who ask a route for the same at once, where the route says `sharedMs`; for so many
 * milliseconds also to those who come later.
 */
export function shareAnswers(api: Api): void {
  api.addHook('onRoute', (route) => {
    const sharedMs = route.config?.sharedMs;
    if (sharedMs === undefined) return;
    const share = createMemo<{ body: Buffer; tag: string }>(sharedMs);
    const make = route.handler;
    const handler: RouteHandlerMethod = async function shared(request, reply) {
      const { body, tag } = await share(request.url, async () => {
        const answer = (await make.call(this, request, reply)) as string | Record<string, unknown>;
        const text = typeof answer === 'string' ? answer : (reply.serializeInput(answer, '200') as string);
        const sent = Buffer.from(text);
        return { body: sent, tag: tagOf(sent) };
      });
      return reply.type('application/json; charset=utf-8').header('etag', tag).send(body);
    };
    route.handler = handler;
  });
}
