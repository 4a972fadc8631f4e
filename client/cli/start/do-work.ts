import type { Reader } from '../../../sql/reader.ts';
import { readReport } from '../../reports/read-report.ts';
import { asRecords } from '../../reports/table.ts';
import type { Context } from '../context.ts';
import type { Stack } from '../local-servers.ts';
import { loadFirst } from './load-first.ts';
import type { StartPlan } from './plan-start.ts';
import { readyText } from './say-ready.ts';
import type { ServedApi } from './serve-api.ts';
import { tellConnection } from './tell-connection.ts';
import type { Parts } from './start-parts.ts';
import { printKpis, syncOnce } from './sync-once.ts';

export interface StartOptions {
  once?: boolean;
  showUrl?: boolean;
  /** Of this product. */
  version: string;
}

/** What runs, for the work that is done with it. */
export interface Running {
  context: Context;
  plan: StartPlan;
  stack: Stack;
  parts: Parts;
  /** Undefined where it is not served. */
  api: ServedApi | undefined;
  /** The reader's; the owner's where DATABASE_READER_URL is not set, as every statement here is ours. */
  db: Reader;
  say: (line: string) => void;
  signal: AbortSignal;
}

/** Without names on the command line: those that have loops from earlier. */
async function knownRepositories({ plan, db }: Running): Promise<string[]> {
  if (plan.repositories.length > 0) return plan.repositories;
  return asRecords(await readReport(db, 'loops')).flatMap(({ repository }) => repository ?? []);
}

/** Loads every repository once, says what can be done with it, and goes on until something ends it. */
export async function keepGoing(running: Running, { showUrl = false }: Pick<StartOptions, 'showUrl'>): Promise<never> {
  const { plan, stack, parts, api, say, signal } = running;
  if (api) say(`Repometer: ${api.url}`);
  if (stack.temporalUiUrl) say(`Temporal's UI: ${stack.temporalUiUrl}`);
  const known = await knownRepositories(running);
  if (known.length === 0) say('No repository yet: npm run repometer -- repos add owner/name');
  const repositories = await loadFirst({ client: parts.client, repositories: known, say, signal });
  const { readerUrl, temporalUiUrl, embedded } = stack;
  const { home } = plan.config;
  const connect = tellConnection({ home, readerUrl, isEmbedded: embedded.postgres, showUrl });
  say(readyText({ connect, temporalUiUrl, repositories, api }));
  return new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    signal.throwIfAborted();
  });
}

/**
 * One cycle of every repository with its KPIs.
 *
 * @returns what is left to do when the board is gone: print the reports
 */
export async function doOnce(running: Running): Promise<() => Promise<void>> {
  const { context, parts, db, say, signal } = running;
  const outcomes = await syncOnce(parts.client, await knownRepositories(running), say, signal);
  return async () => {
    const repositories = outcomes.map(({ repository }) => repository);
    await printKpis(db, repositories, context.output);
    const failures = outcomes.flatMap((outcome) => outcome.failures);
    if (failures.length > 0) throw new Error(failures.join('\n'));
  };
}
