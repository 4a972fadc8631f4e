import { createHash } from 'node:crypto';
import { toInstant } from '../world/instant.ts';

export interface SimulatedApp {
  id: number;
  installations: { id: number; /** Owner of the repositories that it reaches. */ account: string }[];
}

const oneHour = 3_600_000;

/** GitHub Apps: their installations and the tokens that they were given, each good for an hour of the world's clock. */
export function createApps(apps: () => readonly SimulatedApp[], now: () => number) {
  const tokens = new Map<string, { installation: number; expiresAt: number }>();

  /** The id in `iss` where it is one of ours; the signature is not checked, for the simulator has no public keys. */
  function appOfJwt(token: string): string | null {
    const [, payload, signature] = token.split('.');
    if (!payload || !signature || token.startsWith('ghs_')) return null;
    try {
      const { iss } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { iss?: unknown };
      return apps().some(({ id }) => String(id) === String(iss)) ? String(iss) : null;
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
    tokens.set(token, { installation, expiresAt });
    return { token, expires_at: toInstant(expiresAt) };
  }

  function findToken(token: string): number | 'expired' | null {
    const known = tokens.get(token);
    if (!known) return null;
    return known.expiresAt > now() ? known.installation : 'expired';
  }
  return { appOfJwt, findInstallation, mint, findToken };
}

export type Apps = ReturnType<typeof createApps>;
