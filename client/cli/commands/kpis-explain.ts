import type { Command } from 'commander';
import { parseMonth } from '../../../workflows/inputs/days.ts';
import { parseRepositoryName } from '../../../workflows/inputs/repository-name.ts';
import { findReport, listReports } from '../../reports/catalogue.ts';
import type { Report } from '../../reports/catalogue.ts';
import { explainKpi } from '../../reports/explain/explain-kpi.ts';
import { explainEmpty } from '../../reports/explain-empty.ts';
import { readReport } from '../../reports/read-report.ts';
import type { Context } from '../context.ts';
import { readDatabase } from '../databases.ts';
import { formatDefinitions, formatExplanation } from '../explanation/format-explanation.ts';
import { parsed } from '../parsed.ts';
import { lineWidth } from '../terminal.ts';
import { usageError } from '../usage-error.ts';

interface ExplainOptions {
  repository?: string;
  month?: string;
}

const explained = () => listReports().filter(({ families }) => families.length > 0);

/** @throws Error with a sentence when there is no such view, or it shows no KPIs */
function parseView(text: string): Report {
  const report = findReport(text);
  if (report.families.length > 0) return report;
  const known = explained()
    .map(({ view }) => view)
    .join(', ');
  throw new Error(`${report.view} shows rows as they are, no KPIs; explained are ${known}.`);
}

async function explain(context: Context, report: Report, { repository, month }: ExplainOptions): Promise<void> {
  const { print, stdout } = context.output;
  if ((repository === undefined) !== (month === undefined)) {
    throw usageError('Give both --repository and --month, or neither for the definition alone.');
  }
  if (repository === undefined || month === undefined) return print(formatDefinitions(report));
  const explanation = await readDatabase(context, async (db) => {
    const { rows } = await readReport(db, 'computations', { repository }, { limit: 1 });
    if (rows.length === 0) throw new Error((await explainEmpty(db, repository)) ?? `${repository} is not kept here.`);
    return explainKpi(db, report, repository, month);
  });
  print(formatExplanation(report, explanation, { repository, width: lineWidth(stdout) }));
}

/** Adds `kpis explain`. */
export function addKpisExplain(kpis: Command, context: Context): void {
  kpis
    .command('explain')
    .description(
      'where the numbers of a month come from: definition, window, what was counted, and the SQL that shows it',
    )
    .argument('<view>', 'a view of KPIs, with - or _', parsed(parseView))
    .option('--repository <owner/name>', 'whose month', parsed(parseRepositoryName))
    .option('--month <month>', 'which month, such as 2026-10', parsed(parseMonth))
    .addHelpText(
      'after',
      () =>
        `\nViews: ${explained()
          .map(({ view }) => view)
          .join(', ')}`,
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ repometer kpis explain issue-flow-monthly --repository golang/go --month 2026-10',
    )
    .action((report: Report, options: ExplainOptions) => explain(context, report, options));
}
