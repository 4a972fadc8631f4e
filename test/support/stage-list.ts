import assert from 'node:assert/strict';
import type { Db } from '../../sql/query.ts';
import { ask, type Asked } from '../simulator/ask.ts';
import type { Simulator } from '../simulator/server.ts';
import { stagePage } from './stage-page.ts';

export interface ReadList {
  repositoryId: number;
  /** Of a file in sql/stage, without the ending. */
  stage: string;
  /** Below the repository, with its parameters. */
  path: string;
  /** Default: what the answer says. */
  answeredAt?: string;
}

/** Reads a list of the simulator from its first page to its last and stages each page; gives the sums. */
export async function stageList(
  db: Db,
  simulator: Simulator,
  { repositoryId, stage, path, answeredAt }: ReadList,
): Promise<{ inserted: number; updated: number; pages: number }> {
  const total = { inserted: 0, updated: 0, pages: 0 };
  for (let next: string | undefined = `/repositories/${repositoryId}${path}`; next;) {
    const page: Asked = await ask(simulator, next);
    assert.equal(page.status, 200, page.text);
    const answered = answeredAt ?? new Date(page.headers.get('date')!).toISOString();
    const changes = await stagePage(db, stage, { repositoryId, body: page.text, answeredAt: answered });
    total.inserted += changes.inserted;
    total.updated += changes.updated;
    total.pages += 1;
    next = page.links.next;
  }
  return total;
}
