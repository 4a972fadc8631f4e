import type { Db } from '../../sql/query.ts';
import type { PlainRow } from './plain-flows.ts';

/** What no definition tells. */
const left = ['repository_id', 'definition_version', 'computed_at'];

const tables = {
  new_contributors: `select source, contributor, month, is_bot::text as is_bot,
       to_char(first_contribution_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as first_contribution_at
     from kpi.new_contributors where repository_id = $1 and source not in ('stats', 'any')
     order by source collate "C", contributor collate "C"`,
  new_contributors_monthly: `select * from kpi.new_contributors_monthly where repository_id = $1 and source <> 'stats'
     order by source collate "C", month`,
  contributors_monthly: 'select * from kpi.contributors_monthly where repository_id = $1 order by month',
  contributor_absence_monthly: 'select * from kpi.contributor_absence_monthly where repository_id = $1 order by month',
  issue_flow_monthly: 'select * from kpi.issue_flow_monthly where repository_id = $1 order by month',
  pull_request_flow_monthly: 'select * from kpi.pull_request_flow_monthly where repository_id = $1 order by month',
} as const;

export type FlowTable = keyof typeof tables;

/** The rows of a summary table of one repository, in the form and order of the plain computation. */
export async function readFlowRows(db: Db, repositoryId: number | string, table: FlowTable): Promise<PlainRow[]> {
  const { rows } = await db.query<PlainRow>(tables[table], [repositoryId]);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !left.includes(column))));
}
