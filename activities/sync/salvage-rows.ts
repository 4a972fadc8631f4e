import type { PoolClient } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { Resource } from '../../workflows/contract.ts';
import type { Page } from './page.ts';
import { stageBody } from './stage-body.ts';
import type { Changes } from './stage-body.ts';
import { storeAnswer } from './store-answer.ts';

interface Refused {
  repositoryId: string;
  resource: Resource;
  stage: string;
  page: Page;
  /** What Postgres said of the whole page. */
  error: Error;
}

/**
 * Stages the rows of a page one by one, after the page as a whole was refused. The answer is kept with a mark; rows that
 * cannot be staged become a gap, which closes when `repometer rebuild` can read them.
 */
export async function salvageRows(db: PoolClient, refused: Refused): Promise<Changes> {
  const { repositoryId, resource, stage, page } = refused;
  const { answer, json } = page;
  const stageError = refused.error.message.slice(0, 500);
  const { answeredAt, pageId } = await storeAnswer(db, { repositoryId, resource, answer, json, stage, stageError });
  const total: Changes = { inserted: 0, updated: 0 };
  const lost: string[] = [];
  for (const [place, row] of rowsOf(json).entries()) {
    const body = { stage, repositoryId, answeredAt, url: answer.url, json: JSON.stringify([row]) };
    const changes = await attempt(db, () => stageBody(db, { ...body, cleanedIds: page.cleanedIds }));
    if (!changes) lost.push(nameOf(row) ?? `number ${place + 1} of the page`);
    total.inserted += changes?.inserted ?? 0;
    total.updated += changes?.updated ?? 0;
  }
  if (lost.length === 0) return total;
  await runSql(db, 'sync/record_gap', {
    repository_id: repositoryId,
    resource,
    gap: `page ${pageId}`,
    reason: `${lost.length} of ${page.count} rows have a shape that Repometer does not know (${lost.slice(0, 10).join(', ')}): ${stageError}.`,
    is_open: true,
    found_at: answeredAt,
  });
  return total;
}

function rowsOf(json: string): unknown[] {
  const body = JSON.parse(json) as unknown;
  if (Array.isArray(body)) return body;
  const commits = (body as { commits?: unknown } | null)?.commits;
  return Array.isArray(commits) ? commits : [body];
}

function nameOf(row: unknown): string | null {
  const { id, sha } = (row ?? {}) as { id?: unknown; sha?: unknown };
  const name = id ?? sha;
  return typeof name === 'number' || typeof name === 'string' ? String(name) : null;
}

async function attempt<T>(db: PoolClient, work: () => Promise<T>): Promise<T | null> {
  await db.query('savepoint row');
  try {
    const result = await work();
    await db.query('release savepoint row');
    return result;
  } catch {
    // Told by the gap, with the page's own error.
    await db.query('rollback to savepoint row');
    return null;
  }
}
