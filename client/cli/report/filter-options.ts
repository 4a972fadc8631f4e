import type { Command } from 'commander';
import { parseDay, parseMonth } from '../../../workflows/inputs/days.ts';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import { findReport } from '../../reports/catalogue.ts';
import type { ReportFilter } from '../../reports/report-statement.ts';
import { parsed } from '../parsed.ts';
import { usageError } from '../usage-error.ts';

/** A month stands for its first day. */
function parseBound(what: string) {
  return (text: string) => (text.length === 7 ? `${parseMonth(text)}-01` : parseDay(text, what));
}

/** Adds the options that choose rows of a view: `--repository`, `--from`, `--to`. */
export function addFilterOptions(command: Command): Command {
  return command
    .option('--repository <owner/name>', 'only this repository', parsed(parseRepositoryName))
    .option('--from <day>', 'first day or month, such as 2026-01-01 or 2026-01', parsed(parseBound('--from')))
    .option('--to <day>', 'day or month before which the rows end', parsed(parseBound('--to')));
}

/** @throws CommanderError where the filters can let no row through, or mean nothing to the view */
export function refuseSenseless(view: string, { repository, from, to }: ReportFilter): void {
  if (from !== undefined && to !== undefined && from >= to) {
    throw usageError(`--from must be before --to, where the rows end: nothing is between ${from} and ${to}.`);
  }
  const { filters } = findReport(view);
  const given = { repository, from, to };
  const useless = (['repository', 'from', 'to'] as const).find((name) => given[name] && !filters.includes(name));
  if (useless)
    throw usageError(
      `Rows of ${view} have no ${useless === 'repository' ? 'repository' : 'time'}; leave out --${useless}.`,
    );
}
