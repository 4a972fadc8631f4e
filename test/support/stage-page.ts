import { cleanText } from '../../activities/store/clean-text.ts';
import { runSql, statement, type Db } from '../../sql/query.ts';

export interface StagedPage {
  repositoryId: number;
  /** Rows, or a body as it came. */
  body: string | readonly unknown[];
  answeredAt?: string;
  url?: string;
  cleanedIds?: string[];
}

interface StagedRow {
  inserted: number;
  updated: number;
  /** Which issues a page of events tells of. */
  numbers?: unknown;
}

/**
 * Runs a staging statement with the parameters that it knows of.
 *
 * @param name of a file in sql/stage, without the ending
 */
export async function stagePage(
  db: Db,
  name: string,
  page: StagedPage,
): Promise<{ inserted: number; updated: number }> {
  const values: Record<string, unknown> = {
    repository_id: page.repositoryId,
    answered_at: page.answeredAt ?? '2026-02-01T00:00:00Z',
    body: cleanText(typeof page.body === 'string' ? page.body : JSON.stringify(page.body)),
    cleaned_ids: page.cleanedIds ?? [],
    url: page.url ?? 'https://api.example/repositories/7/list',
  };
  const known = statement(`stage/${name}`).parameters.map((parameter) => [parameter, values[parameter]]);
  const rows = await runSql<StagedRow>(db, `stage/${name}`, Object.fromEntries(known));
  if (rows.length !== 1 || !rows[0]) throw new Error(`stage/${name} gave ${rows.length} rows`);
  const { numbers: _, ...changes } = rows[0];
  return changes;
}
