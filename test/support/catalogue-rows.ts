import type { Db } from '../../sql/query.ts';
import type { truth } from '../simulator/truth.ts';

type Json = Record<string, unknown>;

const instant = (at: unknown) => (typeof at === 'string' ? new Date(at).toISOString() : null);
const idOf = (account: unknown) => (account as { id: number } | null | undefined)?.id ?? null;

/** Rows of catalogues as the API shows them, in the shape of our typed rows; by table. */
const expected: Record<string, (row: Json) => Json> = {
  label: (row) => ({
    label_id: row.id,
    name: row.name,
    color: row.color,
    description: row.description ?? null,
    is_default: row.default,
  }),
  milestone: (row) => ({
    milestone_id: row.id,
    number: row.number,
    title: row.title,
    description: row.description ?? null,
    state: row.state,
    creator_id: idOf(row.creator),
    open_issues: row.open_issues,
    closed_issues: row.closed_issues,
    created_at: instant(row.created_at),
    updated_at: instant(row.updated_at),
    due_on: instant(row.due_on),
    closed_at: instant(row.closed_at),
  }),
  release: (row) => ({
    release_id: row.id,
    tag_name: row.tag_name,
    name: row.name,
    body: row.body,
    author_id: idOf(row.author),
    is_draft: row.draft,
    is_prerelease: row.prerelease,
    created_at: instant(row.created_at),
    published_at: instant(row.published_at),
    is_cleaned: false,
  }),
  fork: (row) => ({
    fork_id: row.id,
    owner_id: idOf(row.owner),
    name: row.full_name,
    created_at: instant(row.created_at),
    pushed_at: instant(row.pushed_at),
    stars: row.stargazers_count,
    is_archived: row.archived,
  }),
  deployment: (row) => ({
    deployment_id: row.id,
    sha: row.sha,
    ref: row.ref,
    task: row.task,
    environment: row.environment,
    description: row.description,
    creator_id: idOf(row.creator),
    is_transient: row.transient_environment,
    is_production: row.production_environment,
    created_at: instant(row.created_at),
    is_cleaned: false,
  }),
};

/** The tables of catalogues, with their keys, their place in the truth and the path of their list. */
export const catalogues = [
  { table: 'label', key: 'label_id', of: 'labels', path: '/labels?per_page=4' },
  { table: 'milestone', key: 'milestone_id', of: 'milestones', path: '/milestones?state=all&per_page=2' },
  { table: 'release', key: 'release_id', of: 'releases', path: '/releases?per_page=5' },
  { table: 'fork', key: 'fork_id', of: 'forks', path: '/forks?sort=newest&per_page=7' },
  { table: 'deployment', key: 'deployment_id', of: 'deployments', path: '/deployments?per_page=9' },
] as const;

/** What the tables should hold, each in the order of its ids. */
export function expectedCatalogues(truths: ReturnType<typeof truth>): Record<string, Json[]> {
  const tables = catalogues.map(({ table, key, of }) => {
    const rows = (truths[of] as Json[]).map((row) => expected[table]!(row));
    return [table, rows.sort((one, other) => (one[key] as number) - (other[key] as number))];
  });
  return Object.fromEntries(tables) as Record<string, Json[]>;
}

/** The rows of a repository that are not marked as gone, in the order of their ids, times in ISO. */
export async function storedCatalogues(db: Db, repositoryId: number): Promise<Record<string, Json[]>> {
  const tables: Record<string, Json[]> = {};
  for (const { table, key } of catalogues) {
    const { rows } = await db.query<Json>(
      `select * from github.${table} where repository_id = $1 and deleted_at is null order by ${key}`,
      [repositoryId],
    );
    tables[table] = rows.map(plainRow);
  }
  return tables;
}

/** A typed row without the columns that GitHub does not give, times in ISO. */
export function plainRow({ repository_id: _repository, deleted_at: _deleted, ...row }: Json): Json {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return Object.fromEntries(entries) as Json;
}
