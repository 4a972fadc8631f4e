import type { Db } from '../../sql/query.ts';

/** Stores a row of `github.repository`, public and with issues. */
export async function storeRepository(db: Db, repositoryId: number | string, repository: string): Promise<void> {
  const [owner, name] = repository.split('/');
  await db.query(
    `insert into github.repository
       (repository_id, owner, name, is_private, is_fork, is_archived, is_disabled, has_issues, answered_at)
     values ($1, $2, $3, false, false, false, false, true, '2026-01-01')`,
    [repositoryId, owner, name],
  );
}

/** Stores a row of `sync.resource` whose list is proven complete through that instant. */
export async function storeResource(
  db: Db,
  repositoryId: number | string,
  resource: string,
  completeThrough: string | null,
): Promise<void> {
  await db.query(
    `insert into sync.resource (subject_id, resource, state, complete_through) values ($1, $2, 'ok', $3)
     on conflict (subject_id, resource) do update set complete_through = excluded.complete_through`,
    [repositoryId, resource, completeThrough],
  );
}
