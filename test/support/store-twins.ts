import type { Db } from '../../sql/query.ts';
import { quoteName } from '../../sql/quote-name.ts';
import { storeRepository } from './store-repository.ts';

interface Column {
  table: string;
  name: string;
  type: string;
  is_key: boolean;
  is_nullable: boolean;
  has_default: boolean;
}

/** Two values of each type, as alike as they can be. */
const values: Record<string, [string, string]> = {
  'bigint': ['1', '2'],
  'integer': ['1', '2'],
  'smallint': ['1', '2'],
  'double precision': ['0.5', '0.25'],
  'boolean': ['false', 'true'],
  'text': ['x', 'y'],
  'date': ['2026-01-01', '2026-01-02'],
  'timestamp with time zone': ['2026-01-01 00:00:00.000001+00', '2026-01-01 00:00:00.000002+00'],
  'jsonb': ['{}', '[]'],
  'xid8': ['1', '2'],
}; // prettier-ignore

/** Every table with a key that a view of `report` reads, directly or through another view, with its columns. */
const columnsUnderReports = `
  with recursive read (relation) as (
    select oid from pg_class where relnamespace = 'report'::regnamespace
    union
    select depend.refobjid
    from read
    join pg_rewrite as rule on rule.ev_class = read.relation
    join pg_depend as depend
      on depend.classid = 'pg_rewrite'::regclass and depend.objid = rule.oid and depend.refclassid = 'pg_class'::regclass
  )
  select
    class.oid::regclass::text as "table",
    attribute.attname::text as name,
    format_type(attribute.atttypid, null) as type,
    attribute.attnum = any (key.indkey) as is_key,
    not attribute.attnotnull as is_nullable,
    attribute.atthasdef as has_default
  from read
  join pg_class as class on class.oid = read.relation and class.relkind = 'r'
  join pg_index as key on key.indrelid = class.oid and key.indisprimary
  join pg_attribute as attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
  order by 1, attribute.attnum`;

/** The key of a subject: of two of each kind. */
const isSubject = ({ name }: Column) => ['repository_id', 'owner_id', 'subject_id'].includes(name);

function valuesOf({ type }: Column): [string, string] {
  if (type.endsWith('[]')) return ['{}', '{}'];
  const found = values[type];
  if (!found) throw new Error(`No value is known for the type ${type}.`);
  return found;
}

/** The value of a column that is no key: the same in all rows; what may be null is, but times of the second repository. */
function plainValue(column: Column, repositoryId: number): string | null {
  const isTime = column.type === 'timestamp with time zone' && column.name !== 'deleted_at';
  // Of the times that one thing was there, one alone may go on.
  if (column.name === 'left_at') return valuesOf(column)[0];
  if (column.is_nullable && !(isTime && repositoryId === 8)) return null;
  return valuesOf(column)[0];
}

/** Every choice of one of two values for each column. */
function choices(columns: Column[]): Map<string, string>[] {
  return columns.reduce<Map<string, string>[]>(
    (before, column) => before.flatMap((map) => valuesOf(column).map((value) => new Map(map).set(column.name, value))),
    [new Map()],
  );
}

async function storeInto(db: Db, table: string, all: Column[]): Promise<void> {
  const columns = all.filter((column) => column.is_key || !column.has_default);
  const keys = columns.filter((column) => column.is_key && !isSubject(column));
  for (const repositoryId of [7, 8]) {
    for (const chosen of choices(keys)) {
      const row = columns.map((column) => {
        if (isSubject(column)) return repositoryId;
        return chosen.get(column.name) ?? plainValue(column, repositoryId);
      });
      const names = columns.map(({ name }) => quoteName(name)).join(', ');
      await db.query(
        // Some rows a trigger has made already.
        `insert into ${table} (${names}) values (${row.map((_, place) => `$${place + 1}`).join(', ')}) on conflict do nothing`,
        row,
      );
    }
  }
}

/**
 * Fills every table that reports read with rows that differ in their keys alone, one column of a key at a time, in two
 * repositories of one name.
 */
