import type { KeptResource, Resource } from '../../workflows/contract.ts';

/** Families of summary tables, as rows of `kpi.due_month`, `kpi.follows` and `kpi.computation` name them. */
export type Family =
  | 'label_quality'
  | 'issue_labels'
  | 'label_categories'
  | 'contributors'
  | 'contributions'
  | 'contributor_absence'
  | 'issue_flow'
  | 'pull_request_flow'
  | 'releases'
  | 'event_counts';

/** Whose changes a family follows: a resource, or rules that people edit, which mark every month of every repository. */
type Source = KeptResource | 'label_rules';

/** A statement of `sql/kpi/` that writes a table and tells how many rows it wrote and deleted. */
export interface Step {
  /** Path below `sql/` without the ending. */
  file: string;
  /** For repositories whose whole source is whole, or is no more, alone. */
  where?: 'source is whole' | 'source is no longer whole';
  /** Of a statement that serves several families: what it takes of this one, by parameter. */
  values?: Readonly<Record<string, unknown>>;
}

/** Everything that a computation knows of a family. */
export interface FamilyDeclaration {
  /** Raise it whenever the definition in `sql/kpi/` changes: the next refresh then recomputes every month of that family. */
  version: number;
  /**
   * Whose changes it follows. A change in a month changes its numbers and those of `monthsOn` months after it; `all`: of
   * every month. `day` families follow no changes: of each source they ask only that it was complete once.
   */
  sources: readonly { source: Source; monthsOn: number | 'all' }[];
  /**
   * What a row stands for. Of `month` and `hour` the months that have changed count anew, and those between the day of the last
   * computation and the new one, and its `cohorts`; of `rolling`, a window that ends with the day, everything. A `day` is a snapshot: written
   * once, never again, and also for a day that is over.
   */
  grain: 'month' | 'day' | 'hour' | 'rolling';
  /** In this order, in one transaction. Each takes what it names of the values in `computation.ts`. */
  statements: readonly Step[];
  /**
   * Every month that can have a row, when all count anew: from the first row of a source's table, by that column, and those in
   * the summary table. Null: the statements look at no months and replace all that there is of a repository.
   */
  months: { sourceTable: string; sourceColumn: string; summaryTable: string } | null;
  /**
   * Numbers that follow what was opened in a month for as long as it is open take in what happens later: the statement (path below
   * `sql/`) that lists the months of openings to which something happened between two days. They count anew when the day moves.
   */
  cohorts?: string;
  /**
   * A part of the tables needs this source from its beginning on: every month counts anew when it has become whole, or is no
   * more. Statements have it as `:has_whole_source`, and `where`.
   */
  wholeSource?: Resource;
}

/** A table of families: that of this product, or one of a test's. */
export type Families = Readonly<Record<string, FamilyDeclaration>>;

