/** What is known of the measures of a view beside what its own comments say. */
export interface MeasuredView {
  /** Family of activities/kpis/families.ts that computes it; null: it is read as it is stored. */
  families: readonly string[];
  /** Version of the definition; null: it has none. */
  version: number | null;
  /** Resources that it follows. */
  sources: readonly string[];
  /** What a row stands for, beside the repository. */
  grain: readonly string[];
  /** What counts at the edges, a sentence each. */
  edgeRules: readonly string[];
}

const months = 'Months are UTC and half-open; the running month stands at the end of the day of the computation.';
const unknown = 'Null where nobody knows, 0 where it is known that there was none.';
const percentiles = 'Percentiles are values that occurred (percentile_disc); medians cannot be averaged.';
const noPullRequests = 'Issues without pull requests and without those that are deleted, hidden or transferred.';
const bots = "Bots are told by GitHub's account type, a login that ends in [bot], and kpi.bot_rule.";

/** Every view that has measures, by name. A new one needs an entry here, or a test fails. */
export const measuredViews: Readonly<Record<string, MeasuredView>> = {
  new_contributors_monthly: {
    families: ['contributors', 'contributions'],
    version: 2,
    sources: ['contributor_stats', 'commits', 'issues', 'pull_requests', 'reviews', 'comments', 'review_comments'],
    grain: ['month', 'source'],
    edgeRules: [
      months,
      unknown,
      'Bots and people without an account are counted, and beside it told apart.',
      'Source stats: the month of the Sunday on which the first week with a commit begins; at most 100 people, so such a list is never complete.',
    ],
  },
  contributors_monthly: {
    families: ['contributions'],
    version: 1,
    sources: ['commits', 'issues', 'pull_requests', 'reviews', 'comments', 'review_comments'],
    grain: ['month'],
    edgeRules: [months, unknown, bots, 'Merge commits and deleted accounts are nobody.'],
  },
  contributions_monthly: {
    families: ['contributions'],
    version: 1,
    sources: ['commits', 'issues', 'pull_requests', 'reviews', 'comments', 'review_comments'],
    grain: ['month', 'contributor', 'kind'],
    edgeRules: [months, bots],
  },
  new_contributors: {
    families: ['contributors', 'contributions'],
    version: 2,
    sources: ['contributor_stats', 'commits', 'issues', 'pull_requests', 'reviews', 'comments', 'review_comments'],
    grain: ['source', 'contributor'],
    edgeRules: ['An entry without an account is one person, never merged with another.', bots],
  },
  issue_labels_monthly: {
    families: ['issue_labels'],
    version: 4,
    sources: ['issues', 'issue_events'],
    grain: ['month', 'label'],
    edgeRules: [
      months,
      noPullRequests,
      percentiles,
      'An issue counts under each of its labels, so labels do not add up.',
      'Issues without a label count in a row whose label is the empty text.',
      'What the history of labels tells is null until that is complete.',
    ],
  },
  label_categories_monthly: {
    families: ['label_categories'],
    version: 2,
    sources: ['issues', 'label_rules'],
    grain: ['month', 'category'],
    edgeRules: [months, noPullRequests, 'An issue counts once in each category of its labels.'],
  },
  label_quality: {
    families: ['label_quality'],
    version: 2,
    sources: ['issues'],
    grain: ['day', 'definition'],
    edgeRules: [
      'Open issues AND pull requests that were updated in the two months before the day.',
      'A snapshot of its day, never computed again; none where there is no such item.',
    ],
  },
  issue_flow_monthly: {
    families: ['issue_flow'],
    version: 1,
    sources: ['issues', 'comments', 'issue_events'],
    grain: ['month'],
    edgeRules: [
      months,
      unknown,
      percentiles,
      noPullRequests,
      'First response: the first comment by a human who is not the author, of issues opened in the month.',
      'Hours to close: of issues closed in the month, by their last close.',
    ],
  },
  pull_request_flow_monthly: {
    families: ['pull_request_flow'],
    version: 1,
    sources: ['pull_requests', 'comments', 'reviews', 'review_comments', 'issue_events'],
    grain: ['month'],
    edgeRules: [
      months,
      unknown,
      percentiles,
      'First response and first review: by a human who is not the author, of pull requests opened in the month.',
      'Hours to merge and to close: of those merged or closed in the month.',
      'acceptance_ratio is merged / (merged + closed unmerged); closure_ratio is both / opened; null where that is 0.',
    ],
  },
  contributor_absence_monthly: {
    families: ['contributor_absence'],
    version: 1,
    sources: ['commits'],
    grain: ['month'],
    edgeRules: [
      "Non-merge commits of the default branch in the twelve months up to the month's end, by author date.",
      'The smallest number of people who reach 50 %; bots are no people.',
    ],
  },
  releases_monthly: {
    families: ['releases'],
    version: 1,
    sources: ['releases'],
    grain: ['month'],
    edgeRules: [months, 'Drafts and deleted releases do not count; prereleases are among the releases, and beside.'],
  },
  event_counts_hourly: {
    families: ['event_counts'],
    version: 1,
    sources: ['events'],
    grain: ['hour', 'type'],
    edgeRules: [
      'Hours are UTC; an hour without an event of a type has no row.',
      'A feed shows 300 events and 30 days: what fell out between two looks is a gap.',
    ],
  },
};
