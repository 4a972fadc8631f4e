import type { OwnerResource, RepositoryResource, Resource } from '../workflows/contract.ts';
import type { SubjectKind } from './github/subject.ts';
import { list, stage, table } from './declare-resource.ts';
import { peopleLists } from './people-lists.ts';
import type { ResourceDeclaration, TypedTable } from './resource.ts';
import { eventRows, eventsQuery, moreEventsQuery, readEvents } from './store/graphql-events.ts';
import { moreReviewsQuery, readReviews, reviewRows, reviewsQuery } from './store/graphql-reviews.ts';

const ofIssues = { ...list, follows: ['issues'] } as const;
const changing = { ...ofIssues, timeMember: 'updated_at', hasTotal: true, isBounded: true } as const;

const answer = {
  ...list,
  order: 'answer',
  path: '',
  follows: [],
  absent: 'none',
  reconcileGroup: null,
} as const satisfies Partial<ResourceDeclaration>;

/** A table without rows that are asked for or marked one by one. */
const plain = (name: string): TypedTable => ({ name, mark: [] });

const dated = { bornAt: 'created_at', movedAt: 'updated_at' } as const;
const created = { bornAt: 'created_at', movedAt: 'created_at' } as const;

/**
 * The table of resources, exhaustive by type: everything that the engine knows of each. Counting, purging, rebuilding, staging of
 * accounts, reconciliation and the plan of a cycle are derived from it.
 */
