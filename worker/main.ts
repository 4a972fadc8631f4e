import { loadConfig } from '../config.ts';
import { createLogger, installRuntime } from './logger.ts';
import { runWorkers } from './run-workers.ts';

let isWorking = false;
// A second signal, as systemd and a stop of ours together send it, means the same as the first one, which Temporal's runtime
// hears: by itself it would end the process at once. Before there is work, nothing has to be finished.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => isWorking || process.exit(0));

let log = createLogger('info');
try {
  const config = loadConfig();
  log = createLogger(config.logLevel);
  installRuntime(log, config.metricsAddress);
  await runWorkers(config, log, () => (isWorking = true));
} catch (error) {
  // A sentence for people; the stack only for who asks for it.
  log.fatal(error instanceof Error ? error.message : String(error));
  log.debug({ err: error }, 'cause');
  // At once: Temporal's runtime would keep the process alive, deaf to signals.
  process.exit(1);
}
