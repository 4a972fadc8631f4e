import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Sources find their SQL, and each other's programs, beside themselves. In the build `import.meta.url` stays the address of the
 * source, told from the folder that the built files lie in, flat.
 */
export function keepSourceAddresses(productFolder: string): Plugin {
  return {
    name: 'keep source addresses',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const file = relative(productFolder, path).split(sep).join('/');
        if (file.startsWith('node_modules/')) return undefined;
        const address = `new URL(${JSON.stringify(`../${file}`)}, import.meta.url).href`;
        return { contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', address), loader: 'ts' };
      });
    },
  };
}
