import { createKpiActivities } from './kpis/create-kpi-activities.ts';
import { createGitHubActivities, createLoopActivities } from './sync/create-sync-activities.ts';

/** Every activity, by task queue. */
export { createGitHubActivities, createKpiActivities, createLoopActivities };

export type GitHubActivities = ReturnType<typeof createGitHubActivities>;
export type DatabaseActivities = ReturnType<typeof createLoopActivities> & ReturnType<typeof createKpiActivities>;
