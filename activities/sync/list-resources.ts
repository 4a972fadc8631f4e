import type { Resource } from '../../workflows/contract.ts';

/** A list of GitHub's that is kept by the probe and the ascending walk. */
export interface ListResource {
  resource: Resource;
  /** Path below `/repositories/{id}`, with the parameters that choose the rows. */
  path: string;
  /** Statement below `sql/` that makes typed rows of a page. */
  stage: string;
}

/** The table of lists: a new resource is a row here, a migration and a staging file. */
export const listResources: readonly ListResource[] = [
  { resource: 'issues', path: '/issues?state=all', stage: 'stage/issues' },
];

/** @throws Error for a resource that is no list */
export function listResource(resource: Resource): ListResource {
  const found = listResources.find((list) => list.resource === resource);
  if (!found) throw new Error(`${resource} is no list.`);
  return found;
}

export interface ListUrls {
  /** One constant address: newest change first; its ETag tells whether anything changed. */
  probe: string;
  /** Oldest change first; `since` and `page` are added by the walk. */
  walk: string;
  /** One row a page, so that the number of the last page is the number of rows. */
  total: string;
}

/** The addresses of a repository's list; by id, so that a name taken over by another repository is never read. */
export function listUrls(apiUrl: string, repositoryId: string, { path }: ListResource): ListUrls {
  const base = `${apiUrl}/repositories/${repositoryId}${path}`;
  return {
    probe: `${base}&sort=updated&direction=desc&per_page=100`,
    walk: `${base}&sort=updated&direction=asc`,
    total: `${base}&per_page=1`,
  };
}
