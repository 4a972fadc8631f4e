import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { openPage } from '../../support/chromium.ts';
import type { Measures } from '../measures.ts';
import { largest } from './make-api-rows.ts';

const visits = 10;
const longestMs = 30_000;

/** Milliseconds from the navigation to the first paint, and to the moment when a condition of the page holds. */
async function visit(page: Page, address: string, isWhole: string): Promise<{ paint: number; whole: number }> {
  await page.goto(address, { waitUntil: 'commit' });
  // One of Playwright's own conditions would be refused by the page's policy.
  for (const until = Date.now() + longestMs; !(await page.evaluate<boolean>(isWhole));) {
    if (Date.now() > until) throw new Error(`${address} does not come to its end.`);
    await delay(2);
  }
  const whole = await page.evaluate<number>('performance.now()');
  const paint = await page.evaluate<number>(
    `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()`,
  );
  return { paint, whole };
}

/** How long Chromium takes to show the first page, and everything of a repository's. */
export async function measurePages(origin: string, measures: Measures): Promise<void> {
  const pages = [
    ['overview', '/', `document.querySelectorAll('[data-repository]').length > 0`],
    [
      'repository page',
      `/repositories/${largest}`,
      `document.querySelectorAll('[data-chart]').length >= 11 && !document.querySelector('.is-waiting')`,
    ],
  ] as const;
  const { page, close } = await openPage();
  try {
    for (const [name, path, isWhole] of pages) {
      for (let nth = 0; nth <= visits; nth += 1) {
        const { paint, whole } = await visit(page, `${origin}${path}`, isWhole);
        if (nth === 0) continue; // the browser starts its own parts
        measures.absolute(`Dashboard, ${name}: first paint (bar: 300)`, 'ms', paint);
        measures.absolute(
          `Dashboard, ${name}: everything shown${name === 'overview' ? '' : ' (bar: 1,000)'}`,
          'ms',
          whole,
        );
      }
    }
  } finally {
    await close();
  }
}
