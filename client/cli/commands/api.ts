import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { withDatabases } from '../databases.ts';
import { findHome } from '../find-home.ts';
import { spareMemory } from '../spare-memory.ts';
import { workflowsUrl } from '../start/workflows-url.ts';
import { untilSignal } from '../until-signal.ts';
import { findTemporal } from '../with-temporal.ts';

async function runApi(context: Context, version: string): Promise<void> {
  const config = findHome(context);
  spareMemory();
  const [{ startApi }, { createLazyClient }, { createLog }] = await Promise.all([
    import('../../api/start-api.ts'),
    import('../../temporal/lazy-client.ts'),
    import('../../api/create-log.ts'),
  ]);
  const stop = untilSignal();
  const temporal = createLazyClient(() => findTemporal(context, config));
  try {
    await withDatabases(context, async ({ readerUrl, databaseUrl }) => {
      const api = await startApi({
        config,
        version,
        readerUrl,
        databaseUrl,
        temporal: () => temporal.client(),
        workflowsUrl: workflowsUrl(undefined, config),
        log: createLog(config.logLevel, process.stdout),
        say: context.output.say,
      });
      context.output.say(`The API listens: ${api.url}`);
      await new Promise<void>((resolve) => {
        if (stop.signal.aborted) resolve();
        stop.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await api.close();
    });
  } finally {
    await temporal.close();
    stop.dispose();
  }
}

/** Adds `api`. */
export function addApi(program: Command, context: Context, version: string): void {
  program
    .command('api')
    .description('serve the API and the dashboard until Ctrl-C; "npm start" does that, too')
    .addHelpText(
      'after',
      '\nReads are open on 127.0.0.1; orders, any other REPOMETER_API_HOST and a name in REPOMETER_API_NAMES need a key: "repometer keys create".\n\nExample:\n  $ REPOMETER_API_PORT=8090 repometer api',
    )
    .action(() => runApi(context, version));
}
