import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';
import { productFolder } from '../../programs.ts';

/** A file of the dashboard, as browsers get it. */
export interface DashboardFile {
  /** `index.html`, or a name with the hash of its content in it. */
  name: string;
  text: string;
}

export interface DashboardBundle {
  files: DashboardFile[];
  /** What it was made of. */
  metafile: Metafile;
}

/** The page that everything else hangs on; it names its script and its style by what esbuild called them. */
export const dashboardPage = 'client/dashboard/index.html';

/**
 * Bundles the dashboard for browsers, in memory.
 *
 * @throws what esbuild says of a source that is wrong
 */
export async function bundleDashboard(): Promise<DashboardBundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: productFolder,
    entryPoints: ['client/dashboard/main.tsx'],
    outdir: 'dashboard',
    entryNames: 'dashboard-[hash]',
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2022'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const files = outputFiles.map(({ path, text }) => ({ name: basename(path), text }));
  const nameOf = (ending: string) => files.find(({ name }) => name.endsWith(ending))!.name;
  const page = (await readFile(join(productFolder, dashboardPage), 'utf8'))
    .replace('main.tsx', nameOf('.js'))
    .replace('style.css', nameOf('.css'));
  return { files: [{ name: 'index.html', text: page }, ...files], metafile };
}
