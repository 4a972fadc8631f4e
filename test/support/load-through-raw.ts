import type { Pool } from 'pg';
import { cleanText } from '../../activities/store/clean-text.ts';
import { listResources } from '../../activities/list-resources.ts';
import { countRows } from '../../activities/count-rows.ts';
import { cleanedIdsOf } from '../../activities/store/page.ts';
import { readResource } from '../../activities/sync/slice/resource-row.ts';
import { refreshLabelHistory } from '../../activities/sync/labels/refresh-label-history.ts';
import { stageBody } from '../../activities/store/stage-body.ts';
import { storeAnswer } from '../../activities/store/store-answer.ts';
import { inTransaction } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { resources } from '../../workflows/contract.ts';
import type { Resource } from '../../workflows/contract.ts';
import { ask } from '../simulator/ask.ts';
import type { Asked } from '../simulator/ask.ts';
import type { Simulator } from '../simulator/server.ts';
import type { Repository } from '../simulator/world.ts';

interface Source {
  db: Pool;
  simulator: Simulator;
  repository: Repository;
}

interface List {
  resource: Resource;
  /** Below `/repositories/{id}`. */
  path: string;
}

/** Reads one list to its end, each answer in a transaction with its typed rows, as the engine does. */
async function readList({ db, simulator, repository }: Source, { resource, path }: List): Promise<void> {
  const repositoryId = String(repository.id);
  const declared = listResources[resource];
  const { stage } = declared;
  for (let url: string | undefined = `${simulator.url}/repositories/${repositoryId}${path}`; url;) {
    const asked: Asked = await ask(simulator, url);
    if (asked.status === 202) continue;
    if (asked.status !== 200) throw new Error(`${asked.status} at ${url}: ${asked.text}`);
    const { status, text } = asked;
    const answer = { status, text, url, headers: {}, date: Date.parse(asked.headers.get('date') ?? '') };
    const json = cleanText(text);
    await inTransaction(db, async (client) => {
      const { answeredAt } = await storeAnswer(client, {
        subject: { kind: 'repository', id: repositoryId },
        resource,
        answer,
        json,
        stage,
      });
      const cleanedIds = json === text ? [] : cleanedIdsOf(text, declared);
      await stageBody(client, { stage, subjectId: repositoryId, answeredAt, url: answer.url, json, cleanedIds });
    });
    url = asked.links.next;
  }
}

/** Everything of a repository through raw, without Temporal; what is gone from it since is not looked for. */
export async function loadThroughRaw(source: Source): Promise<void> {
  const { db, simulator, repository } = source;
  const key = { repository_id: repository.id };
  const subject = { kind: 'repository', id: String(repository.id), name: repository.fullName } as const;
  for (const resource of resources) await readResource(db, subject, resource);
  await readList(source, { resource: 'repository', path: '' });
  for (const resource of resources) {
    const { path, ofNumberPath } = listResources[resource];
    if (path) await readList(source, { resource, path: `${path}&per_page=100` });
    if (path || !ofNumberPath) continue;
    for (const { number, pullRequest } of repository.store.present())
      if (pullRequest) await readList(source, { resource, path: ofNumberPath(String(number), subject) });
  }
  await readList(source, { resource: 'contributor_stats', path: '/stats/contributors' });
  await runSql(db, 'stage/apply_labels', key);
  await runSql(db, 'stage/apply_milestones', key);
  await db.query(`update sync.resource set complete_through = $2 where subject_id = $1 and resource = 'issue_events'`, [
    repository.id,
    simulator.world.clock(),
  ]);
  await refreshLabelHistory(db, String(repository.id));
  for (const resource of resources) {
    await countRows(db, { subject_id: subject.id, resource }, listResources[resource]);
  }
}
