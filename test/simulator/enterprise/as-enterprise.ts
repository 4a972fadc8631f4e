import type { Answer } from '../http/answer.ts';
import { editions, type EnterpriseRelease } from './editions.ts';

/**
 * An answer as a release of GitHub Enterprise Server gives it: with its own addresses, and without what it does not know.
 *
 * @param origin `https://HOST/api/v3`
 */
export function asEnterprise(answer: Answer, release: EnterpriseRelease, origin: string): Answer {
  const web = new URL(origin).origin;
  const body = answer.body
    .replaceAll('"https://api.github.com/', `"${origin}/`)
    .replaceAll('"https://github.com/', `"${web}/`);
  const { without } = editions[release];
  if (answer.status !== 200 || without.length === 0 || body === '') return { ...answer, body };
  return { ...answer, body: JSON.stringify(withoutMembers(JSON.parse(body), new Set(without))) };
}

function withoutMembers(value: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((entry) => withoutMembers(entry, names));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !names.has(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutMembers(member, names)]));
}

/** What is below `/api/v3` of a path, beside which GraphQL is; null: the address belongs to the server's web pages. */
export function belowApi(path: string): string | null {
  if (path === '/api/graphql') return '/graphql';
  const match = /^\/api\/v3(\/.*)?$/.exec(path);
  return match ? (match[1] ?? '/') : null;
}
