import pg from 'pg';
import { postgres } from './global.ts';

export interface EmptyDatabase {
  /** Logs in as the owner, `repometer`. */
  url: string;
  drop(): Promise<void>;
}

let count = 0;

async function asSuperuser(statement: string): Promise<void> {
  const { superuserUrl } = await postgres();
  const superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  await superuser.query(statement).finally(() => superuser.end());
}

/** A database without any schema of ours, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<EmptyDatabase> {
  const name = `empty_${process.pid}_${(count += 1)}`;
  await asSuperuser(`create database ${name} owner repometer`);
  const url = new URL((await postgres()).databaseUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asSuperuser(`drop database ${name} with (force)`) };
}
