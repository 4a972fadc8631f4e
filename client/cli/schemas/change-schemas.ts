import { createDb, inTransaction } from '../../../sql/db.ts';
import { quoteName } from '../../../sql/quote-name.ts';
import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import type { Context } from '../context.ts';
import { withOwnerUrl } from '../databases.ts';
import { usageError } from '../usage-error.ts';
import { reader } from './schema-name.ts';

/** What the comment of a schema says that is ours to change and to drop. */
export const madeBy = 'Made by "repometer schema add", to build in.';

interface Standing extends Record<string, unknown> {
  is_there: boolean;
  is_ours: boolean;
  /** Tables and views in it. */
  relations: number;
  has_role: boolean;
  /** A superuser, or the owner of the database. */
  may_anyway: boolean;
  may_build: boolean;
}

async function readStanding(db: Db, schema: string, role: string | null): Promise<Standing> {
  const [standing] = await runSql<Standing>(db, 'reader/schema_standing', { schema, role, made_by: madeBy });
  return standing!;
}

function asOwner<T>(context: Context, work: (db: Db) => Promise<T>): Promise<T> {
  return withOwnerUrl(context, async (url) => {
    const db = createDb(url, { size: 1, name: 'repometer schema' });
    return inTransaction(db, work).finally(() => db.end());
  });
}

const notOurs = (schema: string) =>
  usageError(`The schema ${schema} is there and was not made by "repometer schema add"; choose another name.`);

/** What a role needs to build: a schema, temporary tables, and to read what it builds on, also in views to come. */
function grants(schema: string, role: string, database: string): string[] {
  const [space, who] = [quoteName(schema), quoteName(role)];
  return [
    `grant usage, create on schema ${space} to ${who}`,
    `grant usage on schema ${space} to ${reader}`,
    `grant temporary on database ${quoteName(database)} to ${who}`,
    `grant usage on schema report to ${who}`,
    `grant select on all tables in schema report to ${who}`,
    `alter default privileges in schema report grant select on tables to ${who}`,
  ];
}

/**
 * Makes a schema in which a role may build, or lets another role build in one that is ours.
 *
 * @returns whether the schema is new, and whether the role might build there already
 * @throws CommanderError where the schema is somebody else's or the role is none to be given anything
 */
export function addSchema(
  context: Context,
  schema: string,
  role: string,
): Promise<{ isNew: boolean; isDone: boolean }> {
  return asOwner(context, async (db) => {
    const standing = await readStanding(db, schema, role);
    if (standing.is_there && !standing.is_ours) throw notOurs(schema);
    if (!standing.has_role) {
      throw usageError(
        role === reader
          ? `There is no role ${reader} yet; "repometer migrate" makes it.`
          : `There is no role ${role}; an administrator makes it with: create role ${role} login password 'CHOOSE ONE';`,
      );
    }
    if (standing.may_anyway) throw usageError(`--role ${role} may build everywhere here; name a role that may not.`);
    if (standing.may_build) return { isNew: false, isDone: true };
    if (!standing.is_there) {
      await db.query(`create schema ${quoteName(schema)}`);
      await db.query(`comment on schema ${quoteName(schema)} is '${madeBy}'`);
    }
    const { rows } = await db.query<{ database: string }>('select current_database() as database');
    for (const grant of grants(schema, role, rows[0]!.database)) await db.query(grant);
    return { isNew: !standing.is_there, isDone: false };
  });
}

/**
 * How many tables and views stand in a schema of ours.
 *
 * @throws CommanderError where it is somebody else's; Error where there is none
 */
export function countRelations(context: Context, schema: string): Promise<number> {
  return asOwner(context, async (db) => {
    const { is_there: isThere, is_ours: isOurs, relations } = await readStanding(db, schema, null);
    if (!isThere) throw new Error(`There is no schema ${schema}; "repometer schema list" shows which there are.`);
    if (!isOurs) throw notOurs(schema);
    return relations;
  });
}

/** Drops a schema of ours; what stands in it, and on that, only where that is said. */
export async function dropSchema(context: Context, schema: string, withAll: boolean): Promise<void> {
  await asOwner(context, (db) => db.query(`drop schema ${quoteName(schema)} ${withAll ? 'cascade' : 'restrict'}`));
}
