import { isIPv6 } from 'node:net';
import type { Config } from '../../../config.ts';
import { readApiUrl } from '../start/api-url.ts';

const answersWithinMs = 3_000;
const everywhere = ['0.0.0.0', '::'];

function configuredUrl({ host, port }: Config['api']): string {
  const name = everywhere.includes(host) ? '127.0.0.1' : isIPv6(host) ? `[${host}]` : host;
  return `http://${name}:${port.port}/`;
}

async function isServed(url: string): Promise<boolean> {
  const response = await fetch(`${url}healthz`, { signal: AbortSignal.timeout(answersWithinMs) }).catch(
    () => undefined,
  );
  if (!response?.ok) return false;
  const body = (await response.json().catch(() => undefined)) as { status?: unknown } | undefined;
  return body?.status === 'ok';
}

/**
 * Where the dashboard is served now: as `npm start` has written it down, else where the settings say.
 *
 * @throws Error with a sentence when nothing serves it
 */
export async function dashboardUrl(config: Pick<Config, 'api' | 'home'>): Promise<string> {
  const known = readApiUrl(config.home);
  const urls = [...(known === undefined ? [] : [known]), configuredUrl(config.api)];
  for (const url of urls) if (await isServed(url)) return url;
  throw new Error(`Nothing serves the dashboard at ${urls.join(' or ')}: "npm start" or "repometer api" does.`);
}
