/** The registry: every workflow type by its public name. */
export { computeKpis } from './compute-kpis.ts';
export { reconcileRepository } from './reconcile-repository.ts';
export { syncRepository } from './sync-repository.ts';
