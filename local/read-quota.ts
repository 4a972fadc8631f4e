import type { Credentials } from '../config.ts';
import { apiVersions, releaseHeader, releaseIn, versionInstead } from '../github-api.ts';
import type { ApiVersion } from '../github-api.ts';

/** A GitHub Enterprise Server, as it tells itself. */
interface EnterpriseServer {
  /** Null: it does not say. */
  release: string | null;
  /** The newest version of the API that it takes and that is read here. */
  apiVersion: ApiVersion;
}

/** What a GitHub API says about a credential, and of itself. */
export type Quota = QuotaOfCredential & { server?: EnterpriseServer };

type QuotaOfCredential =
  /** Requests an hour; `expires` is GitHub's own text for the day on which a token ends. */
  | { kind: 'quota'; limit: number; remaining: number; resetAt: Date; expires: string | undefined }
  /** A server of one's own that counts nothing. */
  | { kind: 'unlimited' }
  /** A GitHub App; each installation has a quota of its own. */
  | { kind: 'app'; name: string; installations: number | undefined }
  | { kind: 'refused'; status: number; message: string }
  | { kind: 'unreachable'; reason: string }
  /** The private key of the App is no key. */
  | { kind: 'unusable key' };

export interface QuotaOptions {
  apiUrl: string;
  credentials: Credentials;
  /** Milliseconds; 5,000 unless set. */
  timeoutMs?: number;
}

interface Body {
  message?: string;
  /** A sentence where a version of the API is refused. */
  errors?: unknown;
  installed_version?: unknown;
  name?: string;
  installations_count?: number;
  resources?: { core?: { limit: number; remaining: number; reset: number } };
}

/** A token that says "I am this App" for some minutes; made here, without a request. */
async function appToken({ appId, privateKey }: { appId: string; privateKey: string }): Promise<string> {
  // Loaded only here: every command loads this file, and few look at an App.
  const { createAppAuth } = await import('@octokit/auth-app');
  const { token } = await createAppAuth({ appId, privateKey })({ type: 'app' });
  return token;
}

function parseBody(text: string): Body {
  try {
    return (JSON.parse(text) ?? {}) as Body;
  } catch {
    return {};
  }
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
  const code = error instanceof Error && (error.cause as { code?: unknown } | undefined)?.code;
  // Only the code: the message of a refused header would contain the token.
  return typeof code === 'string' ? code : 'the request could not be sent';
}

function toQuota({ status, headers, body }: Asked, isApp: boolean): QuotaOfCredential {
  if (isApp && status === 200 && body.name) {
    return { kind: 'app', name: body.name, installations: body.installations_count };
  }
  const core = body.resources?.core;
  if (status === 200 && core) {
    const expires = headers.get('github-authentication-token-expiration') ?? undefined;
    return {
      kind: 'quota',
      limit: core.limit,
      remaining: core.remaining,
      resetAt: new Date(core.reset * 1000),
      expires,
    };
  }
  // GitHub Enterprise Server answers so where no limit is set.
  if (status === 404 && /rate limiting is not enabled/i.test(body.message ?? '')) return { kind: 'unlimited' };
  const sentence = typeof body.errors === 'string' ? `${body.message}: ${body.errors}` : body.message;
  return { kind: 'refused', status, message: sentence ?? 'not an answer of GitHub' };
}

interface Asked {
  status: number;
  headers: Headers;
  text: string;
  body: Body;
  /** The version that it was answered in. */
  version: ApiVersion;
}

type Ask = (path: string, version: ApiVersion) => Promise<Asked>;

/** Asks once more in the version that the answer names, where the first one is refused. */
async function askInItsVersion(ask: Ask, path: string, version: ApiVersion): Promise<Asked> {
  const first = await ask(path, version);
  const instead = versionInstead(version, first.status, first.text);
  return instead === null ? first : ask(path, instead);
}

/** What an Enterprise Server says of itself; undefined: nothing, so it may be none. */
async function readServer(ask: Ask, told: Asked): Promise<EnterpriseServer | undefined> {
  // What is known already counts where this question fails.
  const meta = await askInItsVersion(ask, 'meta', told.version).catch(() => told);
  const release = releaseIn(meta.body.installed_version) ?? releaseIn(told.headers.get(releaseHeader));
  if (release === null && meta.version === apiVersions[0]) return undefined;
  return { release, apiVersion: meta.version };
}

/**
 * Asks a GitHub API what a credential may do, by `GET /rate_limit`, the only request that costs nothing; an App is asked
 * for by `GET /app`, as its quotas belong to its installations. An Enterprise Server is also asked what it is. Never throws,
 * and no answer holds a secret.
 */
export async function readQuota({ apiUrl, credentials, timeoutMs = 5_000 }: QuotaOptions): Promise<Quota> {
  const isApp = credentials.kind === 'app';
  let token: string | undefined;
  try {
    if (isApp) token = await appToken(credentials);
    if (credentials.kind === 'token') token = credentials.token;
  } catch {
    return { kind: 'unusable key' };
  }
  const ask: Ask = async (path, version) => {
    const response = await fetch(`${apiUrl}/${path}`, {
      headers: {
        accept: 'application/vnd.github+json',
        'user-agent': 'repometer',
        'x-github-api-version': version,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      redirect: 'manual', // a token must not follow to another server
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parseBody(text), version };
  };
  try {
    const told = await askInItsVersion(ask, isApp ? 'app' : 'rate_limit', apiVersions[0]);
    const quota = toQuota(told, isApp);
    const isEnterprise =
      quota.kind === 'unlimited' ||
      told.version !== apiVersions[0] ||
      told.headers.has(releaseHeader) ||
      isEnterpriseUrl(apiUrl);
    const server = isEnterprise && quota.kind !== 'refused' ? await readServer(ask, told) : undefined;
    return { ...quota, ...(server && { server }) };
  } catch (error) {
    return { kind: 'unreachable', reason: reasonOf(error, timeoutMs) };
  }
}

const isEnterpriseUrl = (apiUrl: string) => new URL(apiUrl).pathname.endsWith('/api/v3');
