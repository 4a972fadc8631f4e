import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { builtWorkflows, isBuilt } from '../programs.ts';

const workflows = fileURLToPath(new URL('../workflows/', import.meta.url));
const builder = fileURLToPath(new URL('./build-bundle.ts', import.meta.url));
// Not "tsx" by name, which would be looked up from the current folder.
const typescript = new URL('../bin/typescript.mjs', import.meta.url).href;
const { version } = createRequire(import.meta.url)('@temporalio/worker/package.json') as { version: string };

/**
 * The workflow bundle: the build's own, or one that is built once for each state of the sources and each SDK version, in a process
 * of its own: the bundler's memory would stay with the worker.
 *
 * @param cacheFolder where bundles are kept
 */
export async function prebuiltBundle(cacheFolder: string): Promise<{ codePath: string }> {
  if (isBuilt) return { codePath: builtWorkflows };
  const codePath = join(cacheFolder, `workflows-${await sourceHash()}.js`);
  if (existsSync(codePath)) return { codePath };
  await mkdir(cacheFolder, { recursive: true });
  await promisify(execFile)(process.execPath, ['--import', typescript, builder, codePath], { maxBuffer: 64 << 20 });
  return { codePath };
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256').update(version);
  const files = await readdir(workflows, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
    hash.update(file).update(await readFile(workflows + file));
  }
  return hash.digest('hex').slice(0, 16);
}
