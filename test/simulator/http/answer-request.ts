import type { IncomingHttpHeaders } from 'node:http';
import { isReplacing, type Fault } from '../faults.ts';
import { asEnterprise } from '../enterprise/as-enterprise.ts';
import { editions } from '../enterprise/editions.ts';
import type { SimulatorOptions } from '../options.ts';
import type { LoggedRequest } from '../request-log.ts';
import type { Route } from '../routes/find-route.ts';
import type { CursorBook } from '../routes/cursor-book.ts';
import type { StatsCache } from '../routes/stats-cache.ts';
import type { ApiVersion } from '../world/issue-json.ts';
import type { World } from '../world.ts';
import { notFound, refusal, type Answer } from './answer.ts';
import { readApiVersion, supportedVersions } from './api-version.ts';
import type { Apps } from './apps.ts';
import { conditional } from './conditional.ts';
import type { Caller, identify } from './credentials.ts';
import { faultyAnswer } from './faulty-answer.ts';
import { spoiled } from './spoiled-answer.ts';
import { answerHeaders } from './headers.ts';
import { primaryRefusal, type Bucket, type Limits } from './limits.ts';

export interface Exchange {
  logged: LoggedRequest;
  headers: IncomingHttpHeaders;
  known: ReturnType<typeof identify>;
  address: string;
  query: URLSearchParams;
  /** Of a POST. */
  body: string;
  route: Route;
  fault: Fault | null;
}

export interface Services {
  world: World;
  options: SimulatorOptions;
  origin: string;
  limits: Limits;
  apps: Apps;
  statsCache: StatsCache;
  cursors: CursorBook;
}

interface Answered {
  answer: Answer;
  isBilled: boolean;
}

/** Computes one answer: status, all headers, body; charges the caller's limits and completes the log's entry. */
export function answerRequest(exchange: Exchange, services: Services) {
  const { logged, headers, known, address, fault } = exchange;
  const { world, options, limits } = services;
  const supported = supportedVersions(options);
  const read = readApiVersion(headers['x-github-api-version'] as string | undefined, supported);
  const version = 'version' in read ? read.version : '2022-11-28';
  const anonymous: Caller = {
    kind: 'anonymous',
    bucket: `ip:${address}`,
    limit: null,
    token: null,
    appId: null,
    login: null,
    account: null,
  };
  const caller = 'caller' in known ? known.caller : anonymous;
  const resource = exchange.route.name === 'POST /graphql' ? 'graphql' : 'core';
  const limit = resource === 'graphql' ? (options.graphqlLimit ?? 5000) : hourlyLimit(caller, options);
  const bucket = limits.bucket(caller.bucket, limit, resource);
  const refused = refusedAtTheDoor(headers, read, known);
  const { answer, isBilled } = refused
    ? { answer: refused, isBilled: true }
    : answerCaller(exchange, services, { caller, bucket, version });
  const cost = isBilled ? (answer.cost ?? 1) : 0;
  bucket.used += cost;
  const body = Buffer.from(answer.body);
  Object.assign(logged, { status: answer.status, billed: isBilled, cost, bytes: body.length });
  const isKnown = caller.kind !== 'anonymous';
  const counted = isCounted(options) ? bucket : null;
  const all = {
    ...answerHeaders(answer, { index: logged.index, isKnown, version, bucket: counted, supported, now: world.clock() }),
    ...(options.enterprise && { 'x-github-enterprise-version': editions[options.enterprise].installed }),
  };
  return { status: answer.status, headers: withoutMissing(fault ? { ...all, ...fault.headers } : all), body };
}

function withoutMissing(headers: Record<string, string | null>): Record<string, string> {
  const kept = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries(kept);
}

/** An Enterprise Server counts nothing unless it is told to. */
const isCounted = ({ enterprise, rateLimiting }: SimulatorOptions) => enterprise === undefined || rateLimiting === true;

function hourlyLimit(caller: Caller, options: SimulatorOptions): number {
  if (caller.kind === 'anonymous') return options.anonymousLimit ?? 60;
  return caller.limit ?? options.tokenLimit ?? 5000;
}

function refusedAtTheDoor(
  headers: IncomingHttpHeaders,
  version: ReturnType<typeof readApiVersion>,
  known: ReturnType<typeof identify>,
): Answer | null {
  if (!headers['user-agent']) {
    const message = 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header';
    return refusal(403, message, { url: 'https://developer.github.com' });
  }
  if ('refused' in version) return version.refused;
  return 'refused' in known ? known.refused : null;
}

interface Standing {
  caller: Caller;
  bucket: Bucket;
  version: ApiVersion;
}

function answerCaller(exchange: Exchange, services: Services, { caller, bucket, version }: Standing): Answered {
  const { logged, headers, address, query, route, fault } = exchange;
  const { limits, options, world } = services;
  const { resource } = bucket;
  if (fault && isReplacing(fault)) {
    const isLimit = fault.kind === 'primary-limit' || fault.kind === 'secondary-limit';
    const now = world.clock().getTime();
    return {
      answer: faultyAnswer(fault, { caller, address, now, url: `${services.origin}${logged.path}` }),
      isBilled: !isLimit,
    };
  }
  const isRead = logged.method === 'GET' || logged.method === 'HEAD' || resource === 'graphql';
  const points = isRead ? 1 : 5;
  const areCounted = isCounted(options);
  const tooFast =
    areCounted &&
    options.secondary !== false &&
    limits.secondary(caller.bucket, points, { ...options.secondary, resource });
  if (tooFast) return { answer: tooFast, isBilled: false };
  const isFree = route.name === 'GET /rate_limit';
  // GraphQL tells of it in its own way.
  if (areCounted && !isFree && resource === 'core' && bucket.used >= bucket.limit) {
    return { answer: primaryRefusal(options.primaryAs ?? 403, caller, address), isBilled: false };
  }
  const { enterprise } = options;
  const context = { ...services, version, caller, bucket, query, accept: headers.accept ?? '', body: exchange.body };
  const isMissing = enterprise !== undefined && editions[enterprise].missing.includes(route.name);
  const made = isMissing ? notFound() : route.answer(context);
  const given =
    enterprise === undefined || resource === 'graphql' ? made : asEnterprise(made, enterprise, services.origin);
  const answer = isTooHeavy(given, exchange, options) ? refusal(502, 'Server Error') : given;
  const checked = conditional(answer, { headers, token: caller.token, version });
  const costsNothing = answer.isFree || (checked.status === 304 && caller.kind !== 'anonymous');
  return { answer: spoiled(checked, fault), isBilled: !costsNothing };
}

/** Whether GitHub would break the page off, since it is too large for one of its rows. */
function isTooHeavy({ status, body }: Answer, { logged, query }: Exchange, { mostRows }: SimulatorOptions): boolean {
  if (!mostRows || status !== 200 || (!body.startsWith('[') && !logged.path.includes('/compare/'))) return false;
  const size = Number(query.get('per_page') ?? 30);
  const read = JSON.parse(body) as Record<string, unknown>[] | { commits: Record<string, unknown>[] };
  const rows = Array.isArray(read) ? read : read.commits;
  return rows.some((row) => mostRows(row, { path: logged.path, query }) < size);
}
