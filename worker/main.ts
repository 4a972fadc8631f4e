import { loadConfig } from '../config.ts';
import { createLogger, installRuntime } from './logger.ts';
import { runWorkers } from './run-workers.ts';

let log = createLogger('info');
try {
  const config = loadConfig();
  log = createLogger(config.logLevel);
  installRuntime(log);
  await runWorkers(config, log);
} catch (error) {
  // A sentence for people; the stack only for who asks for it.
  log.fatal(error instanceof Error ? error.message : String(error));
  log.debug({ err: error }, 'cause');
  // At once: Temporal's runtime would keep the process alive, deaf to signals.
  process.exit(1);
}
