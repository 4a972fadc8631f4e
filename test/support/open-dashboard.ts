import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import axe from 'axe-core';
import type { Page, Request } from 'playwright-core';
import { openPage } from './chromium.ts';
import { openApi } from './open-api.ts';
import type { OpenApiOptions } from './open-api.ts';

/** The dashboard in a browser, on an API of its own. */
export interface TestDashboard {
  page: Page;
  /** Where the API listens, without a slash at its end. */
  origin: string;
  /** What the browser complained of, and whatever it asked of others. */
  complaints: string[];
  /** Opens a page and waits until it has asked for everything. */
  visit(path: string): Promise<void>;
  /** What axe finds, a line each. */
  violations(): Promise<string[]>;
  /** Writes a picture, where REPOMETER_TEST_PICTURES names a folder. */
  picture(name: string, options?: { isWhole?: boolean }): Promise<void>;
  /** Lets everything that is live ask again at once. */
  askAgain(): Promise<void>;
  stopApi(): Promise<void>;
  close(): Promise<void>;
}

/** A browser far from UTC: months must not move with it. */
const zone = { timezoneId: 'America/Los_Angeles', locale: 'en-US', viewport: { width: 1240, height: 900 } };
const idleMs = 500;
const pictures = process.env.REPOMETER_TEST_PICTURES;

/** Serves the API on a free port and opens a browser on it. */
export async function openDashboard(options: OpenApiOptions): Promise<TestDashboard> {
  const test = await openApi(options);
  await test.api.listen({ host: '127.0.0.1', port: 0 });
  const { port } = test.api.server.address() as { port: number };
  const origin = `http://localhost:${port}`;
  const { page, close } = await openPage(zone);
  const complaints: string[] = [];
  let isOpen = true;
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('blob:') && !url.startsWith('data:')) complaints.push(`asks ${url}`);
  });

  // The stream of changes never ends, so the browser's own notion of idleness never comes.
  const asked = new Set<Request>();
  page.on('request', (request) => void (request.url().endsWith('/api/v1/changes') || asked.add(request)));
  for (const event of ['requestfinished', 'requestfailed'] as const)
    page.on(event as 'requestfinished', (request) => void asked.delete(request));

  /** Returns when nothing was asked for a while. */
  async function idle() {
    for (let since = Date.now(); Date.now() - since < idleMs;) {
      if (asked.size > 0) since = Date.now();
      await delay(20);
    }
  }

  async function stopApi() {
    if (!isOpen) return;
    isOpen = false;
    await test.close();
  }
  return {
    page,
    origin,
    complaints,
    async visit(path) {
      await page.goto(`${origin}${path}`);
      await idle();
    },
    async violations() {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
        'axe.run(document, { resultTypes: ["violations"] })',
      );
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
    },
    async picture(name, { isWhole = false } = {}) {
      if (!pictures) return;
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `dashboard-${name}.png`), fullPage: isWhole });
    },
    async askAgain() {
      await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
      await idle();
    },
    stopApi,
    async close() {
      await close();
      await stopApi();
    },
  };
}
