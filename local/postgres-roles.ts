import pg from 'pg';
import { administrate } from '../sql/administrate.ts';
import { type Passwords } from './secrets.ts';

const database = 'repometer';
const owner = 'repometer';
const reader = 'repometer_reader';

async function ensureRole(superuser: pg.Client, name: string, password: string): Promise<void> {
  const found = await superuser.query('select from pg_roles where rolname = $1', [name]);
  if (found.rowCount) return;
  const attributes = 'login nosuperuser nocreatedb nocreaterole';
  await superuser.query(`create role ${name} ${attributes} password ${pg.escapeLiteral(password)}`);
}

/**
 * Makes what migrations expect, and nothing twice: the owner and the reader (neither is a superuser), and the database
 * `repometer`, which nobody else may enter.
 *
 * @param superuser connected to the database `postgres`
 */
export async function ensureRolesAndDatabase(superuser: pg.Client, passwords: Passwords): Promise<void> {
  // A statement that fails is written to the server's log, and these contain passwords.
  await superuser.query(`set log_min_error_statement = 'panic'`);
  await ensureRole(superuser, owner, passwords.owner);
  await ensureRole(superuser, reader, passwords.reader);
  const found = await superuser.query('select from pg_database where datname = $1', [database]);
  if (!found.rowCount) await superuser.query(`create database ${database} owner ${owner} template template0`);
  await superuser.query(`revoke all on database ${database}, postgres, template1 from public`);
  await superuser.query(`grant connect on database ${database} to ${reader}`);
}

/**
 * What a superuser does inside the product's database: readers only read, and functions that do more are the owner's.
 *
 * @param superuserUrl of any database of the server
 * @param name of the product's database
 */
export async function guardDatabase(superuserUrl: string, name = database): Promise<void> {
  const connectionString = Object.assign(new URL(superuserUrl), { pathname: `/${name}` }).href;
  const superuser = new pg.Client({ connectionString });
  await superuser.connect();
  try {
    await administrate(superuser, 'bind_reader');
    await administrate(superuser, 'close_functions');
  } finally {
    await superuser.end();
  }
}
