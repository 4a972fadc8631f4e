import { monthOf, monthStart, nextMonth, percentile } from './plain-months.ts';

/** What counts of an issue as GitHub's API gives it; absent and null are alike. */
export interface PlainIssue {
  created_at: string;
  closed_at?: string | null;
  labels?: (string | { name?: string | null })[] | null;
  pull_request?: unknown;
}

/** A row of `report.issue_labels_monthly`, as far as it follows from issues alone. */
export interface PlainLabelRow {
  /** First day, YYYY-MM-DD. */
  month: string;
  label: string;
  issues_opened: number;
  issues_closed: number;
  share_of_opened: number | null;
  median_hours_to_close: number | null;
  p85_hours_to_close: number | null;
  open_at_month_end_current_labels: number;
}

interface Span {
  created: number;
  closed: number;
  labels: string[];
}

/**
 * The label KPIs by plain loops over issue objects: the definition of `sql/kpi/issue_labels_monthly.sql` once more, without SQL,
 * running sums or increments, to compare with.
 *
 * @param asOf day (YYYY-MM-DD, UTC) at whose end the rows stand
 * @returns rows ordered by month, then label by code point
 */
export function plainIssueLabelsMonthly(issues: readonly PlainIssue[], asOf: string): PlainLabelRow[] {
  const asOfEnd = Date.parse(`${asOf}T00:00:00Z`) + 24 * 3_600_000;
  const spans = issues
    .filter(({ pull_request }) => pull_request === undefined || pull_request === null)
    .map(toSpan)
    .filter(({ created }) => created < asOfEnd);
  const byLabel = new Map<string, Span[]>();
  for (const span of spans) {
    for (const label of span.labels) byLabel.set(label, [...(byLabel.get(label) ?? []), span]);
  }
  const openedByMonth = new Map<string, number>();
  for (const { created } of spans) {
    const month = monthOf(created);
    openedByMonth.set(month, (openedByMonth.get(month) ?? 0) + 1);
  }
  const rows = [...byLabel].flatMap(([label, own]) => labelRows(label, own, asOfEnd, openedByMonth));
  return rows.sort((a, b) => compare(a.month, b.month) || compare(a.label, b.label));
}

function toSpan(issue: PlainIssue): Span {
  const created = Date.parse(issue.created_at);
  const closed = issue.closed_at ? Math.max(created, Date.parse(issue.closed_at)) : Infinity;
  const names = (issue.labels ?? []).map((label) => (typeof label === 'string' ? label : label.name));
  const labels = [...new Set(names.filter((name) => typeof name === 'string'))];
  // An issue without any label counts under the name that no label has.
  return { created, closed, labels: labels.length > 0 ? labels : [''] };
}

function labelRows(label: string, own: Span[], asOfEnd: number, openedByMonth: Map<string, number>): PlainLabelRow[] {
  const rows: PlainLabelRow[] = [];
  const first = own.reduce((earliest, { created }) => Math.min(earliest, created), Infinity);
  for (let start = monthStart(first); start < asOfEnd; start = nextMonth(start)) {
    const end = Math.min(nextMonth(start), asOfEnd);
    const opened = own.filter(({ created }) => created >= start && created < end).length;
    const hours = own
      .filter(({ closed }) => closed >= start && closed < end)
      .map(({ created, closed }) => (closed - created) / 1000 / 3600)
      .sort((a, b) => a - b);
    const open = own.filter(({ created, closed }) => created < end && !(closed < end)).length;
    if (opened + hours.length + open === 0) continue;
    const allOpened = openedByMonth.get(monthOf(start)) ?? 0;
    rows.push({
      month: monthOf(start),
      label,
      issues_opened: opened,
      issues_closed: hours.length,
      share_of_opened: allOpened === 0 ? null : opened / allOpened,
      median_hours_to_close: percentile(hours, 0.5),
      p85_hours_to_close: percentile(hours, 0.85),
      open_at_month_end_current_labels: open,
    });
  }
  return rows;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
