import { plainIssueLabelsMonthly, type PlainIssue, type PlainLabelRow } from './plain-label-kpis.ts';

/** An event of an issue, as far as label history reads it. */
export interface PlainEvent {
  id: number;
  event: string;
  /** The name of that day. */
  label?: string | null;
  at: string;
}

/** An issue or pull request with its events; deleted ones are to be left out. */
export interface PlainHistoryIssue {
  created_at: string;
  closed_at?: string | null;
  labels: string[];
  isPullRequest: boolean;
  events: PlainEvent[];
}

/** What is known of label names. */
export interface PlainCatalogue {
  /** Names of labels that exist. */
  present: string[];
  /** Which present name a name meant until an instant. */
  former: { name: string; until: string; present: string }[];
  /** Labels that are gone, by their last names, and when that was found. */
  deleted: { name: string; at: string }[];
  /** Names that nobody knows, and the last event that names them. */
  vanished: { name: string; until: string }[];
}

interface PlainHistoryRow {
  /** First day, YYYY-MM-DD. */
  month: string;
  label: string;
  labeled: number;
  unlabeled: number;
  open_at_month_end: number;
  median_hours_in_label: number | null;
}

type Nullable<Row> = { [Column in keyof Row]: Row[Column] | null };
export type PlainFullRow = PlainLabelRow & Nullable<Omit<PlainHistoryRow, 'month' | 'label'>>;

/** All columns of `report.issue_labels_monthly`: those of the labels of now and those by history, side by side. */
export function plainLabelsWithHistory(
  issues: readonly PlainHistoryIssue[],
  catalogue: PlainCatalogue,
  asOf: string,
): PlainFullRow[] {
  const plain = issues.map(({ isPullRequest, ...issue }): PlainIssue => {
    return { ...issue, pull_request: isPullRequest ? {} : undefined };
  });
  const now = new Map(plainIssueLabelsMonthly(plain, asOf).map((row) => [key(row), row]));
  const then = new Map(plainLabelHistory(issues, catalogue, asOf).map((row) => [key(row), row]));
  const opened = new Set(issues.filter((one) => !one.isPullRequest).map((one) => monthOf(Date.parse(one.created_at))));
  const nothing = {
    issues_opened: 0,
    issues_closed: 0,
    median_hours_to_close: null,
    p85_hours_to_close: null,
    open_at_month_end_current_labels: 0,
  };
  const noHistory = { labeled: 0, unlabeled: 0, open_at_month_end: 0, median_hours_in_label: null };
  // What has no label has no history of one.
  const untold = { labeled: null, unlabeled: null, open_at_month_end: null, median_hours_in_label: null };
  const rows = [...new Set([...now.keys(), ...then.keys()])].map((one) => {
    const [month = '', label = ''] = [one.slice(0, 10), one.slice(10)];
    const isOpened = opened.has(month);
    return {
      month,
      label,
      share_of_opened: isOpened ? 0 : null,
      ...nothing,
      ...(label === '' ? untold : noHistory),
      ...now.get(one),
      ...then.get(one),
    };
  });
  return rows.sort((a, b) => compare(a.month, b.month) || compare(a.label, b.label));
}

const key = ({ month, label }: { month: string; label: string }) => `${month}${label}`;

interface Carry {
  from: number;
  to: number;
  isOpen: boolean;
  /** Its length counts in the median. */
  hasHours: boolean;
}

interface Story {
  set: number[];
  taken: number[];
  carries: Carry[];
  /** When it went, in any way, and whether by no event. */
  ends: { at: number; isUnknown: boolean }[];
  /** It is there at the end. */
  isSet: boolean;
}

/**
 * The columns by label history through plain loops that live an issue's life event by event: the definition of
 * `sql/kpi/issue_label_history_monthly.sql` and `sql/stage/label_periods.sql` once more, to compare with.
 *
 * @param asOf day (YYYY-MM-DD, UTC) at whose end the rows stand
 * @returns rows with any count but zero, of carries that ended too, ordered by month, then label by code point
 */
function plainLabelHistory(
  issues: readonly PlainHistoryIssue[],
  catalogue: PlainCatalogue,
  asOf: string,
): PlainHistoryRow[] {
  const asOfEnd = Date.parse(`${asOf}T00:00:00Z`) + 24 * 3_600_000;
  const byLabel = new Map<string, Story[]>();
  for (const issue of issues.filter(({ isPullRequest }) => !isPullRequest)) {
    for (const [label, story] of live(issue, catalogue)) byLabel.set(label, [...(byLabel.get(label) ?? []), story]);
  }
  const rows = [...byLabel].flatMap(([label, stories]) => labelRows(label, stories, asOfEnd));
  return rows.sort((a, b) => compare(a.month, b.month) || compare(a.label, b.label));
}

const isAlike = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

