import type { Credentials } from '../config.ts';

/** What a GitHub API says about a credential. */
export type Quota =
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

function toQuota(status: number, headers: Headers, body: Body, isApp: boolean): Quota {
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
  return { kind: 'refused', status, message: body.message ?? 'not an answer of GitHub' };
}

/**
 * Asks a GitHub API what a credential may do, by `GET /rate_limit`, the only request that costs nothing; an App is asked
 * for by `GET /app`, as its quotas belong to its installations. Never throws, and no answer holds a secret.
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
  try {
    const response = await fetch(`${apiUrl}/${isApp ? 'app' : 'rate_limit'}`, {
      headers: {
        accept: 'application/vnd.github+json',
        'user-agent': 'repometer',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      redirect: 'manual', // a token must not follow to another server
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = parseBody(await response.text());
    return toQuota(response.status, response.headers, body, isApp);
  } catch (error) {
    return { kind: 'unreachable', reason: reasonOf(error, timeoutMs) };
  }
}
