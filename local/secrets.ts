import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isInitialised, type Home } from './home.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** The passwords of the embedded Postgres, one for each role. */
export interface Passwords {
  superuser: string;
  owner: string;
  reader: string;
}

/** 192 random bits each, of letters that need no quoting in a URL or in SQL. */
export function generatePasswords(): Passwords {
  const password = () => randomBytes(24).toString('base64url');
  return { superuser: password(), owner: password(), reader: password() };
}

/**
 * The passwords of a home; the first call makes them and keeps them in `secrets.json`, mode 0600.
 *
 * @throws Error when the file is lost or damaged although there is a database that only it opens
 */
export function passwordsOf(home: Home): Passwords {
  if (!existsSync(home.secrets)) {
    if (isInitialised(home.folder)) throw lostSecrets(home);
    const passwords = generatePasswords();
    writeFileAtomically(home.secrets, `${JSON.stringify({ postgres: passwords }, null, 2)}\n`);
    return passwords;
  }
  try {
    const { superuser, owner, reader } = JSON.parse(readFileSync(home.secrets, 'utf8')).postgres;
    if (![superuser, owner, reader].every((password) => typeof password === 'string' && password)) throw new Error();
    return { superuser, owner, reader };
  } catch {
    throw lostSecrets(home);
  }
}

function lostSecrets(home: Home): Error {
  return new Error(
    `${home.secrets} holds the passwords of the database in ${home.postgres} and is missing or damaged; ` +
      `put it back, or delete ${home.postgres} to begin anew.`,
  );
}
