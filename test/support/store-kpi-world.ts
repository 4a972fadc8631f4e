import type { Pool } from 'pg';
import { createFlowWorld } from './flow-world.ts';
import { deriveLabelPeriods } from './label-history.ts';
import { storeFlowRows } from './store-flow-row.ts';
import { storeRepository, storeResource } from './store-repository.ts';

const flowTables = [
  'account',
  'issue',
  'pull_request',
  'comment',
  'review',
  'review_comment',
  'issue_event',
  'commit',
] as const;

const sources = [
  'issues',
  'pull_requests',
  'comments',
  'reviews',
  'review_comments',
  'issue_events',
  'commits',
  'releases',
  'contributor_stats',
  'events',
] as const;

/** The day up to which a world of `storeKpiWorld` is proven to be here. */
export const worldEnd = '2025-07-10';

/** A repository with rows of every source that any KPI counts; the id is the seed of its life. */
export async function storeKpiWorld(db: Pool, repositoryId: number, name: string): Promise<void> {
  await storeRepository(db, repositoryId, name);
  const world = createFlowWorld(repositoryId);
  for (let left = 400; left > 0; left -= 1) world.change();
  for (const table of flowTables) await storeFlowRows(db, repositoryId, table, world.rows[table] as never);
  await db.query(
    `update github.issue
     set label_names = (array['{}', '{bug}', '{bug,Bug,docs}', '{kind/bug,wip}', '{wip}'])[1 + number % 5]::text[], updated_at = '2025-07-01'
     where repository_id = $1`,
    [repositoryId],
  );
  await db.query(
    `update github.issue_event set label_name = (array['bug', 'docs', 'wip'])[1 + event_id % 3]
     where repository_id = $1 and event = 'labeled'`,
    [repositoryId],
  );
  await deriveLabelPeriods(db, repositoryId);
  await db.query(
    `insert into github.release (repository_id, release_id, tag_name, is_draft, is_prerelease, created_at, published_at, is_cleaned)
     select $1, id, 'v' || id, false, id % 3 = 0, '2025-01-01', timestamptz '2025-03-01Z' + make_interval(days => id * 5), false
     from generate_series(1, 40) as id`,
    [repositoryId],
  );
  await db.query(
    `insert into github.contributor_stats (
       repository_id, contributor, account_id, login, is_bot, total_commits, first_week, first_week_commits, weeks, week_commits
     )
     select $1, 'null:' || id, nullif(id % 4, 0), null, id % 5 = 0, 1, date '2025-03-02' + id * 7, 1, '{}', '{}'
     from generate_series(1, 12) as id`,
    [repositoryId],
  );
  await db.query(`select github.ensure_event_partitions(array['2025-06-30'::date, '2025-07-01'::date])`);
  await db.query(
    `insert into github.event (event_id, repository_id, repository_name, created_at, type, first_seen_at, is_cleaned)
     select $1 * 1000 + id, $1, $2, timestamptz '2025-06-30 18:00:00Z' + make_interval(mins => id * 23),
       (array['PushEvent', 'WatchEvent'])[1 + id % 2], '2025-07-02', false
     from generate_series(1, 50) as id`,
    [repositoryId, name],
  );
  await db.query(
    `insert into sync.mark (subject_id, source, month) values ($1, 'events', '2025-06-01'), ($1, 'events', '2025-07-01')
     on conflict do nothing`,
    [repositoryId],
  );
  for (const source of sources) await storeResource(db, repositoryId, source, `${worldEnd} 12:00:00Z`);
}
