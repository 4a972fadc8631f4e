import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { keywords } from '../attributes.ts';
import type { BackfillResourceStatus, BackfillResult, BackfillStatus, State } from '../contract.ts';
import { describeCount } from '../describe-count.ts';
import { markdownTable } from '../markdown-table.ts';
import { tellInstant } from '../tell-instant.ts';
import type { BackfillRun, ListRun } from './backfill-run.ts';

/** Where nothing is known of the beginning of a list: before this nothing was on GitHub. */
const firstDay = '2008-01-01T00:00:00Z';

/** How much of a list is read, from 0 to 1; null: not known yet. */
function shareOf({ range, expected, rows, chunkRows, readFrom, state }: ListRun, createdAt: string | null) {
  if (state === 'done') return 1;
  if (range === null) return null;
  if (expected !== null) return expected === 0 ? 1 : Math.min(1, (rows + chunkRows) / expected);
  const until = Date.parse(range.until);
  const floor = Math.min(until - 1, Date.parse(range.floor ?? createdAt ?? firstDay));
  return readFrom === null ? 0 : Math.min(1, Math.max(0, (until - Date.parse(readFrom)) / (until - floor)));
}

function statusOf(list: ListRun, createdAt: string | null): BackfillResourceStatus {
  const { resource, state, expected, readFrom, reason, workedMs } = list;
  const rows = list.rows + list.chunkRows;
  const share = shareOf(list, createdAt);
  const isMoving = state === 'reading' && workedMs > 0 && rows > 0;
  const isTimed = isMoving && share !== null && share > 0;
  return {
    resource,
    state,
    rows,
    rowsExpected: expected,
    percent: share === null ? null : Math.floor(share * 100),
    rowsPerSecond: isMoving ? (rows * 1000) / workedMs : null,
    etaSeconds: isTimed ? Math.round((workedMs * (1 - share)) / share / 1000) : null,
    readFrom,
    reason,
  };
}

function phaseOf({ isPaused, limitedUntil, failures, lists }: BackfillRun, now: number): State {
  if (isPaused) return 'paused';
  if (limitedUntil !== null && limitedUntil > now) return 'limited';
  if (lists.some(({ state }) => state === 'waiting' || state === 'reading') || lists.length === 0) return 'loading';
  return failures.length > 0 ? 'failed' : 'ok';
}

/** Answers the query `status`. */
export function tellStatus(run: BackfillRun, now: number): BackfillStatus {
  const { input, plan, isPaused, limitedUntil, lists, notes, failures, waitsFor } = run;
  const { from, to } = input;
  const until = limitedUntil !== null && limitedUntil > now ? new Date(limitedUntil).toISOString() : null;
  return {
    repository: plan?.repository ?? input.repository,
    from,
    to,
    phase: phaseOf(run, now),
    isPaused,
    limitedUntil: until,
    resources: lists.map((list) => statusOf(list, plan?.createdAt ?? null)),
    notes: waitsFor === null ? [...notes] : [waitsFor, ...notes],
    failures: [...failures],
  };
}

/** What a backfill came to. */
export function tellResult({ input, plan, lists, notes, failures }: BackfillRun): BackfillResult {
  return {
    repository: plan?.repository ?? input.repository,
    changed: lists.reduce((sum, { changed }) => sum + changed, 0),
    resources: lists.map(({ resource, rows, readFrom }) => ({ resource, rows, completeFrom: readFrom })),
    notes,
    failures,
  };
}

/** Shows a backfill in Temporal's UI. @returns a function to call after every change */
export function createShowBackfill(run: BackfillRun): () => void {
  let shown: State | undefined;
  return () => {
    const status = tellStatus(run, Date.now());
    setCurrentDetails(detailsOf(status));
    if (!run.plan?.hasSearchAttributes || shown === status.phase) return;
    const [owner = ''] = status.repository.split('/');
    const lasting = shown
      ? []
      : [
          { key: keywords.owner, value: owner },
          { key: keywords.repository, value: status.repository },
        ];
    shown = status.phase;
    upsertSearchAttributes([...lasting, { key: keywords.phase, value: status.phase }]);
  };
}

function detailsOf({ repository, from, to, phase, limitedUntil, resources, notes, failures }: BackfillStatus): string {
  const wait = limitedUntil === null ? '' : ` Limited by GitHub until ${tellInstant(limitedUntil)}.`;
  const range = `from ${from ?? 'the beginning'} to ${to ?? 'what is complete'}`;
  const rows = resources.map((one) => {
    const share = one.percent === null ? '' : `${one.percent} %`;
    const pace = one.rowsPerSecond === null ? '' : `${Math.round(one.rowsPerSecond)} rows/s`;
    const left = one.etaSeconds === null ? '' : `${Math.ceil(one.etaSeconds / 60)} min left`;
    return [
      one.resource,
      one.state,
      describeCount(one.rows, one.rowsExpected),
      share,
      pace,
      left,
      one.readFrom?.slice(0, 10) ?? '',
      one.reason ?? '',
    ];
  });
  const table = markdownTable(['resource', 'state', 'rows', 'read', 'pace', 'ETA', 'read from', 'why'], rows);
  return [
    `**${repository}**, ${range}: ${phase}.${wait}`,
    '',
    ...table,
    '',
    ...[...notes, ...failures].map((sentence) => `- ${sentence}`),
  ].join('\n');
}
