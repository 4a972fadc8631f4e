import { createSign } from 'node:crypto';
import type { Now } from './clock.ts';

/** GitHub takes what was made up to a minute ago, and ends within ten minutes. */
const madeAgoSeconds = 30;
const lastsSeconds = 570;

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * How a GitHub App says that it is that App: a token signed with its key.
 *
 * @param privateKey PEM
 * @param now a clock that is right: GitHub refuses a token of another time than its own
 * @returns a function as `createAppAuth` takes it; it throws for a key that is none
 */
export function createAppJwt(privateKey: string, now: Now) {
  return async (appId: number | string): Promise<{ jwt: string; expiresAt: string }> => {
    const seconds = Math.floor((await now()) / 1000);
    const exp = seconds + lastsSeconds;
    const claims = { iat: seconds - madeAgoSeconds, exp, iss: String(appId) };
    const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
    const signature = createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url');
    return { jwt: `${signed}.${signature}`, expiresAt: new Date(exp * 1000).toISOString() };
  };
}
