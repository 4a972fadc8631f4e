import { setMaxListeners } from 'node:events';
import { createReader } from '../../../sql/reader.ts';
import type { Reader } from '../../../sql/reader.ts';
import { createDisplay } from '../board/display.ts';
import { showBoard } from '../board/show-board.ts';
import type { Context } from '../context.ts';
import { Interrupted } from '../fail.ts';
import type { Stack } from '../local-servers.ts';
import { untilSignal } from '../until-signal.ts';
import { doOnce, keepGoing } from './do-work.ts';
import type { Running, StartOptions } from './do-work.ts';
import type { StartPlan } from './plan-start.ts';
import { createPrepareDatabase } from './prepare-database.ts';
import { serveApi } from './serve-api.ts';
import type { ServedApi } from './serve-api.ts';
import { startParts } from './start-parts.ts';
import type { Parts } from './start-parts.ts';

const stopping = 'Stopping …';

/** Every repository waits at the same signal, which is no leak. */
function manyListeners(signal: AbortSignal): AbortSignal {
  setMaxListeners(0, signal);
  return signal;
}

const never = () => new Promise<never>(() => undefined);

/** Rejects when a part that must run has ended for good. */
function failureOf({ stack, parts }: Running): Promise<never> {
  const server = stack.failed.then((sentence): never => {
    throw new Error(sentence);
  });
  return Promise.race([server, parts.worker.then(never)]);
}

/** Does the work under the board. */
async function work(running: Running, options: StartOptions): Promise<void> {
  const stream = running.context.output.stderr;
  const display = createDisplay(stream);
  const ending = new AbortController();
  const signal = manyListeners(AbortSignal.any([running.signal, ending.signal]));
  const board = showBoard({ db: running.db, display, stream, signal });
  const inside = { ...running, say: display.say, signal };
  // The signal also ends calls to Temporal that wait: one that is retried on a closed connection ends the process.
  const done = running.parts.temporal.connection.withAbortSignal(signal, () =>
    options.once ? doOnce(inside) : keepGoing(inside, options),
  );
  let report: () => Promise<void>;
  try {
    report = await Promise.race([done, failureOf(running)]);
  } finally {
    ending.abort();
    await Promise.allSettled([done, board]);
    display.end();
  }
  await report();
}

/**
 * Runs everything until Ctrl-C, or with `once` until the cycle of each repository and its KPIs are done; then stops all
 * that it started.
 *
 * @throws Error with a sentence when something failed; Interrupted when Ctrl-C came before the work was done
 */
export async function runStart(context: Context, plan: StartPlan, options: StartOptions): Promise<void> {
  const { say } = context.output;
  const stop = untilSignal();
  const ending = new AbortController();
  const signal = manyListeners(AbortSignal.any([stop.signal, ending.signal]));
  for (const note of plan.notes) say(note);
  let stack: Stack | undefined;
  let parts: Parts | undefined;
  let db: Reader | undefined;
  let api: ServedApi | undefined;
  // Later the board is ended first.
  stop.signal.addEventListener('abort', () => stack ?? say(stopping));
  try {
    stack = await context.local.startStack({
      config: plan.config,
      log: say,
      signal,
      prepareDatabase: createPrepareDatabase(context, plan, options),
    });
    parts = await startParts({ context, plan, stack, say, signal });
    const { client } = parts;
    if (!options.once) api = await serveApi({ plan, stack, client, version: options.version, say });
    const { readerUrl, databaseUrl } = stack;
    // Nothing is read here but by statements of our own, so any login will do.
    db = createReader(readerUrl ?? databaseUrl, { size: 2, name: 'repometer start', login: 'any' });
    await work({ context, plan, stack, parts, api, db, say, signal }, options);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    const isDone = parts !== undefined && !options.once;
    if (!isDone) throw new Interrupted('Stopped before the work was done; the next start goes on from there.');
  } finally {
    ending.abort(); // before the worker ends, or it would be started again
    if (stack) say(stopping);
    await api?.close();
    await db?.end();
    await parts?.temporal.close();
    await stack?.stop();
    stop.dispose();
    if (stack) say('Everything is stopped; the data stays.');
  }
}
