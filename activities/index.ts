import { createKpiActivities } from './kpis/create-kpi-activities.ts';
import { createRawActivities } from './raw/create-raw-activities.ts';
import { createReconcileActivities } from './reconcile/create-reconcile-activities.ts';
import { createGitHubActivities } from './create-github-activities.ts';
import { createLoopActivities } from './create-loop-activities.ts';

/** Every activity, by task queue. */
export {
  createGitHubActivities,
  createKpiActivities,
  createLoopActivities,
  createRawActivities,
  createReconcileActivities,
};

export type GitHubActivities = ReturnType<typeof createGitHubActivities>;
export type DatabaseActivities = ReturnType<typeof createLoopActivities> &
  ReturnType<typeof createKpiActivities> &
  ReturnType<typeof createRawActivities> &
  ReturnType<typeof createReconcileActivities>;
