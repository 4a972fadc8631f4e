import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ConnectionOptions {
  home: string;
  /** Undefined where none is configured. */
  readerUrl: string | undefined;
  isEmbedded: boolean;
  /** Also say the reader's URL with its password. */
  showUrl: boolean;
}

const escaped = (text: string) => text.replaceAll(/[\\:]/g, '\\$&');

/**
 * Writes the reader's password where psql looks for it (mode 0600), so that no command line has to carry it.
 *
 * @returns the psql command
 */
function psqlCommand(home: string, url: string): string {
  const { hostname, port, username, password, pathname } = new URL(url);
  const file = join(home, 'pgpass');
  const database = pathname.slice(1);
  const fields = [hostname, port, database, decodeURIComponent(username), decodeURIComponent(password)];
  writeFileSync(file, `${fields.map(escaped).join(':')}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return `PGPASSFILE='${file}' psql 'host=${hostname} port=${port} dbname=${database} user=${username}'`;
}

/** How to connect to the database, as a line to paste; it works as soon as Postgres does. */
export function tellConnection({ home, readerUrl, isEmbedded, showUrl }: ConnectionOptions): string {
  if (!readerUrl) return 'set DATABASE_READER_URL to read with repometer_reader';
  if (!isEmbedded) return 'psql "$DATABASE_READER_URL"';
  return showUrl ? `psql '${readerUrl}'` : psqlCommand(home, readerUrl);
}
