import { join } from 'node:path';
import { isBuilt } from '../../bin/is-built.mjs';
import { builtFolder, productFolder, programArguments, programs } from '../../programs.ts';
import type { Program } from '../../programs.ts';

/** Arguments after `node` that run a program as users do: as it was built, or from its source where that was changed since. */
export function commandArguments(program: Program): string[] {
  return isBuilt() ? [join(builtFolder, programs[program])] : programArguments(program);
}

/** Arguments after `node` that run the worker of a folder: this version's as users run it; of another one there are only the sources. */
export const workerArguments = (folder: string): string[] =>
  folder === productFolder ? commandArguments('worker/main.ts') : ['--import', 'tsx', 'worker/main.ts'];
