import { runSql, statement } from '../../sql/query.ts';
import type { Db, Identifiers } from '../../sql/query.ts';
import { wantLabelPeriods } from './stage-label-periods.ts';
import { rowsOfBody } from './rows-of-body.ts';

/** Rows that are new, and rows that are different now. */
export interface Changes {
  inserted: number;
  updated: number;
}

interface StageRow extends Changes {
  /** Issues and pull requests whose events a page has changed. */
  numbers?: unknown[] | null;
  [column: string]: unknown;
}

/** How typed rows are made of the answers of a resource. */
export interface Stage {
  /** Statement below `sql/`. */
  file: string;
  /** Where rows name accounts, as jsonpaths; a statement without these looks itself. */
  accounts: readonly string[];
  /** What the statement takes: a list, one object as it came, or the commits that a comparison holds. */
  form: 'list' | 'object' | 'commits';
  /** Names for a statement that serves several tables, and values that it takes beside the answer. */
  names?: Identifiers;
  values?: Readonly<Record<string, string>>;
  /** Rewrites the text of an answer of GraphQL as the list that REST would give. */
  ofGraphql?: (text: string) => string;
  /** Its rows change the history of labels, which is derived when the walk has ended. */
  tellsLabels?: boolean;
}

export interface Body {
  stage: Stage;
  /** GitHub's id of the subject. */
  subjectId: string;
  /** When GitHub gave the answer, ISO, by its own clock. */
  answeredAt: string;
  url: string;
  /** Cleaned JSON, as GitHub sent it: a list, one row, or an object that holds the rows. */
  json: string;
  /** Ids of rows that had to be cleaned. */
  cleanedIds: string[];
}

/**
 * Makes typed rows of an answer; the same for an answer that has just come and for one that is read from raw again.
 *
 * @throws what Postgres says of a body that it cannot take (classes 22 and 23)
 */
export async function stageBody(db: Db, body: Body): Promise<Changes> {
  const { stage } = body;
  const values: Record<string, unknown> = {
    // A statement takes the name that its tables have for the subject.
    repository_id: body.subjectId,
    owner_id: body.subjectId,
    answered_at: body.answeredAt,
    url: body.url,
    body: takenOf(body),
    cleaned_ids: body.cleanedIds,
    ...stage.values,
  };
  if (stage.accounts.length > 0) {
    await runSql(db, 'stage/accounts', { body: values.body, answered_at: body.answeredAt, paths: stage.accounts });
  }
  const wanted = statement(stage.file, stage.names).parameters.map((name) => [name, values[name]]);
  const [changes] = await runSql<StageRow>(db, stage.file, Object.fromEntries(wanted) as typeof values, stage.names);
  if (stage.tellsLabels) await wantLabelPeriods(db, body.subjectId, changes?.numbers ?? []);
  return { inserted: changes?.inserted ?? 0, updated: changes?.updated ?? 0 };
}

/** The text of a stored answer as rows are read from it: as it is, or, where GraphQL gave it, as REST would have. */
export function restTextOf({ ofGraphql }: Stage, url: string, text: string): string {
  return ofGraphql && url.endsWith('/graphql') ? ofGraphql(text) : text;
}

/** JSON of a body as its statement takes it: a single row is a list of one; a comparison of commits holds them in a member. */
export function takenOf({ stage, url, json }: Body): string {
  if (stage.form === 'object' || !json.trimStart().startsWith('{')) return json;
  const rest = restTextOf(stage, url, json);
  if (rest !== json) return rest;
  return stage.form === 'commits' ? JSON.stringify(rowsOfBody(json)) : `[${json}]`;
}
