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

/**
 * Sends Temporal's own lines, the engine's and the workflows', through the same logger; once a process.
 *
 * @param metricsAddress where Prometheus reads metrics; undefined: nowhere
 * @throws Error with a sentence when nothing can listen there
 */
export function installRuntime(log: Logger, metricsAddress?: string): void {
  const temporal: TemporalLogger = {
    log: (level, message, meta) => temporal[level.toLowerCase() as 'info'](message, meta),
    trace: (message, meta) => log.trace(meta ?? {}, message),
    debug: (message, meta) => log.debug(meta ?? {}, message),
    info: (message, meta) => log.info(meta ?? {}, message),
    warn: (message, meta) => log.warn(meta ?? {}, message),
    error: (message, meta) => log.error(meta ?? {}, message),
  };
  const logging = { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) };
  const metrics = metricsAddress === undefined ? {} : { metrics: { prometheus: prometheusAt(metricsAddress) } };
  try {
    Runtime.install({ logger: temporal, telemetryOptions: { logging, ...metrics } });
  } catch (error) {
    if (metricsAddress === undefined) throw error;
    throw new Error(
      `REPOMETER_METRICS_ADDRESS names ${metricsAddress}, where nothing can listen: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

/** Names as Prometheus wants them: counters end in `_total`, times are in seconds. */
const prometheusAt = (bindAddress: string) => ({
  bindAddress,
  countersTotalSuffix: true,
  unitSuffix: true,
  useSecondsForDurations: true,
});
