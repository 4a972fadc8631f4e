import type { Subject } from '../../github/subject.ts';
import type { KeptResource, State } from '../../../workflows/contract.ts';
import type { Db } from '../../../sql/query.ts';
import { runSql } from '../../../sql/query.ts';
import type { PageSize } from './page-sizes.ts';

/** Where a resource stands in Postgres. */
export interface ResourceRow {
  state: State;
  reason: string | null;
  attempts: number;
  /** Refusals in a row. */
  refusals: number;
  /** How long a refusal still stands for the credential that was asked for, in milliseconds; null: none does. */
  refusedMs: number | null;
  /** When it is tried again, ISO. */
  nextTryAt: string | null;
  /** Until then, in milliseconds; null: it is due, or nobody knows. */
  waitMs: number | null;
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
  /** Since the present series of requests for statistics began, in milliseconds. */
  seriesAgeMs: number | null;
  /** When something that it follows has changed, as Postgres writes it: the mark that an answer takes away. */
  staleSince: string | null;
  isPassWanted: boolean;
  passSince: string | null;
  /** Single things wait to be asked for. */
  hasDueItems: boolean;
  /** What answers have told of the size of pages; null: nothing. */
  pageSizes: KnownSizes | null;
  /** Gaps are left that are tried again from time to time. */
  hasGapsToTry: boolean;
}

/** As `sync.resource.page_sizes` keeps them. */
export interface KnownSizes {
  probe: PageSize | null;
  walk: PageSize | null;
  /** Numbers that one query of GraphQL asks about; absent: as many as it may. */
  bulk?: PageSize | null;
  /** Rows at the front of the probe that are in no page that comes. */
  skip: number;
}

interface Columns {
  state: State;
  reason: string | null;
  attempts: number;
  refusals: number;
  refused_ms: number | null;
  next_try_at: string | null;
  wait_ms: number | null;
  watermark: string | null;
  etag: string | null;
  etag_key: string | null;
  complete_from: string | null;
  is_loaded: boolean;
  rows_stored: number;
  source_version: string | null;
  head_sha: string | null;
  series_age_ms: number | null;
  stale_since: string | null;
  is_pass_wanted: boolean;
  pass_since: string | null;
  has_due_items: boolean;
  page_sizes: KnownSizes | null;
  has_gaps_to_try: boolean;
}

/**
 * Reads a resource's row; makes it first where the subject has none yet.
 *
 * @param credential what was refused to another one does not stand for it; absent: to anybody counts
 */
export async function readResource(
  db: Db,
  { kind, id }: Pick<Subject, 'kind' | 'id'>,
  resource: KeptResource,
  credential: string | null = null,
): Promise<ResourceRow> {
  const key = { subject_id: id, resource };
  const read = () => runSql<Columns & Record<string, unknown>>(db, 'sync/read_resource', { ...key, credential });
  let [row] = await read();
  if (!row) {
    await runSql(db, 'sync/ensure_resource', { ...key, subject_kind: kind });
    [row] = await read();
  }
  return fromColumns(row as Columns);
}

function fromColumns(row: Columns): ResourceRow {
  return {
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    refusals: row.refusals,
    refusedMs: row.refused_ms,
    nextTryAt: row.next_try_at,
    waitMs: row.wait_ms,
    watermark: row.watermark,
    etag: row.etag,
    etagKey: row.etag_key,
    completeFrom: row.complete_from,
    isLoaded: row.is_loaded,
    rowsStored: row.rows_stored,
    sourceVersion: row.source_version,
    headSha: row.head_sha,
    seriesAgeMs: row.series_age_ms,
    staleSince: row.stale_since,
    isPassWanted: row.is_pass_wanted,
    passSince: row.pass_since,
    hasDueItems: row.has_due_items,
    pageSizes: row.page_sizes,
    hasGapsToTry: row.has_gaps_to_try,
  };
}
