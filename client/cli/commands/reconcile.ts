import type { Command } from 'commander';
import { milliseconds } from '../../../workflows/duration.ts';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import type { Context } from '../context.ts';
import { parsed } from '../parsed.ts';
import { usageError } from '../usage-error.ts';
import { withTemporal } from '../with-temporal.ts';

interface ReconcileOptions {
  back?: string;
  whole?: boolean;
}

function parseBack(text: string): string {
  if (milliseconds(text, '--back') > 0) return text;
  throw new Error(`--back must be longer than nothing, not ${JSON.stringify(text)}.`);
}

async function reconcileNow(
  context: Context,
  repository: string | undefined,
  options: ReconcileOptions,
): Promise<void> {
  const { say } = context.output;
  if (options.whole && options.back) throw usageError('--whole means everything, however old; leave out --back.');
  await withTemporal(context, async ({ client }) => {
    const { reconcile } = await import('../../temporal/reconcile.ts');
    const { requireWorker } = await import('../../temporal/require-worker.ts');
    await requireWorker(client);
    say(`Comparing ${repository ?? 'all repositories'} with GitHub; "repometer status --watch" shows how far it is.`);
    const { repositories, changed, failures, leftOut = [] } = await reconcile(client, repository ?? null, options);
    const what = repositories === 1 ? 'repository was' : 'repositories were';
    say(`${repositories} ${what} compared with GitHub, ${changed} rows corrected. Gaps: "repometer report gaps".`);
    leftOut.forEach(say);
    failures.forEach(say);
    if (failures.length > 0) throw new Error('Not everything could be compared.');
  });
}

/** Adds `reconcile`. */
export function addReconcile(program: Command, context: Context): void {
  program
    .command('reconcile')
    .description('compare what is stored with GitHub, and correct it: deleted, transferred, hidden and missed rows')
    .argument('[owner/name]', 'the repository; none: all that a loop keeps', parsed(parseRepositoryName))
    .option('--back <duration>', 'read closed and merged items of this time again, 365d by default', parsed(parseBack))
    .option('--whole', 'read everything again, however old')
    .addHelpText(
      'after',
      '\nEvery list is read again as far back as said; what a list does not show any more is looked at by itself.\n\nExample:\n  $ repometer reconcile golang/go --whole',
    )
    .action((repository: string | undefined, options: ReconcileOptions) => reconcileNow(context, repository, options));
}
