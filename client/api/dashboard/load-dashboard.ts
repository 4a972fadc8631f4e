import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { builtDashboard, isBuilt, productFolder } from '../../../programs.ts';

/** A file that a browser gets. */
export interface DashboardFile {
  name: string;
  text: string;
}

/** What is shown where nothing was built and nothing can build it. */
const unbuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Repometer</title>
<p>The dashboard is not built: run "npm run build" where Repometer was checked out, and load this page again. The API itself works: <a href="/api/docs">/api/docs</a>.</p>`;

/** By its path, at run time: it is a tool of those who develop, and no part of what the build makes. */
async function bundle(): Promise<DashboardFile[]> {
  const builder = pathToFileURL(join(productFolder, 'tools/build/bundle-dashboard.ts')).href;
  const { bundleDashboard } = (await import(builder)) as { bundleDashboard(): Promise<{ files: DashboardFile[] }> };
  return (await bundleDashboard()).files;
}

const readBuilt = (): DashboardFile[] =>
  readdirSync(builtDashboard).map((name) => ({ name, text: readFileSync(join(builtDashboard, name), 'utf8') }));

let loaded: Promise<DashboardFile[]> | undefined;

/**
 * The files of the dashboard: those of the build; where the sources run as they are, made of them at the first request.
 *
 * @returns a page with a sentence where that cannot be
 */
export function loadDashboard(): Promise<DashboardFile[]> {
  loaded ??= Promise.resolve()
    .then(() => (isBuilt ? readBuilt() : bundle()))
    .catch((error: unknown) => {
      loaded = undefined; // the next request tries again
      const { code } = error as { code?: string };
      if (code !== 'ENOENT' && code !== 'ERR_MODULE_NOT_FOUND') throw error;
      return [{ name: 'index.html', text: unbuilt }];
    });
  return loaded;
}
