import { sources } from '../address/address.ts';
import type { Address } from '../address/address.ts';
import type { Row } from '../data/ask.ts';
import { addMonths } from '../words/months.ts';
import type { RowsBehind } from '../rows/rows-behind.ts';
import type { ChartDeclaration, Measure } from './declare-chart.ts';

const within = (month: string) => ({ from: `${month}-01`, to: `${addMonths(month, 1)}-01` });
const numberOf = (row: Row, member: string) => (typeof row[member] === 'number' ? row[member] : null);

/** Issues or pull requests by one of their times. */
const items =
  (
    title: string,
    list: 'issues' | 'pulls',
    by: string | null,
    more: Pick<RowsBehind, 'keep' | 'where' | 'isMeasured'> = {},
  ) =>
  (month: string) => ({
    title,
    list,
    view: list === 'issues' ? 'issues' : 'pull_requests',
    filters: { ...within(month), ...(by !== null && { by }) },
    time: by ?? 'created_at',
    kind: 'items' as const,
    ...more,
  });

const sourceResources: Record<keyof typeof sources, string[]> = {
  commits: ['commits'],
  pull_requests_opened: ['pull_requests'],
  pull_requests_merged: ['pull_requests'],
  stats: ['contributor_stats'],
};

const newPeople = (isBot: boolean): NonNullable<Measure['rows']> =>
  function rows(month, address) {
    return {
      title: isBot ? 'New bots' : 'New contributors',
      list: 'contributors/new',
      view: 'new_contributors',
      filters: { source: address.source, is_bot: String(isBot), ...within(month) },
      time: 'month',
      kind: 'people',
    };
  };

function newContributorMeasures({ hasBots }: Address): Measure[] {
  const people: Measure = {
    id: 'people',
    title: 'people',
    members: ['number_of_new_contributors', 'new_bots', 'new_without_account'],
    // Null where nobody knows whether there was anybody.
    value: ({ number_of_new_contributors: all, new_bots: bots }) =>
      typeof all === 'number' ? all - Number(bots) : null,
    rows: newPeople(false),
  };
  const bots: Measure = {
    id: 'bots',
    title: 'bots',
    tone: 'second',
    members: ['new_bots'],
    value: (row) => numberOf(row, 'new_bots'),
    rows: newPeople(true),
  };
  return hasBots ? [people, bots] : [people];
}

/** A measure that only people have, and one of bots. */
const withBots = (people: Measure, bots: Measure) => (address: Address) =>
  address.hasBots ? [people, bots] : [people];

/** The charts of a repository's page whose rows are one list's own. */
export const charts: readonly ChartDeclaration[] = [
  {
    id: 'new-contributors',
    title: 'New contributors',
    bots: 'apart',
    list: 'kpis/new-contributors',
    view: 'new_contributors_monthly',
    layout: 'stacked',
    unit: 'count',
    filters: ({ source }) => ({ source }),
    measures: newContributorMeasures,
    resources: ({ source }) => sourceResources[source],
    botsMember: 'new_bots',
    lead: ({ source }) => `Who came for the first time, by ${sources[source]}`,
  },
  {
    id: 'active-contributors',
    title: 'Active contributors',
    bots: 'apart',
    list: 'kpis/contributors',
    view: 'contributors_monthly',
    layout: 'multiples',
    unit: 'count',
    measures: withBots(
      { id: 'active', title: 'Active people' },
      { id: 'active_bots', title: 'Active bots', tone: 'second' },
    ),
    resources: () => ['commits', 'issues', 'pull_requests', 'reviews', 'comments', 'review_comments'],
    lead: () => 'Who did anything at all',
  },
  {
    id: 'issue-flow',
    title: 'Issues',
    bots: 'among',
    list: 'kpis/issue-flow',
    view: 'issue_flow_monthly',
    layout: 'multiples',
    unit: 'count',
    measures: () => [
      { id: 'issues_opened', title: 'Opened', rows: items('Issues opened', 'issues', null) },
      { id: 'issues_closed', title: 'Closed', rows: items('Issues closed', 'issues', 'closed_at') },
      { id: 'open_at_month_end', title: "Open at the month's end" },
    ],
    resources: () => ['issues'],
    lead: () => 'Without pull requests',
  },
  {
    id: 'pull-request-flow',
    title: 'Pull requests',
    bots: 'among',
    list: 'kpis/pull-request-flow',
    view: 'pull_request_flow_monthly',
    layout: 'multiples',
    unit: 'count',
    measures: () => [
      { id: 'opened', title: 'Opened', rows: items('Pull requests opened', 'pulls', null) },
      { id: 'merged', title: 'Merged', rows: items('Pull requests merged', 'pulls', 'merged_at') },
      {
        id: 'closed_unmerged',
        title: 'Closed unmerged',
        rows: items('Pull requests closed unmerged', 'pulls', 'closed_at', {
          keep: ({ merged_at: at }) => at === null,
          where: 'merged_at is null',
        }),
      },
    ],
    resources: () => ['pull_requests'],
  },
  {
    id: 'issue-times',
    title: 'How long issues wait',
    bots: 'among',
    list: 'kpis/issue-flow',
    view: 'issue_flow_monthly',
    layout: 'multiples',
    unit: 'hours',
    measures: () => [
      {
        id: 'median_hours_to_first_response',
        title: 'To the first response',
        rows: items('Issues opened', 'issues', null, { isMeasured: true }),
      },
      {
        id: 'median_hours_to_close',
        title: 'To the close',
        rows: items('Issues closed', 'issues', 'closed_at', { isMeasured: true }),
      },
    ],
    resources: () => ['issues', 'comments'],
    lead: () => 'Median hours',
  },
  {
    id: 'pull-request-times',
    title: 'How long pull requests wait',
    bots: 'among',
    list: 'kpis/pull-request-flow',
    view: 'pull_request_flow_monthly',
    layout: 'multiples',
    unit: 'hours',
    measures: () => [
      {
        id: 'median_hours_to_first_review',
        title: 'To the first review',
        rows: items('Pull requests opened', 'pulls', null, { isMeasured: true }),
      },
      {
        id: 'median_hours_to_merge',
        title: 'To the merge',
        rows: items('Pull requests merged', 'pulls', 'merged_at', { isMeasured: true }),
      },
    ],
    resources: () => ['pull_requests', 'reviews'],
    lead: () => 'Median hours',
  },
  {
    id: 'absence',
    title: 'Contributor absence factor',
    bots: 'never',
    list: 'kpis/contributor-absence',
    view: 'contributor_absence_monthly',
    layout: 'stacked',
    unit: 'count',
    measures: () => [{ id: 'contributor_absence_factor', title: 'people' }],
    resources: () => ['commits'],
    lead: () => 'How few people make half of the commits of twelve months',
  },
  {
    id: 'releases',
    title: 'Releases',
    bots: 'among',
    list: 'kpis/releases',
    view: 'releases_monthly',
    layout: 'stacked',
    unit: 'count',
    measures: () => [
      {
        id: 'releases',
        title: 'releases',
        rows: (month) => ({
          title: 'Releases',
          list: 'releases',
          view: 'releases',
          filters: within(month),
          time: 'coalesce(published_at, created_at)',
          kind: 'releases',
          keep: ({ is_draft: isDraft, deleted_at: deletedAt }) => isDraft !== true && deletedAt === null,
          where: 'is_draft is not true and deleted_at is null',
        }),
      },
    ],
    resources: () => ['releases'],
    lead: () => 'Prereleases are among them',
  },
];
