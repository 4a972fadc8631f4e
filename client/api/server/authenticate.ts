import '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { Api, ApiDeps } from '../api.ts';
import { findKey } from '../../keys/find-key.ts';
import { Problem } from '../problem.ts';

const challenge = { 'www-authenticate': 'Bearer realm="repometer"' };
const wrongKeysPerMinute = 20;

const tooMany = (seconds: number) =>
  new Problem('too_many_requests', `Too many wrong keys; wait ${seconds} s.`, { 'retry-after': String(seconds) });

/**
 * Finds out who asks, and whether they may: a route says by `config.scope` what it takes. A key that is given must be right,
 * also where none is needed.
 */
export function authenticate(api: Api, { keys, settings }: Pick<ApiDeps, 'keys' | 'settings'>): void {
  const countWrong = api.createRateLimit({
    max: wrongKeysPerMinute,
    timeWindow: '1 minute',
    keyGenerator: ({ ip }: FastifyRequest) => `wrong ${ip}`,
    allowList: () => false,
  });

  async function refuse(request: FastifyRequest): Promise<never> {
    const count = await countWrong(request);
    if (!count.isAllowed && count.isExceeded) throw tooMany(count.ttlInSeconds);
    throw new Problem('key_invalid', 'This key is unknown, or was revoked.', challenge);
  }

  api.decorateRequest('apiKey');
  api.addHook('onRequest', async (request) => {
    const { scope } = request.routeOptions.config;
    const { authorization } = request.headers;
    if (scope === undefined) return;
    if (authorization === undefined) {
      if (scope === 'read' && settings.hasOpenReads) return;
      const what = scope === 'read' ? 'Reading here' : 'An order';
      throw new Problem(
        'key_required',
        `${what} needs "Authorization: Bearer KEY"; "repometer keys create" makes one.`,
        challenge,
      );
    }
    const [, text = ''] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
    const key = await findKey(keys, text);
    if (!key) return refuse(request);
    if (scope === 'admin' && key.scope !== 'admin') {
      throw new Problem('scope_missing', `The key ${key.name} may read alone; an order needs one of the scope admin.`);
    }
    request.apiKey = key;
  });
}
