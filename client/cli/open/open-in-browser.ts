import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Browser } from './find-browser.ts';

/** Opens an address, and does not wait for the window to be closed. @throws Error with a sentence when it cannot be started */
export async function openInBrowser([program, ...args]: Browser, url: string): Promise<void> {
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new Error(`${program} could not be started (${(error as Error).message}); open ${url} yourself.`, {
      cause: error,
    });
  }
  child.unref();
}
