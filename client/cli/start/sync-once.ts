import type { Client } from '@temporalio/client';
import type { Db } from '../../../sql/query.ts';
import { readReport } from '../../reports/read-report.ts';
import { formatSummary } from '../tables/summary-table.ts';
import { computeKpis } from '../../temporal/compute-kpis.ts';
import { explainFailure } from '../explain-failure.ts';
import type { Output } from '../output.ts';
import { importantColumns } from '../report/important-columns.ts';
import { lineWidth } from '../terminal.ts';
import { runCycle } from './run-cycle.ts';
import { judgeCycle } from './judge-cycle.ts';
import { recentMonths } from './recent-months.ts';

const reports = [
  { view: 'new_contributors_monthly', months: 12 },
  { view: 'issue_labels_monthly', months: 2 },
];

/** How the cycle of one repository ended. */
export interface Outcome {
  repository: string;
  failures: string[];
}

/**
 * One cycle of each repository and then its KPIs, all at once.
 *
 * @param say gets the warnings
 * @returns each one's present name, and sentences about what failed
 */
export async function syncOnce(
  client: Client,
  repositories: string[],
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Outcome[]> {
  const outcomes = repositories.map(async (repository) => {
    try {
      const status = await runCycle({ client, repository, say, signal });
      const { failures, warnings } = judgeCycle(status);
      for (const warning of warnings) say(`Warning: ${warning}`);
      if (status.resources.some(({ rows }) => rows > 0)) await computeKpis(client, status.repository);
      return { repository: status.repository, failures };
    } catch (error) {
      signal.throwIfAborted();
      return { repository, failures: [`${repository}: ${explainFailure(error)}`] };
    }
  });
  return Promise.all(outcomes);
}

/** Prints the two KPI reports of each repository, the last months of each. */
export async function printKpis(db: Db, repositories: string[], { print, stdout }: Output): Promise<void> {
  for (const repository of repositories) {
    for (const { view, months } of reports) {
      const table = recentMonths(await readReport(db, view, { repository }), months);
      print(
        `\n${repository}: ${view}\n\n${formatSummary(table, { width: lineWidth(stdout), first: importantColumns(view) })}`,
      );
    }
  }
}
