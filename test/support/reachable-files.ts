import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
// `from './x.ts'`, `import './x.mjs'`, `import('./x.ts')`, `new URL('./x', import.meta.url)`
const references = /(?:from|import|import\(|new URL\()\s*'(\.{1,2}\/[^']*)'/g;

/**
 * The project's files and folders that a program needs, itself included, as paths from the root.
 *
 * @param entries paths from the root
 */
export function reachableFiles(entries: string[]): string[] {
  const found = new Set<string>();
  const visit = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    if (!/\.(ts|mjs|js)$/.test(path)) return;
    const base = pathToFileURL(`${root}${path}`);
    for (const [, target = ''] of readFileSync(base, 'utf8').matchAll(references)) {
      visit(relative(root, fileURLToPath(new URL(target, base))));
    }
  };
  for (const entry of entries) visit(entry);
  return [...found].sort();
}