/** In the order in which they are computed. */
export const families: Readonly<Record<Family, FamilyDeclaration>> = {
  label_quality: {
    version: 2,
    sources: [{ source: 'issues', monthsOn: 0 }],
    grain: 'day',
    statements: [{ file: 'kpi/label_quality' }],
    months: null,
  },
  issue_labels: {
    version: 4,
    sources: [
      { source: 'issues', monthsOn: 0 },
      { source: 'issue_events', monthsOn: 0 },
    ],
    grain: 'month',
    statements: [
      { file: 'kpi/clear_issue_label_history', where: 'source is no longer whole' },
      { file: 'kpi/issue_labels_monthly' },
      { file: 'kpi/issue_label_history_monthly', where: 'source is whole' },
    ],
    months: {
      sourceTable: 'github.issue',
      sourceColumn: 'created_at',
      summaryTable: 'kpi.issue_labels_monthly',
    },
    wholeSource: 'issue_events',
  },
  label_categories: {
    version: 2,
    sources: [
      { source: 'issues', monthsOn: 0 },
      { source: 'label_rules', monthsOn: 'all' },
    ],
    grain: 'month',
    statements: [{ file: 'kpi/label_categories_monthly' }],
    months: {
      sourceTable: 'github.issue',
      sourceColumn: 'created_at',
      summaryTable: 'kpi.label_categories_monthly',
    },
  },
  contributors: {
    version: 2,
    sources: [{ source: 'contributor_stats', monthsOn: 'all' }],
    grain: 'month',
    statements: [
      { file: 'kpi/new_contributors' },
      { file: 'kpi/new_contributors_monthly', values: { sources: ['stats'] } },
    ],
    months: null,
  },
  // Before the flows: whoever decides anew who is a bot finds in its tables whom that concerns.
  contributions: {
    version: 1,
    sources: [
      { source: 'commits', monthsOn: 0 },
      { source: 'issues', monthsOn: 0 },
      { source: 'pull_requests', monthsOn: 0 },
      { source: 'reviews', monthsOn: 0 },
      { source: 'comments', monthsOn: 0 },
      { source: 'review_comments', monthsOn: 0 },
    ],
    grain: 'month',
    statements: [
      { file: 'kpi/contributions_monthly' },
      { file: 'kpi/first_contributions' },
      {
        file: 'kpi/new_contributors_monthly',
        values: { sources: ['commits', 'pull_requests_opened', 'pull_requests_merged'] },
      },
      { file: 'kpi/contributors_monthly' },
    ],
    months: {
      sourceTable: 'kpi.contribution',
      sourceColumn: 'contributed_at',
      summaryTable: 'kpi.contributions_monthly',
    },
  },
  contributor_absence: {
    version: 1,
    // A commit is in the windows of twelve months.
    sources: [{ source: 'commits', monthsOn: 11 }],
    grain: 'month',
    statements: [{ file: 'kpi/contributor_absence_monthly' }],
    months: {
      sourceTable: 'github.commit',
      sourceColumn: 'authored_at',
      summaryTable: 'kpi.contributor_absence_monthly',
    },
  },
  issue_flow: {
    version: 1,
    sources: [
      { source: 'issues', monthsOn: 0 },
      { source: 'comments', monthsOn: 0 },
      { source: 'issue_events', monthsOn: 0 },
    ],
    grain: 'month',
    statements: [{ file: 'kpi/issue_flow_monthly' }],
    months: { sourceTable: 'github.issue', sourceColumn: 'created_at', summaryTable: 'kpi.issue_flow_monthly' },
    cohorts: 'kpi/refresh/issue_cohorts',
  },
  pull_request_flow: {
    version: 1,
    sources: [
      { source: 'pull_requests', monthsOn: 0 },
      { source: 'comments', monthsOn: 0 },
      { source: 'reviews', monthsOn: 0 },
      { source: 'review_comments', monthsOn: 0 },
      { source: 'issue_events', monthsOn: 0 },
    ],
    grain: 'month',
    statements: [{ file: 'kpi/pull_request_flow_monthly' }],
    months: {
      sourceTable: 'github.pull_request',
      sourceColumn: 'created_at',
      summaryTable: 'kpi.pull_request_flow_monthly',
    },
    cohorts: 'kpi/refresh/pull_request_cohorts',
  },
  releases: {
    version: 1,
    // An earlier first release gives rows to all months after it.
    sources: [{ source: 'releases', monthsOn: 'all' }],
    grain: 'month',
    statements: [{ file: 'kpi/releases_monthly' }],
    months: {
      sourceTable: 'github.release',
      sourceColumn: 'published_at',
      summaryTable: 'kpi.releases_monthly',
    },
  },
  event_counts: {
    version: 1,
    sources: [{ source: 'events', monthsOn: 0 }],
    grain: 'hour',
    statements: [{ file: 'kpi/event_counts_hourly' }],
    months: {
      sourceTable: 'github.event',
      sourceColumn: 'created_at',
      summaryTable: 'kpi.event_counts_hourly',
    },
  },
};

/** As the statements of `sql/kpi/refresh/` take a table of families. */
export function familiesJson(declared: Families): string {
  const rows = Object.entries(declared).map(([family, { version, grain, sources, wholeSource }]) => ({
    family,
    version,
    grain,
    sources: sources.map(({ source, monthsOn }) => ({ source, months_on: monthsOn === 'all' ? null : monthsOn })),
    whole_source: wholeSource ?? null,
  }));
  return JSON.stringify(rows);
}
