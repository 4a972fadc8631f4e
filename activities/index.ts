import { createBackfillActivities } from './sync/backfill/create-backfill-activities.ts';
import { createEventActivities } from './events/create-event-activities.ts';
import { createKpiActivities } from './kpis/create-kpi-activities.ts';
import { createMembersActivities } from './members/create-members-activities.ts';
import { createOrganisationActivities } from './organisations/create-organisation-activities.ts';
import { createRawActivities } from './raw/create-raw-activities.ts';
import { createReconcileActivities } from './reconcile/create-reconcile-activities.ts';
import { createGitHubActivities } from './create-github-activities.ts';
import { createLoopActivities } from './create-loop-activities.ts';

/** Every activity, by task queue. */
export {
  createBackfillActivities,
  createEventActivities,
  createGitHubActivities,
  createKpiActivities,
  createLoopActivities,
  createMembersActivities,
  createOrganisationActivities,
  createRawActivities,
  createReconcileActivities,
};

export type GitHubActivities = ReturnType<typeof createGitHubActivities>;
export type DatabaseActivities = ReturnType<typeof createLoopActivities> &
  ReturnType<typeof createMembersActivities> &
  ReturnType<typeof createEventActivities> &
  ReturnType<typeof createKpiActivities> &
  ReturnType<typeof createOrganisationActivities> &
  ReturnType<typeof createRawActivities> &
  ReturnType<typeof createReconcileActivities> &
  ReturnType<typeof createBackfillActivities>;
