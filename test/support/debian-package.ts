import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Two test processes may want a package at the same time, and apt-get refuses the second one.
const script = [
  'exec 9> "$1"',
  'flock 9',
  'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$2"',
].join('\n');

/**
 * Installs a package of Debian's where this process may: as root, on Debian.
 *
 * @param what needs it, as in "the browser tests"
 * @throws Error when apt-get fails
 */
export function installDebianPackage(name: string, what: string): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.error(`Installing Debian's package ${name} for ${what}, once.`);
  execFileSync('sh', ['-c', script, 'sh', join(tmpdir(), 'repometer-apt.lock'), name], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
