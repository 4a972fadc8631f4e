import { botJudge, isThere, known, type FlowRows, type PullRow } from './flow-rows.ts';
import { endOfDay, monthsFrom, percentile, type Month } from './plain-months.ts';

/** Numbers of a month, by column; YYYY-MM-DD as `month`. */
export type PlainRow = Record<string, string | number | null>;

const at = (instant: string | null) => (instant === null ? Infinity : Date.parse(instant));
const isIn = (time: number, { start, end }: Month) => time >= start && time < end;

/** Median, 85th percentile, mean and maximum of some times in milliseconds, in hours, under the names of the columns. */
function spread(name: string, times: number[]): PlainRow {
  const seconds = times.map((time) => time / 1000).sort((a, b) => a - b);
  const hours = (value: number | null | undefined) => (value == null ? null : value / 3600);
  return {
    [`median_${name}`]: hours(percentile(seconds, 0.5)),
    [`p85_${name}`]: hours(percentile(seconds, 0.85)),
    [`mean_${name}`]:
      seconds.length === 0 ? null : seconds.reduce((sum, value) => sum + value, 0) / seconds.length / 3600,
    [`max_${name}`]: hours(seconds.at(-1)),
  };
}

/** What humans who are not the author have said, first things first, by number. */
function wordsOf(rows: FlowRows, asOf: string) {
  const isBot = botJudge(rows);
  const end = endOfDay(asOf);
  const words = [
    ...rows.comment.filter(isThere).map((row) => ({ ...row, at: at(row.created_at), isReview: false })),
    ...rows.review.filter(isThere).map((row) => ({ ...row, at: at(row.submitted_at), isReview: true })),
  ].filter((word) => word.at < end && known(word.author_id) !== null && !isBot(word.author_id));
  return ({ number, author_id }: { number: number | null; author_id: number | null }) =>
    words.filter((word) => word.number === number && word.author_id !== author_id).sort((a, b) => a.at - b.at);
}

const least = (times: number[]) => (times.length === 0 ? undefined : Math.min(...times));
const present = (times: (number | undefined)[]) => times.filter((time) => time !== undefined);

/** Numbers that something was done to in a month. */
function activeNumbers(
  rows: FlowRows,
  month: Month,
  tables: ('comment' | 'review' | 'review_comment')[],
  events: string[],
) {
  const said = tables.flatMap((table) =>
    (rows[table] as { number: number | null; created_at?: string; submitted_at?: string | null; deleted_at: null }[])
      .filter((row) => isThere(row) && isIn(at(row.created_at ?? row.submitted_at ?? null), month))
      .map(({ number }) => number),
  );
  const done = rows.issue_event
    .filter((event) => isThere(event) && events.includes(event.event) && isIn(at(event.created_at), month))
    .map(({ number }) => number);
  return new Set([...said, ...done]);
}

const touches = ['labeled', 'unlabeled', 'assigned', 'unassigned', 'closed'];

function reopenings(rows: FlowRows, month: Month, numbers: Set<number | null>): number {
  return rows.issue_event.filter(
    (event) =>
      isThere(event) && event.event === 'reopened' && numbers.has(event.number) && isIn(at(event.created_at), month),
  ).length;
}

/**
 * The flow of issues by plain loops: the definition of `sql/kpi/issue_flow_monthly.sql` once more, without SQL, sums or increments.
 *
 * @param asOf day (YYYY-MM-DD, UTC) at whose end the rows stand
 */
export function plainIssueFlow(rows: FlowRows, asOf: string): PlainRow[] {
  const words = wordsOf(rows, asOf);
  const issues = rows.issue
    .filter((issue) => isThere(issue) && !issue.is_pull_request)
    .map((issue) => {
      const created = at(issue.created_at);
      const [comment] = words(issue).filter(({ isReview }) => !isReview);
      return {
        number: issue.number,
        created,
        closed: Math.max(created, at(issue.closed_at)),
        response: comment && Math.max(0, comment.at - created),
      };
    });
  const numbers = new Set(issues.map(({ number }) => number));
  return monthsFrom(
    issues.map(({ created }) => created),
    asOf,
  ).map((month) => {
    const opened = issues.filter(({ created }) => isIn(created, month));
    const closed = issues.filter((issue) => isIn(issue.closed, month));
    const active = activeNumbers(rows, month, ['comment'], touches);
    for (const { number } of closed) active.add(number);
    const toClose = (some: typeof issues) =>
      some.filter((issue) => issue.closed < endOfDay(asOf)).map((issue) => issue.closed - issue.created);
    return {
      month: month.month,
      issues_opened: opened.length,
      issues_closed: closed.length,
      issues_reopened: reopenings(rows, month, numbers),
      issues_active: [...active].filter((number) => numbers.has(number)).length,
      open_at_month_end: issues.filter((issue) => issue.created < month.end && issue.closed >= month.end).length,
      answered: opened.filter(({ response }) => response !== undefined).length,
      ...spread('hours_to_first_response', present(opened.map(({ response }) => response))),
      ...spread('hours_to_close', toClose(closed)),
      ...spread('hours_to_close_of_opened', toClose(opened)),
    };
  });
}

