import { pino } from 'pino';
import type { FastifyBaseLogger } from 'fastify';
import type { DestinationStream } from 'pino';

/**
 * JSON lines of what was asked for, each with the id of its request. Keys stand in none of them: no header is written, and of an
 * address the path alone.
 */
export function createLog(level: string, stream: DestinationStream): FastifyBaseLogger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: {
        req: ({ method, url, ip }: { method: string; url: string; ip: string }) => ({
          method,
          path: url.split('?')[0],
          ip,
        }),
        res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
      },
    },
    stream,
  );
}
