import type { ResourceDeclaration, TypedTable } from './resource.ts';
import type { Stage } from './store/stage-body.ts';

/** What most lists of a repository have in common; a declaration names what differs. */
export const list = {
  subject: 'repository',
  idMember: 'id',
  timeMember: null,
  perPage: 100,
  hasTotal: false,
  isCapped: true,
  isBounded: false,
  isAskedEachCycle: false,
  follows: ['repository'],
  after: [],
  queues: [],
  rereadMs: 0,
  absent: 'marked',
  reconcileGroup: 2,
  isReconciledWhole: false,
} as const satisfies Partial<ResourceDeclaration>;

/** How rows are made of an answer. @param accounts where rows name accounts, as jsonpaths */
export function stage(name: string, accounts: string[] = [], more: Partial<Stage> = {}): Stage {
  return { file: `stage/${name}`, accounts, form: 'list', ...more };
}

/** A table whose rows are marked when GitHub does not show them any more. */
export function table(name: string, id: string, more: Partial<TypedTable> = {}): TypedTable {
  return { name, id: { column: id, type: 'bigint' }, mark: ['deleted_at'], ...more };
}
