import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import type { News, SharedRun } from './shared-run.ts';

/**
 * The run of another process.
 *
 * @param address as `lendRun` gives it
 */
export function borrowRun(address: string): SharedRun {
  async function ask<T>(path: string, body?: News): Promise<T> {
    const asked = request({ socketPath: address, path, method: body ? 'POST' : 'GET', agent: false });
    asked.end(body && JSON.stringify(body));
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const value = await json(response);
    if (response.statusCode !== 200) throw new Error(String(value));
    return value as T;
  }

  const known = new Map<string, Promise<unknown>>();
  const askOnce = <T>(path: string) => {
    if (!known.has(path)) known.set(path, ask(path));
    return known.get(path) as Promise<T>;
  };

  return {
    postgres: () => askOnce('/postgres'),
    prepared: () => askOnce('/prepared'),
    temporal: () => askOnce('/temporal'),
    readyForTemporal: () => askOnce('/ready-for-temporal'),
    tell: (news) => ask('/news', news),
  };
}
