import type { Subject } from '../../github/subject.ts';
import type { Resource, State } from '../../../workflows/contract.ts';
import type { Db } from '../../../sql/query.ts';
import { runSql } from '../../../sql/query.ts';

/** Where a resource stands in Postgres. */
export interface ResourceRow {
  state: State;
  reason: string | null;
  attempts: number;
  nextTryMs: number | null;
  watermark: string | null;
  etag: string | null;
  etagKey: string | null;
  completeFrom: string | null;
  isLoaded: boolean;
  rowsStored: number;
  /** Statistics: the push that the stored set belongs to. */
  sourceVersion: string | null;
  /** Commits: the head that is stored. */
  headSha: string | null;
  seriesStartedMs: number | null;
  /** When something that it follows has changed, as Postgres writes it: the mark that an answer takes away. */
  staleSince: string | null;
  isPassWanted: boolean;
  passSince: string | null;
  /** Single things wait to be asked for. */
  hasDueItems: boolean;
}

interface Columns {
  state: State;
  reason: string | null;
  attempts: number;
  next_try_ms: string | null;
  watermark: string | null;
  etag: string | null;
  etag_key: string | null;
  complete_from: string | null;
  is_loaded: boolean;
  rows_stored: number;
  source_version: string | null;
  head_sha: string | null;
  series_started_ms: string | null;
  stale_since: string | null;
  is_pass_wanted: boolean;
  pass_since: string | null;
  has_due_items: boolean;
}

const number = (value: string | null) => (value === null ? null : Number(value));

/** Reads a resource's row; makes it first where the subject has none yet. */
export async function readResource(
  db: Db,
  { kind, id }: Pick<Subject, 'kind' | 'id'>,
  resource: Resource,
): Promise<ResourceRow> {
  const key = { subject_id: id, resource };
  let [row] = await runSql<Columns & Record<string, unknown>>(db, 'sync/read_resource', key);
  if (!row) {
    await runSql(db, 'sync/ensure_resource', { ...key, subject_kind: kind });
    [row] = await runSql<Columns & Record<string, unknown>>(db, 'sync/read_resource', key);
  }
  return fromColumns(row as Columns);
}

function fromColumns(row: Columns): ResourceRow {
  return {
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    nextTryMs: number(row.next_try_ms),
    watermark: row.watermark,
    etag: row.etag,
    etagKey: row.etag_key,
    completeFrom: row.complete_from,
    isLoaded: row.is_loaded,
    rowsStored: row.rows_stored,
    sourceVersion: row.source_version,
    headSha: row.head_sha,
    seriesStartedMs: number(row.series_started_ms),
    staleSince: row.stale_since,
    isPassWanted: row.is_pass_wanted,
    passSince: row.pass_since,
    hasDueItems: row.has_due_items,
  };
}
