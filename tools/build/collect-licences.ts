import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The licences of all packages in some bundles, each under its name and version: whoever passes the bundle on passes on them. */
export function collectLicences(metafiles: Metafile[], productFolder: string): string {
  const files = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const packages = files.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(packages)]
    .sort()
    .map((folder) => {
      const path = join(productFolder, folder);
      const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Record<
        string,
        string
      >;
      const texts = readdirSync(path).filter(
        (file) => /^(licen[cs]e|notice)/i.test(file) && existsSync(join(path, file)),
      );
      return [
        `# ${name} ${version} (${license})`,
        ...texts.map((file) => readFileSync(join(path, file), 'utf8').trim()),
      ].join('\n\n');
    })
    .join('\n\n\n');
}
