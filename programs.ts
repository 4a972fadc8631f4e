import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the product itself: sources, migrations, the pinned Temporal module. */
export const productFolder = fileURLToPath(new URL('.', import.meta.url));

/** Where the build puts the programs; its files lie flat in it. */
export const builtFolder = join(productFolder, 'dist');

/** The workflows as the build bundles them. */
export const builtWorkflows = join(builtFolder, 'workflows.cjs');

/** The dashboard as the build bundles it. */
export const builtDashboard = join(builtFolder, 'dashboard');

/** What can be run: a source file, and what the build makes of it. */
export const programs = {
  'repometer.ts': 'repometer.mjs',
  'worker/main.ts': 'worker.mjs',
  'test/simulator/main.ts': 'simulator.mjs',
} as const;
export type Program = keyof typeof programs;

/** Set by the build, in what it makes; where the sources run as they are nobody has declared it. */
declare const repometerIsBuilt: true;
export const isBuilt = typeof repometerIsBuilt !== 'undefined';

// Not "tsx" by name, which would be looked up from the current folder.
const typescript = new URL('./bin/typescript.mjs', import.meta.url).href;

/** Arguments after `node` that run a program as this one runs: as it was built, or from its source; from whatever folder. */
export function programArguments(program: Program): string[] {
  if (isBuilt) return [join(builtFolder, programs[program])];
  return ['--import', typescript, join(productFolder, program)];
}
