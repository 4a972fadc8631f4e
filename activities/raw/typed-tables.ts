import { listResources } from '../list-resources.ts';
import type { TypedTable } from '../resource.ts';

/**
 * The tables of `github` that a rebuild makes anew from the answers of a repository. `github.repository` and `github.account` are
 * only brought up to date; `github.issue_transfer` is in no list of GitHub's, and `github.label_alias` keeps what earlier
 * labels let conclude.
 */
export const typedTables: readonly TypedTable[] = Object.values(listResources)
  .filter(({ subject }) => subject === 'repository')
  // What is told by single answers after what lists tell, as people read it.
  .sort((one, other) => Number(one.order === 'answer') - Number(other.order === 'answer'))
  .flatMap(({ tables }) => tables)
  .filter(({ isKept }) => !isKept);
