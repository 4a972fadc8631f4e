import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import type { Resource } from '../../workflows/contract.ts';
import type { Answer } from '../github/answer.ts';

interface StoredAnswer {
  repositoryId: string;
  resource: Resource;
  answer: Answer;
  /** What Postgres can hold of it; another text than the answer's where it had to be cleaned. */
  json: string;
}

/**
 * Keeps an answer as it came.
 *
 * @returns when GitHub answered, by its own clock, in ISO
 */
export async function storeAnswer(db: Db, { repositoryId, resource, answer, json }: StoredAnswer): Promise<string> {
  const answeredAt = new Date(answer.date).toISOString();
  await runSql(db, 'raw/insert_page', {
    repository_id: repositoryId,
    resource,
    url: answer.url,
    answered_at: answeredAt,
    is_cleaned: json !== answer.text,
    body: answer.text,
  });
  return answeredAt;
}
