/** The registry: every workflow type by its public name. */
export { backfillRepository } from './backfill-repository.ts';
export { computeKpis } from './compute-kpis.ts';
export { pollEvents } from './poll-events.ts';
export { reconcileRepository } from './reconcile-repository.ts';
export { previewOrganization } from './preview-organization.ts';
export { syncMembers } from './sync-members.ts';
export { syncOrganization } from './sync-organization.ts';
export { syncRepository } from './sync-repository.ts';
/** The SDK calls it for every other name. */
export { refuseUnknownType as default } from './refuse-unknown-type.ts';
