import { createHash } from 'node:crypto';
import { createAppAuth } from '@octokit/auth-app';
import type { Credentials } from '../../config.ts';
import { createApiServer } from './api-server.ts';
import type { ApiServer } from './api-server.ts';
import { createAppJwt } from './app-jwt.ts';
import { machineClock } from './clock.ts';
import type { Now } from './clock.ts';
import { createOctokit } from './create-octokit.ts';
import type { NamedSubject } from './subject.ts';

export interface Authorization {
  /** Value of the `authorization` header; null for anonymous requests. */
  header: string | null;
  /** Names the quota that the request is charged to; safe to store. */
  credential: string;
  /** ETags belong to this; for an App it changes each hour with the token. */
  tokenFingerprint: string;
  /** When an App's token came to be known here, epoch milliseconds; null: it is no token that could be minted anew. */
  mintedAtMs: number | null;
}

/** @param isAnew an App's token is minted again, although the last one is not an hour old */
export type Authorize = (subject: NamedSubject, isAnew?: boolean) => Promise<Authorization>;

const fingerprint = (secret: string) => createHash('sha256').update(secret).digest('hex').slice(0, 12);

/** How the names of all that a credential's requests may be charged to begin: an App has a quota for each installation. */
export function credentialPrefix(credentials: Credentials): string {
  if (credentials.kind === 'app') return `app:${credentials.appId}:`;
  return credentials.kind === 'token' ? `token:${fingerprint(credentials.token)}` : 'anonymous';
}

/**
 * @param credentials of the whole process
 * @param apiUrl where an App's installations are looked up
 * @param server what is known of it, shared by all that ask it; default: nothing
 * @param now a clock that is right; default: this machine's
 * @returns how to sign a request about a subject; an App uses the installation of the subject's owner, so that each
 *   owner's quota serves its own repositories (GitHub Terms of Service H: never a pool of other people's tokens)
 */
export function createAuthorize(
  credentials: Credentials,
  apiUrl: string,
  server = createApiServer(),
  now: Now = machineClock,
): Authorize {
  if (credentials.kind === 'anonymous') {
    return () =>
      Promise.resolve({
        header: null,
        credential: credentialPrefix(credentials),
        tokenFingerprint: 'anonymous',
        mintedAtMs: null,
      });
  }
  if (credentials.kind === 'token') {
    const name = fingerprint(credentials.token);
    const header = `Bearer ${credentials.token}`;
    return () =>
      Promise.resolve({
        header,
        credential: credentialPrefix(credentials),
        tokenFingerprint: name,
        mintedAtMs: null,
      });
  }
  return createAppAuthorize(credentials, apiUrl, server, now);
}

function createAppAuthorize(
  { appId, privateKey }: { appId: string; privateKey: string },
  apiUrl: string,
  server: ApiServer,
  now: Now,
): Authorize {
  const octokit = createOctokit(apiUrl, server);
  const auth = createAppAuth({ appId, createJwt: createAppJwt(privateKey, now), request: octokit.request });
  const installations = new Map<string, number>();
  const newest = new Map<number, { token: string; atMs: number }>();

  function mintedAt(installationId: number, token: string): number {
    const known = newest.get(installationId);
    if (known?.token === token) return known.atMs;
    const atMs = Date.now();
    newest.set(installationId, { token, atMs });
    return atMs;
  }

  /** A public feed belongs to no owner: any installation may read it. */
  async function findInstallation({ kind, name }: NamedSubject, headers: { authorization: string }): Promise<number> {
    const { apps } = octokit.rest;
    if (kind === 'public') {
      const { data } = await apps.listInstallations({ per_page: 1, headers });
      if (!data[0]) throw new Error(`The GitHub App ${appId} is installed nowhere, so it may read nothing.`);
      return data[0].id;
    }
    const [owner = '', repo = ''] = name.split('/');
    const { data } =
      kind === 'owner'
        ? await apps.getUserInstallation({ username: owner, headers })
        : await apps.getRepoInstallation({ owner, repo, headers });
    return data.id;
  }

  async function installationOf(subject: NamedSubject): Promise<number> {
    const owner = subject.kind === 'public' ? '' : (subject.name.split('/')[0] ?? '').toLowerCase();
    const known = installations.get(owner);
    if (known !== undefined) return known;
    const { token } = await auth({ type: 'app' });
    const id = await findInstallation(subject, { authorization: `Bearer ${token}` });
    installations.set(owner, id);
    return id;
  }

  return async (subject, isAnew = false) => {
    const installationId = await installationOf(subject);
    const { token } = await auth({ type: 'installation', installationId, refresh: isAnew });
    return {
      header: `Bearer ${token}`,
      credential: `${credentialPrefix({ kind: 'app', appId, privateKey })}${installationId}`,
      tokenFingerprint: fingerprint(token),
      mintedAtMs: mintedAt(installationId, token),
    };
  };
}
