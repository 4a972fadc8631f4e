import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Whether this clone has the commit of a version that has landed: a shallow one may not. */
export function hasCommit(commit: string): boolean {
  return spawnSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: root }).status === 0;
}

export interface LandedVersion {
  /** Its sources, with the packages that are installed here. */
  folder: string;
  /** Brings a database to the schema of that version. */
  migrate(databaseUrl: string): void;
  remove(): void;
}

/** The product as it was at a commit, in a folder of its own. */
export function checkOutVersion(commit: string): LandedVersion {
  const folder = mkdtempSync(join(tmpdir(), 'repometer-landed-'));
  const archive = execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 1 << 28 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    migrate(databaseUrl) {
      const code = `import { migrate } from './sql/migrate.ts'; await migrate({ databaseUrl: process.argv[1] });`;
      const { execPath } = process;
      execFileSync(execPath, ['--import', 'tsx', '--input-type=module', '-e', code, databaseUrl], { cwd: folder });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
