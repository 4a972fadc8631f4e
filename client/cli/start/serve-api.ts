import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { pino } from 'pino';
import { createDb } from '../../../sql/db.ts';
import { createLog } from '../../api/create-log.ts';
import { startApi } from '../../api/start-api.ts';
import type { RunningApi } from '../../api/start-api.ts';
import type { Stack } from '../local-servers.ts';
import { keepApiUrl } from './api-url.ts';
import { keepLocalKey } from './local-key.ts';
import type { StartPlan } from './plan-start.ts';
import { workflowsUrl } from './workflows-url.ts';

export interface ServeOptions {
  plan: StartPlan;
  stack: Stack;
  client: Client;
  version: string;
  say: (line: string) => void;
}

/** What is served, and where the key for its orders lies. */
export interface ServedApi extends RunningApi {
  keyFile: string;
}

/**
 * Serves the API beside everything else, its lines in `logs/api.log` of the home.
 *
 * @returns undefined where nobody may read: the reader's login is not known
 */
export async function serveApi({ plan, stack, client, version, say }: ServeOptions): Promise<ServedApi | undefined> {
  const { config } = plan;
  const { readerUrl, databaseUrl } = stack;
  if (readerUrl === undefined) {
    say('The API is not served, as it reads with repometer_reader alone: set DATABASE_READER_URL.');
    return undefined;
  }
  const owner = createDb(databaseUrl, { size: 1, name: 'repometer start keys' });
  const keyFile = await keepLocalKey(owner, config.home).finally(() => owner.end());
  const logs = join(config.home, 'logs');
  mkdirSync(logs, { recursive: true });
  const destination = pino.destination({ dest: join(logs, 'api.log'), append: true, sync: true });
  // A full disk is no reason to stop serving.
  destination.on('error', () => undefined);
  const api = await startApi({
    config,
    version,
    readerUrl,
    databaseUrl,
    temporal: () => Promise.resolve(client),
    workflowsUrl: workflowsUrl(stack.temporalUiUrl, config),
    log: createLog(config.logLevel, destination),
    say,
  });
  const forgetUrl = keepApiUrl(config.home, api.url);
  return {
    url: api.url,
    keyFile,
    async close() {
      forgetUrl();
      await api.close();
    },
  };
}
