import type { Config } from '../../config.ts';
import type { TemporalConnection, TemporalPlace } from '../temporal/connect-temporal.ts';
import type { Context } from './context.ts';
import { findHome } from './find-home.ts';

/**
 * Where the Temporal of this home is.
 *
 * @throws Error with a sentence when it is to be the embedded one and that does not run
 */
export function findTemporal(context: Context, config: Config): TemporalPlace {
  if (config.temporal.external) return { environment: config.temporal.environment };
  const run = context.local.readRunFile(config.home);
  if (run?.troubles.temporal) throw new Error(run.troubles.temporal);
  const port = run?.processes.temporal && run.ports.temporal;
  if (port) return { address: `127.0.0.1:${port}` };
  throw new Error('Temporal does not run; start it with "npm start", or set TEMPORAL_ADDRESS to one that runs.');
}

/** Runs `work` with a client of Temporal, and closes it. */
export async function withTemporal<T>(
  context: Context,
  work: (connection: TemporalConnection) => Promise<T>,
): Promise<T> {
  const place = findTemporal(context, findHome(context));
  // Loaded only here: the client takes longer to load than a report takes to print.
  const { connectTemporal } = await import('../temporal/connect-temporal.ts');
  const connection = await connectTemporal(place);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
