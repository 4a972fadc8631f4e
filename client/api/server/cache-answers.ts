import { createHash } from 'node:crypto';
import type { Api } from '../api.ts';

/** Of the same bytes always the same one. */
export const tagOf = (payload: string | Buffer): string =>
  `"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`;

/** As RFC 9110 compares for a read: weak ones count, too. */
function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((given) => given.trim().replace(/^W\//, '') === tag);
}

/** Gives whole answers of reads a tag, and answers 304 to who has it already; errors and streams have none. */
export function cacheAnswers(api: Api): void {
  api.addHook('onSend', (request, reply, payload, done) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || reply.statusCode !== 200) {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
      return done(null, payload);
    }
    // Whoever keeps it, asks whether it is still so.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-cache');
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return done(null, payload);
    const tag = String(reply.getHeader('etag') ?? tagOf(payload));
    reply.header('etag', tag);
    if (!isKnown(request.headers['if-none-match'], tag)) return done(null, payload);
    reply.code(304).removeHeader('content-length').removeHeader('content-type');
    done(null, '');
  });
}
