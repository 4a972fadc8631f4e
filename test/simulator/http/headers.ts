import type { ApiVersion } from '../world/issue-json.ts';
import type { Answer } from './answer.ts';
import { deprecationHeaders, deprecationLink } from './api-version.ts';
import { rateLimitHeaders, type Bucket } from './limits.ts';

interface Circumstances {
  index: number;
  isKnown: boolean;
  version: ApiVersion;
  /** Null: requests are not counted. */
  bucket: Bucket | null;
  /** API versions that the server answers, newest first. */
  supported: readonly string[];
  now: Date;
}

const exposed =
  'ETag, Link, Location, Retry-After, X-GitHub-OTP, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Used, ' +
  'X-RateLimit-Resource, X-RateLimit-Reset, X-OAuth-Scopes, X-Accepted-OAuth-Scopes, X-Poll-Interval, ' +
  'X-GitHub-Media-Type, X-GitHub-SSO, X-GitHub-Request-Id, Deprecation, Sunset';

/** Headers of every answer, then the answer's own; null: it has none of that name. Names are in lower case. */
export function answerHeaders(answer: Answer, circumstances: Circumstances): Record<string, string | null> {
  const { index, isKnown, version, bucket, supported, now } = circumstances;
  const links = answer.links?.map(({ url, relation }) => `<${url}>; rel="${relation}"`) ?? [];
  const link = [...links, ...deprecationLink(version, supported)].join(', ');
  const vary = isKnown
    ? 'Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, Accept, X-Requested-With'
    : 'Accept, Accept-Encoding, Accept, X-Requested-With';
  return {
    server: 'github.com',
    date: now.toUTCString(),
    'content-type': 'application/json; charset=utf-8',
    'cache-control': `${isKnown ? 'private' : 'public'}, max-age=60, s-maxage=60`,
    vary,
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': version,
    'x-github-request-id': `51A0:${(index + 1).toString(16).toUpperCase().padStart(6, '0')}`,
    'access-control-expose-headers': exposed,
    'access-control-allow-origin': '*',
    'strict-transport-security': 'max-age=31536000; includeSubdomains; preload',
    'x-content-type-options': 'nosniff',
    ...(bucket ? rateLimitHeaders(bucket) : {}),
    ...deprecationHeaders(version, supported),
    ...(link ? { link } : {}),
    ...(answer.lastModified ? { 'last-modified': new Date(answer.lastModified).toUTCString() } : {}),
    ...answer.headers,
  };
}
