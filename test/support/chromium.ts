import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { loadConfig } from '../../config.ts';
import { installDebianPackage } from './debian-package.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

function findChromium(): string | undefined {
  const folders = loadConfig().searchPath.split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
}

/**
 * @returns the path of a real browser; on Debian as root it is installed when it is missing
 * @throws Error that says what to install
 */
function requireChromium(): string {
  const found = findChromium();
  if (found) return found;
  installDebianPackage('chromium', 'the browser tests');
  const installed = findChromium();
  if (installed) return installed;
  throw new Error('The browser tests need Chromium: install it (Debian: apt-get install chromium) and run them again.');
}

/** A page that is open until it is closed. */
export interface OpenPage {
  page: Page;
  close(): Promise<void>;
}

/** Opens a page in a real, headless Chromium with an empty profile. @param options such as zone, theme and size of the window */
export async function openPage(options: BrowserContextOptions = {}): Promise<OpenPage> {
  const profile = await mkdtemp(join(tmpdir(), 'repometer-chromium-'));
  const removeProfile = () => rm(profile, { recursive: true, force: true });
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: requireChromium(),
      headless: true,
      chromiumSandbox: process.getuid?.() !== 0,
      viewport: { width: 1400, height: 900 },
      args: quiet,
      ...options,
    });
    return { page: await context.newPage(), close: () => context.close().finally(removeProfile) };
  } catch (error) {
    await removeProfile();
    throw error;
  }
}

/** Opens a page, and closes everything behind `look`. */
export async function withPage<T>(look: (page: Page) => Promise<T>): Promise<T> {
  const { page, close } = await openPage();
  return look(page).finally(close);
}