/** When a pull request could be reviewed first; Infinity: never yet. */
function readyAt(rows: FlowRows, pull: PullRow, asOf: string): number {
  const [first] = rows.issue_event
    .filter((event) => isThere(event) && event.number === pull.number && at(event.created_at) < endOfDay(asOf))
    .filter(({ event }) => event === 'ready_for_review' || event === 'convert_to_draft')
    .sort((a, b) => at(a.created_at) - at(b.created_at) || a.event_id - b.event_id);
  if (first?.event === 'ready_for_review') return at(first.created_at);
  return !first && pull.is_draft ? Infinity : at(pull.created_at);
}

/**
 * The same of pull requests: the definition of `sql/kpi/pull_request_flow_monthly.sql`.
 *
 * @param asOf day (YYYY-MM-DD, UTC) at whose end the rows stand
 */
export function plainPullRequestFlow(rows: FlowRows, asOf: string): PlainRow[] {
  const words = wordsOf(rows, asOf);
  const asOfEnd = endOfDay(asOf);
  const pulls = rows.pull_request.filter(isThere).map((pull) => {
    const created = at(pull.created_at);
    const ready = readyAt(rows, pull, asOf);
    const said = words({ number: pull.number, author_id: pull.author_id });
    const reviews = said.filter(({ isReview }) => isReview);
    const after = (some: typeof said) => least(some.filter((word) => word.at >= ready).map((word) => word.at - ready));
    const since = (some: typeof said) => least(some.map((word) => Math.max(0, word.at - created)));
    return {
      number: pull.number,
      author: known(pull.author_id),
      created,
      isMerged: pull.merged_at !== null,
      ended: Math.max(created, at(pull.merged_at ?? pull.closed_at)),
      response: since(said),
      review: since(reviews),
      readyResponse: after(said),
      readyReview: after(reviews),
    };
  });
  const numbers = new Set(pulls.map(({ number }) => number));
  return monthsFrom(
    pulls.map(({ created }) => created),
    asOf,
  ).map((month) => {
    const opened = pulls.filter(({ created }) => isIn(created, month));
    const ended = pulls.filter((pull) => isIn(pull.ended, month));
    const merged = ended.filter(({ isMerged }) => isMerged);
    const active = activeNumbers(rows, month, ['comment', 'review', 'review_comment'], [...touches, 'merged']);
    for (const { number } of ended) active.add(number);
    const times = opened.map(({ created }) => created);
    const toEnd = (some: typeof pulls) => some.map((pull) => pull.ended - pull.created);
    return {
      month: month.month,
      opened: opened.length,
      authors: new Set(opened.map(({ author }) => author).filter((author) => author !== null)).size,
      opened_without_author: opened.filter(({ author }) => author === null).length,
      merged: merged.length,
      closed_unmerged: ended.length - merged.length,
      reopened: reopenings(rows, month, numbers),
      active: [...active].filter((number) => numbers.has(number)).length,
      open_at_month_end: pulls.filter((pull) => pull.created < month.end && pull.ended >= month.end).length,
      mean_seconds_between_pull_requests:
        times.length < 2 ? null : (Math.max(...times) - Math.min(...times)) / 1000 / (times.length - 1),
      answered: opened.filter(({ response }) => response !== undefined).length,
      ...spread('hours_to_first_response', present(opened.map(({ response }) => response))),
      ...spread('hours_from_ready_to_first_response', present(opened.map(({ readyResponse }) => readyResponse))),
      reviewed: opened.filter(({ review }) => review !== undefined).length,
      ...spread('hours_to_first_review', present(opened.map(({ review }) => review))),
      ...spread('hours_from_ready_to_first_review', present(opened.map(({ readyReview }) => readyReview))),
      ...spread('hours_to_merge', toEnd(merged)),
      ...spread('hours_to_merge_of_opened', toEnd(opened.filter((pull) => pull.isMerged && pull.ended < asOfEnd))),
      ...spread('hours_to_close', toEnd(ended)),
    };
  });
}
