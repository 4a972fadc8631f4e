import type { Command } from 'commander';
import { kpiSchedule } from '../../../workflows/contract.ts';
import type { Context } from '../context.ts';
import { findHome } from '../find-home.ts';
import { passwordIn } from '../password-in.ts';
import { withTemporal } from '../with-temporal.ts';

async function migrateAll(context: Context): Promise<void> {
  const { say } = context.output;
  const config = findHome(context);
  await context.local.withPostgres({ config, log: say }, ({ databaseUrl, readerUrl }) =>
    context.migrate({ databaseUrl, readerPassword: passwordIn(readerUrl), log: say }),
  );
  say('The database has the present schema.');
  const when = `daily at ${kpiSchedule.hour}:${kpiSchedule.minute} UTC`.replace(/ (\d):/, ' 0$1:');
  await withTemporal(context, async ({ client }) => {
    const { ensureKpiSchedule } = await import('../../temporal/kpi-schedule.ts');
    const isNew = await ensureKpiSchedule(client);
    say(`The schedule ${kpiSchedule.id} (${when}) ${isNew ? 'was made' : 'is up to date'}.`);
  }).catch((error: unknown) => {
    say(`The schedule ${kpiSchedule.id} (${when}) was not made.`);
    throw error;
  });
}

/** Adds `migrate`. */
export function addMigrate(program: Command, context: Context): void {
  program
    .command('migrate')
    .description('bring the database to the present schema, make the reader role and the daily schedule')
    .addHelpText(
      'after',
      '\nExample:\n  $ DATABASE_URL=postgres://repometer:…@db:5432/repometer TEMPORAL_ADDRESS=temporal:7233 repometer migrate',
    )
    .action(() => migrateAll(context));
}
