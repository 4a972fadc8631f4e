import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Api, ApiDeps } from './api.ts';
import { Problem } from './problem.ts';
import { addBackfills } from './routes/backfills.ts';
import { addChanges } from './routes/changes.ts';
import { addDashboard } from './routes/dashboard.ts';
import { addDocumentation } from './routes/documentation.ts';
import { addEvents } from './routes/events.ts';
import { addExports } from './routes/exports.ts';
import { addHealth } from './routes/health.ts';
import { addLists } from './routes/lists.ts';
import { addLoops } from './routes/loops.ts';
import { addMetrics } from './routes/metrics.ts';
import { addOverview } from './routes/overview.ts';
import { addOwners } from './routes/owners.ts';
import { addPrometheus } from './routes/prometheus.ts';
import { addRepositories } from './routes/repositories.ts';
import { addTopLabels } from './routes/top-labels.ts';
import { addWebhooks } from './routes/webhooks.ts';
import { problemSchema } from './schemas/problem-schema.ts';
import { authenticate } from './server/authenticate.ts';
import { cacheAnswers } from './server/cache-answers.ts';
import { contentSecurityPolicy } from './server/content-security-policy.ts';
import { countRequests } from './server/count-requests.ts';
import { answerFailure, handleErrors } from './server/handle-errors.ts';
import { refuseForeignHosts } from './server/refuse-host.ts';
import { refuseUnknownRoutes } from './server/refuse-methods.ts';
import { refuseUnknownInput } from './server/refuse-unknown-input.ts';
import { shareAnswers } from './server/share-answers.ts';
import { shedLoad } from './server/shed-load.ts';
import { validateBySchemas } from './server/validate.ts';

const kibibyte = 1024;
/** Bodies are orders of a few lines. */
const bodyLimit = 64 * kibibyte;
const requestTimeoutMs = 60_000;

/** The key of whoever asks, else the address: limits count by it. */
const whoAsks = ({ apiKey, ip }: FastifyRequest) => (apiKey ? `key ${apiKey.keyId}` : `address ${ip}`);

async function limitRequests(api: Api, { settings }: ApiDeps): Promise<void> {
  await api.register(rateLimit, {
    max: settings.requestsPerMinute,
    timeWindow: '1 minute',
    enableDraftSpec: true,
    keyGenerator: whoAsks,
    // Without a key only this machine reads; what everybody may ask beside (health, pages, the document) is small, and people behind
    // one proxy have one address.
    allowList: ({ apiKey }) => apiKey === undefined,
    errorResponseBuilder: (_request, { after, max }) =>
      new Problem('too_many_requests', `A key may ask ${max} times a minute; wait ${after}.`),
  });
}

/**
 * Puts the API together; somebody else lets it listen.
 *
 * @returns the server, ready for `inject` and `listen`
 */
export async function buildApi(deps: ApiDeps): Promise<Api> {
  const api: Api = fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit,
    requestTimeout: requestTimeoutMs,
    frameworkErrors: (error, request, reply) => void answerFailure(error, request as FastifyRequest, reply as never),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>();

  api.addSchema(problemSchema);
  validateBySchemas(api);
  handleErrors(api);
  const counts = countRequests(api);
  api.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  await api.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy },
    strictTransportSecurity: false,
  });
  refuseForeignHosts(api, deps.settings.hostnames);
  refuseUnknownRoutes(api);
  refuseUnknownInput(api);
  shedLoad(api, deps.reader);
  await limitRequests(api, deps);
  authenticate(api, deps);
  cacheAnswers(api);
  shareAnswers(api);
  await addDocumentation(api, deps.settings);
  addMetrics(api);
  addLists(api, deps);
  addEvents(api, deps);
  addRepositories(api, deps);
  addOwners(api, deps);
  addOverview(api, deps);
  addTopLabels(api, deps);
  addChanges(api, deps);
  addLoops(api, deps);
  addBackfills(api, deps);
  await addWebhooks(api, deps);
  addExports(api, deps);
  addHealth(api, deps);
  addPrometheus(api, deps, counts);
  addDashboard(api);
  await api.ready();
  return api;
}
