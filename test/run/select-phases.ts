import { existsSync, statSync } from 'node:fs';
import { normalize, relative, resolve, sep } from 'node:path';
import { productFolder } from '../../programs.ts';
import type { Phase } from './phases.ts';

const fromRoot = (path: string) => relative(productFolder, resolve(path));

/**
 * The phases of some files.
 *
 * @param paths files and folders; none for all. A file that belongs to no phase is run alone
 * @throws Error with a sentence when one of them has no test
 */
export function selectPhases(phases: Phase[], paths: string[]): Phase[] {
  if (paths.length === 0) return phases;
  const chosen = paths.map((path) => normalize(fromRoot(path)));
  const isChosen = (file: string) => chosen.some((path) => file === path || file.startsWith(path + sep));
  const known = phases.flatMap(({ files }) => files);
  const others = chosen.filter((path) => !known.some((file) => file === path || file.startsWith(path + sep)));
  for (const path of others) {
    const file = resolve(productFolder, path);
    if (!existsSync(file) || statSync(file).isDirectory()) throw new Error(`${path} is no test file and holds none.`);
  }
  return [...phases, { name: 'others', files: others, jobs: 1 }]
    .map((phase) => ({ ...phase, files: phase.files.filter((file) => isChosen(file)) }))
    .filter(({ files }) => files.length > 0);
}