export const listResources: Record<Resource, ResourceDeclaration> = {
  repository: {
    ...answer,
    stage: stage('repository', [], { form: 'object' }),
    tables: [{ ...plain('repository'), isKept: true }, plain('repository_daily')],
  },
  issues: {
    ...changing,
    order: 'updated',
    path: '/issues?state=all',
    isCapped: false,
    isAskedEachCycle: true,
    follows: [],
    stage: stage('issues'),
    rowPath: (number) => `/issues/${number}`,
    absent: 'numbered',
    tables: [table('issue', 'issue_id', { ...dated, key: 'number', mark: ['deleted_at', 'deletion'] })],
    reconcileGroup: 1,
  },
  pull_requests: {
    ...changing,
    order: 'newest',
    path: '/pulls?state=all&sort=updated&direction=desc',
    disabledReason: 'Pull requests are disabled',
    stage: stage('pull_requests', ['$[*].user', '$[*].requested_reviewers[*]', '$[*].assignees[*]']),
    rowPath: (number) => `/pulls/${number}`,
    queues: ['queue/pull_requests'],
    tables: [table('pull_request', 'pull_request_id', { ...dated, key: 'number' })],
  },
  comments: {
    ...changing,
    order: 'updated',
    path: '/issues/comments?',
    stage: stage('comments', ['$[*].user']),
    rowPath: (id) => `/issues/comments/${id}`,
    ofNumberPath: (number) => `/issues/${number}/comments?per_page=100`,
    isOfNumber: true,
    queues: ['queue/comments'],
    isProvenByTotal: true,
    tables: [table('comment', 'comment_id', dated)],
  },
  review_comments: {
    ...changing,
    order: 'updated',
    path: '/pulls/comments?',
    disabledReason: 'Pull requests are disabled',
    stage: stage('review_comments', ['$[*].user']),
    rowPath: (id) => `/pulls/comments/${id}`,
    isOfNumber: true,
    tables: [table('review_comment', 'review_comment_id', dated)],
  },
  reviews: {
    ...list,
    order: 'items',
    path: '',
    follows: ['issues', 'pull_requests'],
    after: ['issues', 'pull_requests'],
    stage: stage('reviews', ['$[*].user'], { ofGraphql: reviewRows }),
    bulk: { what: ['pull'], ask: reviewsQuery, askMore: moreReviewsQuery, read: readReviews },
    rowOfNumberPath: (number, id) => `/pulls/${number}/reviews/${id}`,
    ofNumberPath: (number) => `/pulls/${number}/reviews?per_page=100`,
    queues: ['queue/reviews'],
    completeWith: 'pull_requests',
    absent: 'none',
    tables: [table('review', 'review_id', { bornAt: 'submitted_at' })],
    reconcileGroup: 3,
    isReconciledWhole: true,
  },
  issue_events: {
    ...list,
    order: 'newest',
    path: '/issues/events?',
    timeMember: 'created_at',
    isBounded: true,
    follows: ['issues', 'labels'],
    stage: stage('issue_events', ['$[*].actor', '$[*].assignee', '$[*].requested_reviewer'], {
      tellsLabels: true,
      ofGraphql: eventRows,
    }),
    // Not `labels/…`, which doubts what has been told.
    bulk: { what: ['issue', 'names'], ask: eventsQuery, askMore: moreEventsQuery, read: readEvents },
    rowPath: (id) => `/issues/events/${id}`,
    ofNumberPath: (number) => `/issues/${number}/events?per_page=100`,
    isOfNumber: true,
    queues: ['queue/issue_events'],
    labelHistory: 'events',
    tables: [
      table('issue_event', 'event_id', created),
      plain('issue_label_due'),
      plain('issue_label_period'),
      plain('issue_label_carry'),
      plain('label_told_name'),
    ],
    reconcileGroup: 3,
  },
  labels: {
    ...ofIssues,
    order: 'whole',
    path: '/labels?',
    stage: stage('labels'),
    rowPath: (name) => `/labels/${encodeURIComponent(name)}`,
    labelHistory: 'names',
    apply: 'stage/apply_labels',
    tables: [table('label', 'label_id', { nameColumn: 'name' }), plain('label_former_name')],
  },
  milestones: {
    ...ofIssues,
    order: 'whole',
    path: '/milestones?state=all&sort=due_on&direction=asc',
    stage: stage('milestones', ['$[*].creator']),
    rowPath: (number) => `/milestones/${number}`,
    apply: 'stage/apply_milestones',
    tables: [table('milestone', 'milestone_id', { ...dated, key: 'number' })],
  },
  releases: {
    ...list,
    order: 'whole',
    path: '/releases?',
    stage: stage('releases', ['$[*].author']),
    rowPath: (id) => `/releases/${id}`,
    // Its created_at is the date of its commit.
    tables: [table('release', 'release_id', { countedAt: 'published_at' })],
  },
  forks: {
    ...list,
    order: 'newest',
    path: '/forks?sort=newest',
    timeMember: 'created_at',
    stage: stage('forks', ['$[*].owner']),
    // A fork is a repository of its own, beside this one.
    rowPath: (id) => `/../${id}`,
    isElsewhere: true,
    tables: [table('fork', 'fork_id', created)],
  },
  deployments: {
    ...list,
    order: 'newest',
    path: '/deployments?',
    timeMember: 'created_at',
    stage: stage('deployments', ['$[*].creator']),
    rowPath: (id) => `/deployments/${id}`,
    tables: [table('deployment', 'deployment_id', created)],
  },
  commits: {
    ...list,
    order: 'commits',
    path: '/commits?',
    idMember: 'sha',
    isBounded: true,
    stage: stage('commits', ['$[*].author', '$[*].committer'], { form: 'commits' }),
    absent: 'branch',
    tables: [{ name: 'commit', id: { column: 'sha', type: 'text' }, mark: ['deleted_at'] }],
    isReconciledWhole: true,
  },
  star_history: {
    ...list,
    order: 'newest',
    path: '/stargazers/history?',
    idMember: 'week',
    timeMember: 'week',
    perPage: 30,
    // Weeks of stars are corrected for days after their end; nothing else tells of a new star.
    rereadMs: 14 * 24 * 3_600_000,
    follows: [],
    disabledReason: 'This GitHub offers no star history',
    stage: stage('star_history'),
    absent: 'week',
    tables: [plain('star_week')],
    isReconciledWhole: true,
  },
  contributor_stats: {
    ...answer,
    stage: stage('contributor_stats'),
    tables: [plain('contributor_stats')],
  },
  owner: {
    ...answer,
    subject: 'owner',
    stage: stage('owner', ['$'], { form: 'object' }),
    tables: [{ ...plain('owner'), isKept: true }],
  },
  owner_repositories: {
    ...list,
    subject: 'owner',
    order: 'whole',
    // By creation: what is new comes last and moves nothing. By update rows would move while they are read.
    path: '/repos?sort=created&direction=asc',
    isAskedEachCycle: true,
    follows: [],
    stage: stage('owner_repositories'),
    rowPath: (id) => `/../../repositories/${id}`,
    isElsewhere: true,
    isOfSubject: ({ owner }, { id }) => String((owner as { id?: unknown } | undefined)?.id) === id,
    tables: [
      {
        name: 'owner_repository',
        id: { column: 'repository_id', type: 'bigint' },
        bornAt: 'joined_at',
        mark: ['left_at', 'moved_to'],
      },
      { ...plain('owner_repository_period'), isKept: true },
    ],
    reconcileGroup: null,
  },
  ...peopleLists,
};

/** What the engine is told of; a test gives it one resource more. */
export type Resources = Readonly<Record<string, ResourceDeclaration>>;

/** Whose rows each resource holds, as two lists of equal length for statements. */
export function kindsOfResources(resources: Resources = listResources): { resources: string[]; kinds: string[] } {
  return { resources: Object.keys(resources), kinds: Object.values(resources).map(({ subject }) => subject) };
}

interface ResourceOf {
  repository: RepositoryResource;
  owner: OwnerResource;
  public: never;
}

/** Names of the resources of one kind of subject, in the order of the table. */
export function resourcesOf<Kind extends SubjectKind>(
  kind: Kind,
  resources: Resources = listResources,
): ResourceOf[Kind][] {
  return Object.keys(resources).filter((name) => resources[name]?.subject === kind) as ResourceOf[Kind][];
}

/** Resources that follow this one. */
export function followersOf(resource: Resource, resources: Resources = listResources): Resource[] {
  return (Object.keys(resources) as Resource[]).filter((name) => resources[name]?.follows.includes(resource));
}
