import { createHash } from 'node:crypto';
import { refusal, type Answer } from './answer.ts';
import type { Apps } from './apps.ts';

export interface Caller {
  kind: 'anonymous' | 'user' | 'installation' | 'app';
  /** Whose primary limit is charged. */
  bucket: string;
  /** Requests an hour; null: the usual number for this kind. */
  limit: number | null;
  /** Short hash of the token, for ETags and the request log; null without a token. */
  token: string | null;
  appId: string | null;
  /** Who it is, where that is known: decides what members and collaborators alone may see. */
  login: string | null;
  /** Owner that an installation belongs to. */
  account: string | null;
}

export interface TokenOptions {
  /** Requests an hour; default 5000. */
  limit?: number;
  /** Login; tokens of one user share one limit. Default: each token is its own, nameless user. */
  user?: string;
}

/** Twelve hexadecimal digits that stand for a token wherever one is written down. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 12);
}

/** The token of an Authorization header (`token`, `bearer` or basic), or null. */
export function readToken(authorization: string | undefined): string | null {
  const [, scheme, value] = /^(token|bearer|basic)\s+(\S+)\s*$/i.exec(authorization ?? '') ?? [];
  if (!scheme || !value) return null;
  if (scheme.toLowerCase() !== 'basic') return value;
  return Buffer.from(value, 'base64').toString('utf8').split(':')[1] ?? '';
}

interface Known {
  tokens: Record<string, TokenOptions> | undefined;
  apps: Apps;
  address: string;
}

/** Who asks. A token that nobody knows, or that ran out, is refused with 401. */
export function identify(authorization: string | undefined, known: Known): { caller: Caller } | { refused: Answer } {
  const token = readToken(authorization);
  if (authorization !== undefined && token === null) return { refused: badCredentials() };
  const nobody = { limit: null, appId: null, login: null, account: null };
  if (token === null) return { caller: { ...nobody, kind: 'anonymous', bucket: `ip:${known.address}`, token: null } };
  const hash = hashToken(token);
  const installation = known.apps.findToken(token);
  if (installation === 'expired' || installation === 'too fresh') return { refused: badCredentials() };
  if (installation) {
    const { id, account } = installation;
    return { caller: { ...nobody, kind: 'installation', bucket: `installation:${id}`, token: hash, account } };
  }
  const jwt = known.apps.readJwt(token);
  if (jwt && 'fault' in jwt) return { refused: refusal(401, jwt.fault) };
  if (jwt) return { caller: { ...nobody, kind: 'app', bucket: `app:${jwt.appId}`, token: hash, appId: jwt.appId } };
  const options = known.tokens?.[token];
  if (known.tokens && !options) return { refused: badCredentials() };
  const bucket = options?.user ? `user:${options.user}` : `token:${hash}`;
  const { limit = null, user: login = null } = options ?? {};
  return { caller: { ...nobody, kind: 'user', bucket, limit, token: hash, login } };
}

function badCredentials(): Answer {
  return refusal(401, 'Bad credentials');
}
