import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Config } from '../../../config.ts';

/** A program and its arguments before the address. */
export type Browser = readonly [string, ...string[]];

/**
 * How this machine opens an address: by the program that BROWSER names, else as its desktop does.
 *
 * @returns undefined where nobody could see a window, or nothing opens one
 */
export function findBrowser(
  { browser, hasDisplay, searchPath }: Pick<Config, 'browser' | 'hasDisplay' | 'searchPath'>,
  platform: NodeJS.Platform = process.platform,
): Browser | undefined {
  if (browser !== undefined) return [browser];
  if (platform === 'darwin') return ['open'];
  // `start` takes its first quoted argument for the title of a window.
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  if (!hasDisplay) return undefined;
  return searchPath.split(delimiter).some((folder) => existsSync(join(folder, 'xdg-open'))) ? ['xdg-open'] : undefined;
}
