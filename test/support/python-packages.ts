import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadConfig } from '../../config.ts';
import { installDebianPackage } from './debian-package.ts';

const run = (command: string, ...args: string[]) =>
  void execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });

function hasVenv(): boolean {
  try {
    run('python3', '-c', 'import ensurepip, venv');
    return true;
  } catch {
    return false;
  }
}

function tryToInstallVenv(what: string): void {
  try {
    installDebianPackage('python3-venv', what);
  } catch {
    // apt-get has said why; what lacks is told in any case.
  }
}

const mostListed = 5;

function listed(packages: readonly string[]): string {
  if (packages.length <= mostListed) return packages.join(', ');
  return `${packages[0]} and ${packages.length - 1} packages with it`;
}

/**
 * A Python that has these packages, in the cache folder; made the first time, from PyPI.
 *
 * @param packages pinned, `name==version` each
 * @param what needs them, as in "the test of exports"
 * @returns path of the interpreter
 * @throws Error that says what to install; what pip says goes to stderr
 */
export function pythonWith(packages: readonly string[], what: string): string {
  const sum = createHash('sha256').update(packages.join(' ')).digest('hex').slice(0, 12);
  const folder = join(loadConfig().cacheFolder, 'python', sum);
  const python = join(folder, 'bin', 'python');
  // Written last: a folder without it was left by an attempt that was interrupted.
  const whole = join(folder, 'packages.txt');
  if (existsSync(whole)) return python;
  if (!hasVenv()) tryToInstallVenv(what);
  if (!hasVenv()) throw new Error(`Python 3 with venv is needed for ${what} (Debian: apt-get install python3-venv).`);
  console.error(`Installing ${listed(packages)} for ${what}, once.`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  run('python3', '-m', 'venv', folder);
  try {
    run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages);
  } catch (cause) {
    throw new Error(`${listed(packages)} could not be installed for ${what}; pip has said why.`, { cause });
  }
  writeFileSync(whole, `${packages.join('\n')}\n`);
  return python;
}
