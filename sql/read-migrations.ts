import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./migrations/', import.meta.url));

export interface Migration {
  /** The file's name, which orders them. */
  name: string;
  sql: string;
  /** SHA-256 of the text, hex: an applied migration must never change. */
  checksum: string;
}

/** The migrations of this product, oldest first. */
export function readMigrations(): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => {
    const sql = readFileSync(folder + name, 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}
