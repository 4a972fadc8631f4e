import type { Context } from '../context.ts';
import type { Database } from '../local-servers.ts';
import { passwordIn } from '../password-in.ts';
import type { StartOptions } from './do-work.ts';
import type { StartPlan } from './plan-start.ts';
import { tellConnection } from './tell-connection.ts';

/**
 * What is done as soon as there is a database, while Temporal is still being built or started: whoever wants to look into it is
 * told how, and its tables are made.
 */
export function createPrepareDatabase(context: Context, { config }: StartPlan, { showUrl = false }: StartOptions) {
  const { say } = context.output;
  return async ({ databaseUrl, readerUrl }: Database, signal: AbortSignal): Promise<void> => {
    const isEmbedded = config.databaseUrl === undefined;
    say(`SQL: ${tellConnection({ home: config.home, readerUrl, isEmbedded, showUrl })}`);
    await context.migrate({ databaseUrl, readerPassword: passwordIn(readerUrl), log: say, signal });
  };
}
