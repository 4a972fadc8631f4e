import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { productFolder } from '../../programs.ts';

/**
 * The test files below a folder of `test/`, as paths from the root, in the order of their names.
 *
 * @param folder such as `sql`
 */
export function listTestFiles(folder: string): string[] {
  const path = join('test', folder);
  return readdirSync(join(productFolder, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(path, name))
    .sort();
}
