import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** A key as its holder has it, in its two parts. */
export interface KeyParts {
  /** May be seen: it names the key in lists and logs. */
  keyId: string;
  secret: string;
}

export const scopes = ['read', 'admin'] as const;
/** `read`: everything that can be read; `admin`: orders, too. */
export type Scope = (typeof scopes)[number];

const shape = /^repometer_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const idLength = 12;
const secretBytes = 32;

/** @returns the parts of a key's text; undefined where it is none */
export function parseKey(text: string): KeyParts | undefined {
  const [, keyId, secret] = shape.exec(text) ?? [];
  return keyId === undefined || secret === undefined ? undefined : { keyId, secret };
}

/** SHA-256 of the secret part, which is all that is stored of it; a random secret needs no slower hash. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Compares in a time that does not depend on where the two differ. */
export const isSameDigest = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

/** A new key, and the text that is told once. */
export function makeKey(): KeyParts & { text: string } {
  const keyId = Array.from({ length: idLength }, () => letters[randomInt(letters.length)]).join('');
  const secret = randomBytes(secretBytes).toString('base64url');
  return { keyId, secret, text: `repometer_${keyId}_${secret}` };
}
