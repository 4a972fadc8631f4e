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

const isRepository = ({ name }: Column) => name === 'repository_id' || name === 'subject_id';

function valuesOf({ type }: Column): [string, string] {
  if (type.endsWith('[]')) return ['{}', '{}'];
  const found = values[type];
  if (!found) throw new Error(`No value is known for the type ${type}.`);
  return found;
}

/** The value of a column that is no key: the same in all rows; what may be null is, but times of the second repository. */
function plainValue(column: Column, repositoryId: number): string | null {
  const isTime = column.type === 'timestamp with time zone' && column.name !== 'deleted_at';
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
  const keys = columns.filter((column) => column.is_key && !isRepository(column));
  for (const repositoryId of [7, 8]) {
    for (const chosen of choices(keys)) {
      const row = columns.map((column) => {
        if (isRepository(column)) return repositoryId;
        return chosen.get(column.name) ?? plainValue(column, repositoryId);
      });
      const names = columns.map(({ name }) => quoteName(name)).join(', ');
      await db.query(
        `insert into ${table} (${names}) values (${row.map((_, place) => `$${place + 1}`).join(', ')})`,
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
       ('org/no', 'syncOrganization', 'owner', 'no', null, null, '24h', '{members}', 'loading'),
       ('events/owner/no', 'pollEvents', 'owner', 'no', null, null, '30m', '{events}', 'loading')`,
  );
  // Subjects that are no repositories, two of a kind, of which no loop tells a name.
  await db.query(
    `insert into sync.resource (subject_id, subject_kind, resource) values (107, 'owner', 'x'), (108, 'owner', 'x')`,
  );
  await db.query(
    `insert into sync.gap (subject_id, resource, gap, reason, found_at) values
       (107, 'x', 'x', 'x', '2026-01-01Z'), (108, 'x', 'x', 'x', '2026-01-01Z')`,
  );
  const { rows } = await db.query<Column>(columnsUnderReports);
  const done = ['github.repository', 'sync.loop'];
  for (const table of new Set(rows.map((column) => column.table))) {
    const columns = rows.filter((column) => column.table === table);
    const isOfRepository = columns.some((column) => column.is_key && isRepository(column));
    if (isOfRepository && !done.includes(table)) await storeInto(db, table, columns);
  }
}
