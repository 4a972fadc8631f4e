import { Runtime, makeTelemetryFilterString } from '@temporalio/worker';
import type { Logger as TemporalLogger } from '@temporalio/worker';
import { pino } from 'pino';
import type { Logger } from 'pino';

/** JSON lines on stdout. */
export function createLogger(level: string): Logger {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
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
