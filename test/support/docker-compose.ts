import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDebianPackage } from './debian-package.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const candidates = [['docker', 'compose'], ['docker-compose']];

const works = (command: string[]) =>
  spawnSync(command[0]!, [...command.slice(1), 'version'], { stdio: 'ignore' }).status === 0;

/**
 * The command that reads compose files; it needs no Docker engine for that. On Debian as root it is installed when it is
 * missing.
 *
 * @throws Error that says what to install
 */
function requireDockerCompose(): string[] {
  const found = candidates.find(works);
  if (found) return found;
  installDebianPackage('docker-compose', 'the test of docker-compose.yml');
  const installed = candidates.find(works);
  if (installed) return installed;
  throw new Error('The test of docker-compose.yml needs docker compose (Debian: apt-get install docker-compose).');
}

/**
 * What `docker compose config` says to the project's own file.
 *
 * @param environment all the variables that it sees
 */
export function readCompose(args: string[], environment: Record<string, string>) {
  const [command = '', ...words] = requireDockerCompose();
  const folder = mkdtempSync(join(tmpdir(), 'repometer-compose-'));
  // Without --env-file a developer's own .env would be read.
  const empty = join(folder, 'empty.env');
  writeFileSync(empty, '');
  try {
    const options = args.includes('--env-file') ? args : ['--env-file', empty, ...args];
    const { status, stdout, stderr } = spawnSync(command, [...words, ...options, 'config'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/nonexistent', ...environment },
    });
    return { status, stdout, stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
