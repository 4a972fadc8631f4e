import type { PoolClient } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { families } from '../../activities/kpis/families.ts';
import { createDb, inTransaction } from '../../sql/db.ts';
import { runSql, statement } from '../../sql/query.ts';
import { createOwnServers } from '../support/own-servers.ts';
import { asOf, makeKpiRows } from './make-kpi-rows.ts';

const repositories = 20;
/** What a close that has moved from one month to another touches. */
const months = ['2025-03-01', '2026-02-01'];

/** The families whose tables follow issues, which change most. */
const shown = ['issue_labels', 'label_categories', 'issue_flow', 'contributions'] as const;

const heading = `# How Postgres computes KPIs

Plans of the statements that run after one changed issue, whose close has moved to another month: of one repository of ${repositories}, with two
months, on the embedded Postgres. Without costs and times, so that they are the same on any machine. No table is read from end to
end (\`Seq Scan\`), whatever its size. Rows of repositories are found by an index that begins with the repository, people and rules by their
own keys, and rows that go by their place. So other repositories cost nothing; the time depends on what the months hold, on how many rows the
summary tables have of the repository, and on how many rules there are. What is behind a function, such as the rules of \`kpi.is_bot\`, no plan
shows. Made anew by

\`\`\`sh
npm run -s bench -- plans > docs/kpi-plans.md
\`\`\`

after a change of \`sql/kpi/\`, of an index, or of Postgres' release; what it costs, \`npm run bench -- --only kpis\` tells.`;

/** How Postgres runs the statements of KPIs after one changed issue, as Markdown; without costs, so that it is the same everywhere. */
export async function printPlans(): Promise<string> {
  const servers = createOwnServers();
  const database = await servers.createDatabase('plans');
  const db = createDb(database.url, { size: 1 });
  try {
    await makeKpiRows(database, repositories);
    const repositoryIds = Array.from({ length: repositories }, (_, index) => index + 1);
    await computeKpiBatch(db, { repositoryIds, months: [], all: false, asOf, isPast: false });
    await db.query('vacuum analyze');
    const plans: string[] = [];
    for (const family of shown) plans.push(...(await inTransaction(db, (client) => explainFamily(client, family))));
    return [heading, ...plans].join('\n\n');
  } finally {
    await db.end();
    await database.drop();
    await servers.stop();
  }
}

async function explainFamily(db: PoolClient, family: (typeof shown)[number]): Promise<string[]> {
  await runSql(db, 'kpi/refresh/lock_family', { repository_ids: [1], family });
  const { version, statements } = families[family];
  const plans: string[] = [];
  for (const { file, where, values: own } of statements) {
    if (where === 'source is no longer whole') continue;
    const values: Record<string, unknown> = {
      repository_ids: months.map(() => 1),
      months,
      has_whole_source: months.map(() => true),
      as_of: asOf,
      definition_version: version,
      computed_at: new Date(asOf),
      ...own,
    };
    const { text, parameters } = statement(file);
    const { rows } = await db.query<{ 'QUERY PLAN': string }>({
      text: `explain (costs off) ${text}`,
      values: parameters.map((name) => values[name]),
    });
    plans.push(`## sql/${file}.sql\n\n\`\`\`\n${rows.map((row) => row['QUERY PLAN']).join('\n')}\n\`\`\``);
  }
  return plans;
}
