import { createHash } from 'node:crypto';

interface Parts {
  /** Short hash of the token: an ETag belongs to one token. */
  token: string | null;
  version: string;
  accept: string;
  identity: string;
}

/** The hash inside an ETag, as 64 hexadecimal digits. */
export function etagHash({ token, version, accept, identity }: Parts): string {
  return createHash('sha256')
    .update(`${token ?? 'anonymous'}\n${version}\n${accept}\n${identity}`)
    .digest('hex');
}

/** Weak where the client takes gzip, strong otherwise. */
export function etagHeader(hash: string, acceptEncoding: string | undefined): string {
  return /\bgzip\b/.test(acceptEncoding ?? '') ? `W/"${hash}"` : `"${hash}"`;
}

/** True where If-None-Match names the hash; weak and strong forms of one hash are the same. */
export function isUnchanged(ifNoneMatch: string | undefined, hash: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === `"${hash}"`);
}