export async function storeTwins(db: Db): Promise<void> {
  for (const id of [7, 8]) await storeRepository(db, id, 'acme/rocket');
  await db.query(
    `insert into sync.loop (workflow_id, kind, subject_kind, owner, name, subject_id, every, resources, state) values
       ('sync/acme/rocket', 'syncRepository', 'repository', 'acme', 'rocket', 7, '30m', '{issues}', 'ok'),
       -- A name that a repository had before, and now has again.
       ('sync/acme/missile', 'syncRepository', 'repository', 'acme', 'rocket', null, '30m', '{issues}', 'missing'),
       ('sync/no/body', 'syncRepository', 'repository', 'no', 'body', null, '30m', '{issues}', 'missing'),
       ('events/repository/no/body', 'pollEvents', 'repository', 'no', 'body', null, '30m', '{events}', 'loading'),
       ('org/no', 'syncOrganization', 'owner', 'no', null, null, '24h', '{owner}', 'loading'),
       ('org/none', 'syncOrganization', 'owner', 'none', null, null, '24h', '{owner}', 'loading'),
       ('events/owner/no', 'pollEvents', 'owner', 'no', null, null, '30m', '{events}', 'loading')`,
  );
  await db.query(
    `insert into github.account (account_id, login, is_bot, answered_at) values
       (1, 'x', false, '2026-01-01Z'), (2, 'x', false, '2026-01-01Z')`,
  );
  // Subjects that are no repositories, two of a kind, of which no loop tells a name.
  await db.query(
    `insert into sync.resource (subject_id, subject_kind, resource) values (107, 'owner', 'x'), (108, 'owner', 'x')`,
  );
  await db.query(
    `insert into sync.gap (subject_id, resource, gap, reason, found_at) values
       (107, 'x', 'x', 'x', '2026-01-01Z'), (108, 'x', 'x', 'x', '2026-01-01Z')`,
  );
  // A quota is of no repository; who used it is known by name before it is by id.
  await db.query(
    `insert into sync.budget (credential, bucket, tokens, refilled_at)
     select credential, bucket, 0, '2026-01-01Z' from unnest('{x,y}'::text[]) as credential, unnest('{x,y}'::text[]) as bucket`,
  );
  await db.query(
    `insert into sync.quota_use (credential, bucket, hour, subject_kind, subject_name, subject_id, requests)
     select credential, bucket, hour, kind, name, id, 1
     from
       unnest('{x,y}'::text[]) as credential,
       unnest('{x,y}'::text[]) as bucket,
       unnest('{2026-01-01 00:00Z,2026-01-01 01:00Z}'::timestamptz[]) as hour,
       (values
         ('repository', 'acme/rocket', 7), ('repository', 'acme/missile', 7), ('repository', 'no/body', null), ('owner', 'acme', 9)
       ) as subject (kind, name, id)`,
  );
  // Nor do queues belong to one.
  await db.query(
    `insert into sync.task_queue select task_queue, kind, 1, 1, '2026-01-01Z'
     from unnest('{x,y}'::text[]) as task_queue, unnest('{x,y}'::text[]) as kind`,
  );
  // Months of which a table of counts has no row are shown to that of the computation, by the name of its family.
  await db.query(
    `insert into kpi.computation (repository_id, family, as_of, definition_version)
     select id, 'issue_labels', '2026-02-15', 1 from unnest('{7,8}'::bigint[]) as id`,
  );
  const { rows } = await db.query<Column>(columnsUnderReports);
  const done = ['github.repository', 'sync.loop'];
  for (const table of new Set(rows.map((column) => column.table))) {
    const columns = rows.filter((column) => column.table === table);
    const isOfSubject = columns.some((column) => column.is_key && isSubject(column));
    if (isOfSubject && !done.includes(table)) await storeInto(db, table, columns);
  }
  await storeRecentEvents(db);
}

/** Events lie in a table of days, and a view of their intervals looks at the last ones. */
async function storeRecentEvents(db: Db): Promise<void> {
  await db.query(
    `select github.ensure_event_partitions(array[today, today - 1]) from (select (now() at time zone 'utc')::date as today) as clock`,
  );
  await db.query(
    `insert into github.event (event_id, repository_id, created_at, type, action, first_seen_at, is_cleaned)
     select row_number() over (), repository_id, at, type, action, at, false
     from unnest('{7,8}'::bigint[]) as repository_id, unnest('{x,y}'::text[]) as type, unnest('{x,y}'::text[]) as action,
       unnest(array[now() - interval '1 hour', now() - interval '2 hours']) as at`,
  );
}