function nameOf({ label, at }: PlainEvent, issue: PlainHistoryIssue, catalogue: PlainCatalogue): string {
  const { present, former, deleted } = catalogue;
  const spelling = label!;
  const meanings = [
    ...present.map((name) => ({ name, until: Infinity, means: name })),
    ...former.map(({ name, until, present: means }) => ({ name, until: Date.parse(until), means })),
    ...deleted.map(({ name, at: until }) => ({ name, until: Date.parse(until), means: name })),
  ];
  const fitting = meanings.filter(({ name, until }) => isAlike(name, spelling) && Date.parse(at) <= until);
  const isExact = ({ name }: { name: string }) => Number(name === spelling);
  const [meant] = fitting.sort((a, b) => (a.until === b.until ? isExact(b) - isExact(a) : a.until - b.until));
  if (meant) return meant.means;
  const worn = issue.labels.filter((name) => isAlike(name, spelling)).sort();
  if (worn.length > 0) return worn.includes(spelling) ? spelling : worn[0]!;
  const spelled = issue.events.filter((event) => event.label && isAlike(event.label, spelling));
  return spelled.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id).at(-1)!.label!;
}

type Step = { at: number; id: number; kind: string; label: string };

const inOrder = (a: Step, b: Step) => a.at - b.at || (a.id === b.id ? 0 : a.id - b.id);

function live(issue: PlainHistoryIssue, catalogue: PlainCatalogue): Map<string, Story> {
  const created = Date.parse(issue.created_at);
  const own = issue.events.filter(({ event }) => ['labeled', 'unlabeled', 'closed', 'reopened'].includes(event));
  const events = own.filter(({ event, label }) => label || event === 'closed' || event === 'reopened');
  const told: Step[] = events.map((event) => ({
    at: Math.max(created, Date.parse(event.at)),
    id: event.id,
    kind: event.event,
    label: event.label ? nameOf(event, issue, catalogue) : '',
  }));
  const steps = [...whatTheRowKnows(told.sort(inOrder), issue), ...deletions(own, told, issue, catalogue)];
  if (issue.closed_at) {
    steps.push({ at: Math.max(created, Date.parse(issue.closed_at)), id: Infinity, kind: 'closed', label: '' });
  }
  steps.push(...losses(steps.sort(inOrder), issue, catalogue));
  steps.sort(inOrder);
  const labels = new Set(steps.filter(({ kind }) => kind === 'labeled').map(({ label }) => label));
  const stories = new Map([...labels].map((label) => [label, tell(label, steps, issue)]));
  const lostAt = [...stories.values()].flatMap(({ ends }) =>
    ends.flatMap(({ at, isUnknown }) => (isUnknown ? at : [])),
  );
  for (const label of new Set(issue.labels)) {
    const story = stories.get(label);
    if (story?.isSet) continue;
    const taken = steps.filter(({ kind, label: of }) => of === label && (kind === 'unlabeled' || kind === 'lost'));
    const begunAt = Math.max(created, ...lostAt, ...taken.map(({ at }) => at));
    const { set = [], taken: gone = [], carries = [], ends = [] } = story ?? {};
    stories.set(label, { set, taken: gone, carries: [...carries, ...carryOn(begunAt, steps)], ends, isSet: true });
  }
  return stories;
}

/** Without the closes that an open issue has not come back from, and the reopenings that a closed one has not had. */
function whatTheRowKnows(steps: Step[], { closed_at, created_at }: PlainHistoryIssue): Step[] {
  const closedAt = closed_at ? Math.max(Date.parse(closed_at), Date.parse(created_at)) : null;
  return steps.filter(({ kind, at }, nth) => {
    if (kind === 'reopened') return closedAt === null || at <= closedAt;
    return kind !== 'closed' || closedAt !== null || steps.slice(nth).some((later) => later.kind === 'reopened');
  });
}

function deletions(
  own: readonly PlainEvent[],
  steps: readonly Step[],
  issue: PlainHistoryIssue,
  catalogue: PlainCatalogue,
): Step[] {
  const named = new Map<string, number>();
  for (const event of own.filter(({ label }) => label)) {
    for (const { name, at } of catalogue.deleted) {
      const isOf = isAlike(event.label!, name) && Date.parse(event.at) <= Date.parse(at);
      if (isOf && nameOf(event, issue, catalogue) === name) named.set(name, Date.parse(at));
    }
  }
  return [...named].flatMap(([label, at]) => {
    const isSetLater = steps.some((step) => step.kind === 'labeled' && step.label === label && step.at > at);
    return !issue.labels.includes(label) || isSetLater ? [{ at, id: Infinity, kind: 'unlabeled', label }] : [];
  });
}

/** A label that vanished went from where it is not now, and from where it was set once more. */
function losses(steps: readonly Step[], issue: PlainHistoryIssue, catalogue: PlainCatalogue): Step[] {
  return catalogue.vanished.flatMap(({ name, until }) => {
    const at = Date.parse(until);
    const own = steps.filter(({ label, id }) => label && isAlike(label, name) && id !== Infinity);
    return own.flatMap((step, nth) => {
      const next = own[nth + 1];
      const isLost = next ? next.kind === 'labeled' && next.at > at : !issue.labels.includes(step.label);
      return step.kind === 'labeled' && step.at <= at && isLost
        ? [{ at, id: Infinity, kind: 'lost', label: step.label }]
        : [];
    });
  });
}

