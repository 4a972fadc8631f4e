import { PassThrough } from 'node:stream';
import { Type } from 'typebox';
import type { Api, ApiDeps } from '../api.ts';
import { Problem } from '../problem.ts';
import { readProblems } from '../schemas/problem-schema.ts';
import { watchChanges } from '../server/watch-changes.ts';

/** Pages that are open at once, of one process. */
const mostStreams = 200;
/** Proxies take a connection without a byte for a dead one. */
const keepAliveMs = 15_000;
/** Whoever looks on comes again then, and shows the key again: it may have been revoked. */
const longestMs = 300_000;
/** Before a browser of its own comes again. */
const againMs = 5_000;

const eventStream = 'text/event-stream';

/** Adds the stream that tells when something has changed; what has, everybody asks as before. */
export function addChanges(api: Api, { reader }: ApiDeps): void {
  const watch = watchChanges(reader);
  const open = new Set<() => void>();
  // Streams never end by themselves, and a server waits for its answers.
  api.addHook('preClose', (done) => {
    for (const end of open) end();
    done();
  });

  function openStream(): PassThrough {
    const stream = new PassThrough();
    const write = (text: string) => {
      // Who does not read, need not be told of each change: the next one says the same.
      if (!stream.writableEnded && !stream.writableNeedDrain) stream.write(text);
    };
    const unsubscribe = watch.subscribe((watermark) =>
      write(`event: changed\nid: ${watermark}\ndata: ${JSON.stringify({ watermark })}\n\n`),
    );
    const keepAlive = setInterval(() => write(': nothing new\n\n'), keepAliveMs).unref();
    const end = () => void stream.end();
    const limit = setTimeout(end, longestMs).unref();
    open.add(end);
    stream.once('close', () => {
      unsubscribe();
      clearInterval(keepAlive);
      clearTimeout(limit);
      open.delete(end);
    });
    write(`retry: ${againMs}\n\n`);
    return stream;
  }

  api.get(
    '/api/v1/changes',
    {
      config: { scope: 'read' },
      // Whoever asks for headers alone would hold a place until the stream ends.
      exposeHeadRoute: false,
      schema: {
        tags: ['operation'],
        summary: 'Tells, as server-sent events, that something has changed: what loops do within a second',
        description:
          'Each event is called changed and has a watermark, which is another after every change; the first one tells the present ' +
          'one. A stream ends after five minutes: connect again.',
        querystring: Type.Object({}, { additionalProperties: false }),
        response: {
          // OpenAPI 3.1 has no word for what one event of a stream is, and readers of the document differ on what a type would be of.
          200: { description: 'Events, without an end', content: { [eventStream]: { schema: Type.Unknown() } } },
          ...readProblems('overloaded'),
        },
      },
    },
    async (_request, reply) => {
      if (open.size >= mostStreams) {
        throw new Problem(
          'overloaded',
          `${mostStreams} look on already; ask for the numbers themselves now and then.`,
          {
            'retry-after': '60',
          },
        );
      }
      // Not to be held back by a proxy until much of it is there; and nothing else goes over a connection whose end a server awaits.
      return reply
        .type(eventStream)
        .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' })
        .send(openStream() as never);
    },
  );
}
