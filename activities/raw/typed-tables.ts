import { listResources } from '../list-resources.ts';
import type { TypedTable } from '../resource.ts';

/** Whose rows a rebuild makes anew; the public feed has events alone. */
export interface RebuiltSubject {
  kind: 'repository' | 'owner';
  /** GitHub's. */
  id: string;
}

/**
 * The tables of `github` that a rebuild makes anew from the answers of a subject. `github.repository`, `github.owner` and
 * `github.account` are only brought up to date, and so are times in which people were somewhere; `github.issue_transfer` is in no list
 * of GitHub's, and `github.label_alias` keeps what earlier labels let conclude.
 */
export const typedTables: Readonly<Record<RebuiltSubject['kind'], readonly TypedTable[]>> = {
  repository: tablesOf('repository'),
  owner: tablesOf('owner'),
};

function tablesOf(kind: RebuiltSubject['kind']): readonly TypedTable[] {
  return (
    Object.values(listResources)
      .filter(({ subject }) => subject === kind)
      // What is told by single answers after what lists tell, as people read it.
      .sort((one, other) => Number(one.order === 'answer') - Number(other.order === 'answer'))
      .flatMap(({ tables }) => tables)
      .filter(({ isKept }) => !isKept)
  );
}
