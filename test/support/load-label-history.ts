import type { Db } from '../../sql/query.ts';
import type { Simulator } from '../simulator/server.ts';
import { truth } from '../simulator/truth.ts';
import type { Repository } from '../simulator/world.ts';
import { stageList } from './stage-list.ts';

/** Stages issues, their events and the labels of a world that stands still, and marks the issues and labels that are gone. */
export async function loadLabelHistory(db: Db, simulator: Simulator, repository: Repository): Promise<void> {
  const repositoryId = repository.id;
  const answeredAt = simulator.world.clock().toISOString();
  for (const [stage, path] of [
    ['labels', '/labels?per_page=100'],
    ['issues', '/issues?state=all&per_page=100'],
    ['issue_events', '/issues/events?per_page=100'],
  ] as const) {
    await stageList(db, simulator, { repositoryId, stage, path, answeredAt });
  }
  const { labels, issues } = truth(simulator.world, repository);
  for (const [table, key, rows] of [
    ['label', 'label_id', labels],
    ['issue', 'issue_id', issues],
  ] as const) {
    await db.query(
      `update github.${table} set deleted_at = $3
       where repository_id = $1 and deleted_at is null and ${key} <> all ($2::bigint[])`,
      [repositoryId, rows.map(({ id }) => id), answeredAt],
    );
  }
}
