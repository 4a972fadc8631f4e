import { spawnSync } from 'node:child_process';
import { installDebianPackage } from './debian-package.ts';

const works = (shell: string) => spawnSync(shell, ['-c', 'exit'], { stdio: 'ignore' }).status === 0;

/** A shell for the tests of its completion; on Debian as root it is installed when it is missing. @throws Error that says what to install */
export function requireShell(shell: 'bash' | 'zsh' | 'fish'): void {
  if (works(shell)) return;
  installDebianPackage(shell, 'the test of shell completion');
  if (!works(shell)) throw new Error(`The test of shell completion needs ${shell} (Debian: apt-get install ${shell}).`);
}