/** The carries of a label that is there from an instant on, of which no event tells. */
function carryOn(begunAt: number, steps: readonly Step[]): Carry[] {
  const carries: Carry[] = [];
  let isOpen = true;
  let from: number | null = null;
  for (const { at, kind } of [...steps, { at: Infinity, kind: 'closed' }]) {
    if (from === null && isOpen && at >= begunAt) from = begunAt;
    if (kind === 'closed' && isOpen) {
      if (from !== null) carries.push({ from, to: at, isOpen, hasHours: from > begunAt && at < Infinity });
      isOpen = false;
      from = null;
    } else if (kind === 'reopened' && !isOpen) {
      isOpen = true;
      if (at >= begunAt) from = at;
    }
  }
  return carries;
}

function tell(label: string, steps: readonly Step[], issue: PlainHistoryIssue): Story {
  const story: Story = { set: [], taken: [], carries: [], ends: [], isSet: false };
  const lostAt = !issue.labels.includes(label) && isSetAtTheEnd(label, steps) ? startOfLast(label, steps) : Infinity;
  let isSet = false;
  let isOpen = true;
  let carry: Carry | null = null;
  const end = (at: number, hasHours: boolean) => {
    if (carry) story.carries.push({ ...carry, to: at, hasHours });
    carry = null;
  };
  for (const { at, id, kind, label: of } of steps) {
    if (isSet && (at > lostAt || (at === lostAt && id === Infinity))) break;
    const isOwn = of === label;
    if (kind === 'labeled' && isOwn && !isSet) {
      isSet = true;
      story.set.push(at);
      carry = { from: at, to: Infinity, isOpen, hasHours: false };
    } else if ((kind === 'unlabeled' || kind === 'lost') && isOwn && isSet) {
      isSet = false;
      story.ends.push({ at, isUnknown: kind === 'lost' });
      if (kind === 'unlabeled') story.taken.push(at);
      end(at, kind === 'unlabeled');
    } else if (kind === 'closed' && isOpen) {
      isOpen = false;
      end(at, true);
    } else if (kind === 'reopened' && !isOpen) {
      isOpen = true;
      // What was set while it was closed ends with nothing; it is carried anew.
      carry = isSet ? { from: at, to: Infinity, isOpen, hasHours: false } : null;
    }
  }
  if (lostAt < Infinity) story.ends.push({ at: lostAt, isUnknown: true });
  story.isSet = isSet && lostAt === Infinity;
  if (isOpen || lostAt < Infinity) end(lostAt, false);
  return { ...story, carries: story.carries.filter((one) => one.isOpen || one.hasHours) };
}

function isSetAtTheEnd(label: string, steps: readonly Step[]): boolean {
  const own = steps.filter(({ label: of }) => of === label);
  return own.at(-1)?.kind === 'labeled';
}

function startOfLast(label: string, steps: readonly Step[]): number {
  let isSet = false;
  let start = Infinity;
  for (const { at, kind, label: of } of steps) {
    if (of !== label) continue;
    if (kind === 'labeled' && !isSet) start = at;
    isSet = kind === 'labeled';
  }
  return start;
}

function labelRows(label: string, stories: Story[], asOfEnd: number): PlainHistoryRow[] {
  const rows: PlainHistoryRow[] = [];
  const carries = stories.flatMap((story) => story.carries);
  const first = Math.min(...stories.flatMap(({ set }) => set), ...carries.map(({ from }) => from));
  for (let start = monthStart(first); start < asOfEnd; start = nextMonth(start)) {
    const end = Math.min(nextMonth(start), asOfEnd);
    const isNow = (at: number) => at >= start && at < end;
    const hours = carries
      .filter(({ to, hasHours }) => hasHours && isNow(to))
      .map(({ from, to }) => (to - from) / 1000 / 3600)
      .sort((a, b) => a - b);
    const labeled = stories.flatMap(({ set }) => set).filter(isNow).length;
    const unlabeled = stories.flatMap(({ taken }) => taken).filter(isNow).length;
    const open = carries.filter(({ from, to, isOpen }) => isOpen && from < end && !(to < end)).length;
    if (labeled + unlabeled + open + hours.length === 0) continue;
    rows.push({
      month: monthOf(start),
      label,
      labeled,
      unlabeled,
      open_at_month_end: open,
      median_hours_in_label: hours[Math.ceil(0.5 * hours.length) - 1] ?? null,
    });
  }
  return rows;
}

const monthOf = (time: number) => `${new Date(time).toISOString().slice(0, 7)}-01`;
const monthStart = (time: number) => Date.parse(monthOf(time));

function nextMonth(start: number): number {
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
