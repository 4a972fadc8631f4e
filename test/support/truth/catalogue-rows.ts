import { idOf, instant, needsCleaning } from './typed-table.ts';
import type { Account, TypedRow, TypedTable } from './typed-table.ts';

interface Label {
  id: number;
  name: string;
  color: string;
  description: string | null;
  default: boolean;
}

interface Milestone {
  id: number;
  number: number;
  title: string;
  description: string | null;
  state: string;
  creator: Account;
  open_issues: number;
  closed_issues: number;
  created_at: string;
  updated_at: string;
  due_on: string | null;
  closed_at: string | null;
}

interface Release {
  id: number;
  tag_name: string;
  name: string | null;
  body?: string | null;
  author: Account;
  draft: boolean;
  prerelease: boolean;
  created_at: string;
  published_at: string | null;
}

interface Deployment {
  id: number;
  sha: string;
  ref: string;
  task: string;
  environment: string;
  description: string | null;
  creator: Account;
  transient_environment: boolean;
  production_environment: boolean;
  created_at: string;
}

interface Fork {
  id: number;
  full_name: string;
  owner: Account;
  created_at: string;
  pushed_at: string | null;
  stargazers_count: number;
  archived: boolean;
}

const labelRow = (label: Label): TypedRow => ({
  label_id: label.id,
  name: label.name,
  color: label.color,
  description: label.description,
  is_default: label.default,
});

const milestoneRow = (milestone: Milestone): TypedRow => ({
  milestone_id: milestone.id,
  number: milestone.number,
  title: milestone.title,
  description: milestone.description,
  state: milestone.state,
  creator_id: idOf(milestone.creator),
  open_issues: milestone.open_issues,
  closed_issues: milestone.closed_issues,
  created_at: instant(milestone.created_at),
  updated_at: instant(milestone.updated_at),
  due_on: instant(milestone.due_on),
  closed_at: instant(milestone.closed_at),
});

const releaseRow = (release: Release): TypedRow => ({
  release_id: release.id,
  tag_name: release.tag_name,
  name: release.name,
  body: release.body ?? null,
  author_id: idOf(release.author),
  is_draft: release.draft,
  is_prerelease: release.prerelease,
  created_at: instant(release.created_at),
  published_at: instant(release.published_at),
  is_cleaned: needsCleaning(release),
});

const forkRow = (fork: Fork): TypedRow => ({
  fork_id: fork.id,
  owner_id: idOf(fork.owner),
  name: fork.full_name,
  created_at: instant(fork.created_at),
  pushed_at: instant(fork.pushed_at),
  stars: fork.stargazers_count,
  is_archived: fork.archived,
});

const deploymentRow = (deployment: Deployment): TypedRow => ({
  deployment_id: deployment.id,
  sha: deployment.sha,
  ref: deployment.ref,
  task: deployment.task,
  environment: deployment.environment,
  description: deployment.description,
  creator_id: idOf(deployment.creator),
  is_transient: deployment.transient_environment,
  is_production: deployment.production_environment,
  created_at: instant(deployment.created_at),
  is_cleaned: false,
});

/** Lists of a repository that are read from their first row to their last. */
export const catalogueTables: readonly TypedTable[] = [
  {
    name: 'github.label',
    key: ['label_id'],
    leftOut: ['deleted_at'],
    rows: ({ labels }) => (labels as unknown as Label[]).map(labelRow),
  },
  {
    name: 'github.milestone',
    key: ['milestone_id'],
    leftOut: ['deleted_at'],
    rows: ({ milestones }) => (milestones as unknown as Milestone[]).map(milestoneRow),
  },
  {
    name: 'github.release',
    key: ['release_id'],
    leftOut: ['deleted_at'],
    rows: ({ releases }) => (releases as unknown as Release[]).map(releaseRow),
  },
  {
    name: 'github.fork',
    key: ['fork_id'],
    leftOut: ['deleted_at'],
    rows: ({ forks }) => (forks as unknown as Fork[]).map(forkRow),
  },
  {
    name: 'github.deployment',
    key: ['deployment_id'],
    leftOut: ['deleted_at'],
    rows: ({ deployments }) => (deployments as unknown as Deployment[]).map(deploymentRow),
  },
];
