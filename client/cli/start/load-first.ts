import type { Client } from '@temporalio/client';
import { ensureLoop } from '../../temporal/loops.ts';
import { explainFailure } from '../explain-failure.ts';
import { awaitFirstLoad } from './await-first-load.ts';

export interface LoadOptions {
  client: Client;
  repositories: string[];
  say: (line: string) => void;
  signal: AbortSignal;
}

/**
 * Starts the loops and waits for the first load of each. One that fails is told and does not keep the others back.
 *
 * @returns the present names of those that were loaded
 */
export async function loadFirst({ client, repositories, say, signal }: LoadOptions): Promise<string[]> {
  const outcomes = repositories.map(async (repository) => {
    try {
      await ensureLoop(client, { repository });
      return (await awaitFirstLoad(client, repository, signal)).repository;
    } catch (error) {
      signal.throwIfAborted();
      say(`${repository}: ${explainFailure(error)}`);
      return undefined;
    }
  });
  return (await Promise.all(outcomes)).filter((repository) => repository !== undefined);
}
