import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { productFolder } from '../programs.ts';
import { describeSchema } from '../sql/describe-schema.ts';
import { withMigratedDatabase } from './with-migrated-database.ts';

// `npm run schema:dump`: migrates an empty Postgres, started for the moment, and writes sql/schema.sql.
const target = join(productFolder, 'sql', 'schema.sql');
const text = await withMigratedDatabase(describeSchema);
writeFileSync(target, text);
process.stderr.write(`Wrote ${target}, ${text.split('\n').length - 1} lines.\n`);
