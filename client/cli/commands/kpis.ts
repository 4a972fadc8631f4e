import type { Command } from 'commander';
import { parseDay, parseMonth } from '../../../workflows/inputs/days.ts';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import type { Context } from '../context.ts';
import { formatComputed } from '../explanation/format-computed.ts';
import { usageError } from '../usage-error.ts';
import { addKpisExplain } from './kpis-explain.ts';
import { parsed, parsedList } from '../parsed.ts';
import { withTemporal } from '../with-temporal.ts';

interface RefreshOptions {
  month?: string[];
  repository?: string[];
  all?: boolean;
  asOf?: string;
}

const today = () => new Date().toISOString().slice(0, 10);

function parseAsOf(text: string): string {
  const day = parseDay(text, '--as-of');
  if (day > today()) throw new Error(`--as-of must not be in the future, as ${day} is.`);
  return day;
}

/** Of a month that has not begun there is nothing to compute. */
function parseBegunMonth(text: string): string {
  const month = parseMonth(text);
  if (month <= today().slice(0, 7)) return month;
  throw new Error(`--month must not be in the future, as ${month} is.`);
}

async function refresh(context: Context, { month, repository, all, asOf }: RefreshOptions): Promise<void> {
  if (all && month) throw usageError('--all means every month; leave out --month.');
  if (asOf && month) {
    throw usageError(
      '--as-of makes what stood on one day, --month the present state of a month; leave out one of them.',
    );
  }
  await withTemporal(context, async ({ client }) => {
    const { computeKpis } = await import('../../temporal/compute-kpis.ts');
    const { readRecomputed } = await import('../../temporal/read-recomputed.ts');
    const { requireWorker } = await import('../../temporal/require-worker.ts');
    await requireWorker(client);
    const pastDay = asOf !== undefined && asOf < today() ? asOf : null;
    const order = { months: month ?? [], all: all ?? false, asOf: asOf ?? null };
    for (const name of repository ?? [undefined]) {
      const computation = await computeKpis(client, name, order);
      const computed = await readRecomputed(client, computation);
      context.output.say(formatComputed({ whose: name ?? 'all repositories', pastDay, computed }));
    }
  });
}

/** Adds `kpis` and what belongs to it. */
export function addKpis(program: Command, context: Context): void {
  const kpis = program.command('kpis').description('the monthly summary tables');
  kpis
    .command('refresh')
    .description(
      'compute the months whose issues, comments, commits or other rows changed, and wait until they are stored',
    )
    .option('--month <month...>', 'compute this month, such as 2026-10, changed or not', parsedList(parseBegunMonth))
    .option('--repository <owner/name...>', 'only this repository', parsedList(parseRepositoryName))
    .option('--all', 'compute every month anew')
    .option(
      '--as-of <day>',
      'the tables at the end of this day, such as 2026-10-31; of one that is over only a snapshot that is missing',
      parsed(parseAsOf),
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ repometer kpis refresh --repository golang/go --month 2026-09 --month 2026-10',
    )
    .action((options: RefreshOptions) => refresh(context, options));
  addKpisExplain(kpis, context);
}
