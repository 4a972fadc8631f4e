import type { Command } from 'commander';
import { kpiSchedule, membersSchedule, reconcileSchedule } from '../../../workflows/contract.ts';
import type { Context } from '../context.ts';
import { findHome } from '../find-home.ts';
import { passwordIn } from '../password-in.ts';
import { withTemporal } from '../with-temporal.ts';

async function migrateAll(context: Context): Promise<void> {
  const { say } = context.output;
  const config = findHome(context);
  await context.local.withPostgres({ config, log: say }, async ({ databaseUrl, readerUrl }) => {
    await context.migrate({ databaseUrl, readerPassword: passwordIn(readerUrl), log: say });
    context.local.noteTables(config.home);
  });
  say('The database has the present schema.');
  await withTemporal(context, async ({ client }) => {
    const { ensureSchedules, whenIs } = await import('../../temporal/schedules.ts');
    for (const { schedule, isNew } of await ensureSchedules(client)) {
      say(`The schedule ${schedule.id} (${whenIs(schedule)}) ${isNew ? 'was made' : 'is up to date'}.`);
    }
  }).catch((error: unknown) => {
    const ids = [kpiSchedule, reconcileSchedule, membersSchedule].map(({ id }) => id);
    say(`The schedules ${ids.join(', ')} were not made.`);
    throw error;
  });
}

/** Adds `migrate`. */
export function addMigrate(program: Command, context: Context): void {
  program
    .command('migrate')
    .description('bring the database to the present schema, make the reader role and the daily schedules')
    .addHelpText(
      'after',
      '\nExample:\n  $ DATABASE_URL=postgres://repometer:…@db:5432/repometer TEMPORAL_ADDRESS=temporal:7233 repometer migrate',
    )
    .action(() => migrateAll(context));
}
