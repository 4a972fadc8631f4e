import { runSql, statement } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import { stageLabelPeriods } from './stage-label-periods.ts';
import { rowsOfBody } from './rows-of-body.ts';

/** Rows that are new, and rows that are different now. */
export interface Changes {
  inserted: number;
  updated: number;
}

interface StageRow extends Changes {
  /** Issues and pull requests that a page of events tells of. */
  numbers?: unknown[] | null;
  [column: string]: unknown;
}

export interface Body {
  /** Statement below `sql/` that makes typed rows of it. */
  stage: string;
  repositoryId: string;
  /** When GitHub gave the answer, ISO, by its own clock. */
  answeredAt: string;
  url: string;
  /** Cleaned JSON, as GitHub sent it: a list, one row, or an object that holds the rows. */
  json: string;
  /** Ids of rows that had to be cleaned. */
  cleanedIds: string[];
}

/** Where a stage's rows name accounts, as jsonpaths; `stage/issues` looks itself. */
const accountPaths: Record<string, string[]> = {
  'stage/pull_requests': ['$[*].user', '$[*].requested_reviewers[*]', '$[*].assignees[*]'],
  'stage/comments': ['$[*].user'],
  'stage/review_comments': ['$[*].user'],
  'stage/reviews': ['$[*].user'],
  'stage/issue_events': ['$[*].actor', '$[*].assignee', '$[*].requested_reviewer'],
  'stage/milestones': ['$[*].creator'],
  'stage/releases': ['$[*].author'],
  'stage/forks': ['$[*].owner'],
  'stage/commits': ['$[*].author', '$[*].committer'],
};

/** Its rows change the history of labels: a transaction that runs it takes `stage/lock_label_periods` first. */
export const labelHistoryStage = 'stage/issue_events';

/** Statements whose rows come one in an object; all others make rows of lists. */
const objectStages = ['stage/repository'];

/**
 * Makes typed rows of an answer; the same for an answer that has just come and for one that is read from raw again.
 *
 * @throws what Postgres says of a body that it cannot take (classes 22 and 23)
 */
export async function stageBody(db: Db, body: Body): Promise<Changes> {
  const { stage } = body;
  const values: Record<string, unknown> = {
    repository_id: body.repositoryId,
    answered_at: body.answeredAt,
    url: body.url,
    body: objectStages.includes(stage) ? body.json : asList(stage, body.json),
    cleaned_ids: body.cleanedIds,
  };
  const paths = accountPaths[stage];
  if (paths) await runSql(db, 'stage/accounts', { body: values.body, answered_at: body.answeredAt, paths });
  const wanted = statement(stage).parameters.map((name) => [name, values[name]]);
  const [changes] = await runSql<StageRow>(db, stage, Object.fromEntries(wanted) as typeof values);
  if (stage === labelHistoryStage) await stagePeriodsOf(db, body, changes?.numbers ?? []);
  return { inserted: changes?.inserted ?? 0, updated: changes?.updated ?? 0 };
}

// A single row is a list of one; a comparison of commits holds them in a member.
function asList(stage: string, json: string): string {
  if (!json.trimStart().startsWith('{')) return json;
  return stage === 'stage/commits' ? JSON.stringify(rowsOfBody(json)) : `[${json}]`;
}

/** The history of labels follows the events of the issues that a page tells of. */
async function stagePeriodsOf(db: Db, { repositoryId, url }: Body, numbers: unknown[]): Promise<void> {
  const ofOne = /\/issues\/(\d+)\/events/.exec(url)?.[1];
  await stageLabelPeriods(db, repositoryId, ofOne ? [ofOne] : numbers);
}
