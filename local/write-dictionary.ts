import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { productFolder } from '../programs.ts';
import { writtenFiles } from './dictionary/written-files.ts';
import { withMigratedDatabase } from './with-migrated-database.ts';

// `npm run dictionary:write`: migrates an empty Postgres, started for the moment, and writes what is made of its comments.
for (const { path, text } of await withMigratedDatabase(writtenFiles)) {
  writeFileSync(join(productFolder, path), text);
  process.stderr.write(`Wrote ${path}, ${text.split('\n').length - 1} lines.\n`);
}
