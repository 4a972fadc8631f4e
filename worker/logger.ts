import { Runtime, makeTelemetryFilterString } from '@temporalio/worker';
import type { Logger as TemporalLogger } from '@temporalio/worker';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { tellError } from './tell-error.ts';

/**
 * JSON lines on stdout. Temporal's own lines bring their error as `error`, which would be shown as {}. That nobody can read the
 * lines any more, as when a terminal was closed, is no reason to stop.
 */
export function createLogger(level: string): Logger {
  const stdout = pino.destination({ fd: 1, sync: true }).on('error', () => undefined);
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: (error: unknown) => tellError(error), err: (error: unknown) => tellError(error) },
  };
  return pino(options, stdout);
}

/** Sends Temporal's own lines, the engine's and the workflows', through the same logger; once a process. */
export function installRuntime(log: Logger): void {
  const temporal: TemporalLogger = {
    log: (level, message, meta) => temporal[level.toLowerCase() as 'info'](message, meta),
    trace: (message, meta) => log.trace(meta ?? {}, message),
    debug: (message, meta) => log.debug(meta ?? {}, message),
    info: (message, meta) => log.info(meta ?? {}, message),
    warn: (message, meta) => log.warn(meta ?? {}, message),
    error: (message, meta) => log.error(meta ?? {}, message),
  };
  Runtime.install({
    logger: temporal,
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) } },
  });
}
