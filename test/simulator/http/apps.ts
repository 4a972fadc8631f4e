import { createHash } from 'node:crypto';
import { toInstant } from '../world/instant.ts';

export interface SimulatedApp {
  id: number;
  installations: { id: number; /** Owner of the repositories that it reaches. */ account: string }[];
}

const oneHour = 3_600_000;

/** GitHub takes a JWT that ends within so many seconds, … */
const longestJwt = 600;
/** … and was made no later than so many seconds from now, for clocks that go fast. */
const fastClock = 60;

const wordsOfJwt = {
  iat: "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
  exp: "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
  tooFar: "'Expiration time' claim ('exp') is too far in the future",
};

interface AppsOptions {
  apps: () => readonly SimulatedApp[];
  /** How many 401 each new token meets first. */
  freshTokenRefusals: () => number;
  /** Epoch milliseconds. */
  now: () => number;
}

/** GitHub Apps: their installations and the tokens that they were given, each good for an hour of the world's clock. */
export function createApps({ apps, freshTokenRefusals, now }: AppsOptions) {
  const tokens = new Map<string, { id: number; account: string; expiresAt: number; refusals: number }>();

  /**
   * The App of a JWT, or what is wrong with its times; null where it is none of ours. The signature is not checked, for
   * the simulator has no public keys.
   */
  function readJwt(token: string): { appId: string } | { fault: string } | null {
    const [, payload, signature] = token.split('.');
    if (!payload || !signature || token.startsWith('ghs_')) return null;
    try {
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
      if (!apps().some(({ id }) => String(id) === String(claims.iss))) return null;
      const fault = faultOfTimes(claims.iat, claims.exp, now() / 1000);
      return fault === null ? { appId: String(claims.iss) } : { fault };
    } catch {
      return null;
    }
  }

  function findInstallation(appId: string, by: { id?: number; account?: string }) {
    const app = apps().find(({ id }) => String(id) === appId);
    const isMeant = ({ id, account }: { id: number; account: string }) =>
      by.id === undefined ? account.toLowerCase() === by.account?.toLowerCase() : id === by.id;
    return app?.installations.find(isMeant) ?? null;
  }

  /** A new token of today's long form: `ghs_APP_` and three parts with dots, about 520 characters. */
  function mint(appId: string, installation: number): { token: string; expires_at: string } {
    const parts = Array.from({ length: 6 }, (_, index) =>
      createHash('sha512').update(`${appId}/${installation}/${tokens.size}/${index}`).digest('base64url'),
    );
    const token = `ghs_${appId}_${parts.slice(0, 1).join('')}.${parts.slice(1, 4).join('')}.${parts.slice(4).join('')}`;
    const expiresAt = now() + oneHour;
    const account = findInstallation(appId, { id: installation })?.account ?? '';
    tokens.set(token, { id: installation, account, expiresAt, refusals: freshTokenRefusals() });
    return { token, expires_at: toInstant(expiresAt) };
  }

  /** Whose token it is; a new one may be unknown to some servers for a while. */
  function findToken(token: string): { id: number; account: string } | 'expired' | 'too fresh' | null {
    const known = tokens.get(token);
    if (!known) return null;
    if (known.expiresAt <= now()) return 'expired';
    if (known.refusals <= 0) return known;
    known.refusals -= 1;
    return 'too fresh';
  }
  const installationsOf = (appId: string) => apps().find(({ id }) => String(id) === appId)?.installations ?? [];

  return { readJwt, findInstallation, installationsOf, mint, findToken };
}

function faultOfTimes(iat: unknown, exp: unknown, now: number): string | null {
  if (!Number.isInteger(iat) || (iat as number) > now + fastClock) return wordsOfJwt.iat;
  if (typeof exp !== 'number' || exp <= now) return wordsOfJwt.exp;
  return exp > now + longestJwt + fastClock ? wordsOfJwt.tooFar : null;
}

export type Apps = ReturnType<typeof createApps>;
