import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { withPage } from '../support/chromium.ts';
import { temporal } from '../support/global.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { detailsOf } from '../support/shown-in-temporal.ts';

const pictures = process.env.REPOMETER_TEST_PICTURES;

/** Writes a picture, where REPOMETER_TEST_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `temporal-${name}.png`) });
}

describe('the Temporal UI in Chromium', function () {
  this.timeout(300_000); // a machine without Chromium gets it first
  let rig: Rig;
  let workflows: string;
  before(async () => {
    rig = await createRig(import.meta.url);
    await rig.startWorker();
    workflows = `${(await temporal()).uiUrl}/namespaces/${rig.namespace}/workflows`;
  });
  after(() => rig.close());

  /** Opens the current details of a workflow, which the UI sets as Markdown in a frame of its own. @returns their text */
  async function readDetails(page: Page, workflowId: string, awaited: string): Promise<string> {
    await page.goto(`${workflows}/${encodeURIComponent(workflowId)}`);
    await page.getByRole('tab', { name: 'User Metadata' }).or(page.getByText('User Metadata')).first().click();
    const details = page.frameLocator('iframe').first().locator('body');
    await details.getByText(awaited).first().waitFor({ timeout: 60_000 });
    return details.innerText();
  }

  it('lists the loop, and shows what each resource is doing', async () => {
    rig.simulator.world.addRepository({ owner: 'acme', name: 'seen', issues: 230 });
    await rig.startLoop('acme/seen');
    await rig.settled('acme/seen');
    const seen = await withPage(async (page) => {
      await page.goto(workflows);
      await page.getByText('sync/acme/seen').first().waitFor({ timeout: 60_000 });
      await page.goto(`${workflows}/${encodeURIComponent('sync/acme/seen')}`);
      await page.getByText('issues of acme/seen').first().waitFor({ timeout: 60_000 });
      return readDetails(page, 'sync/acme/seen', 'Cycle 1 is done');
    });
    assert.match(seen, /acme\/seen: ok\. Cycle 1 is done; the next one begins 20/);
    assert.match(seen, /issues\s+ok\s+230 of 230/);
  });

  it('shows why a loop waits and until when, in its details and in the name of a timer', async () => {
    const { id } = rig.simulator.world.addRepository({ owner: 'acme', name: 'widgets', issues: 230 });
    const path = new RegExp(`^/repositories/${id}/issues\\?`);
    rig.simulator.faults.add({ kind: 'primary-limit', path, page: 2, resetInSeconds: 3600 });
    const handle = await rig.startLoop('acme/widgets', { resources: ['issues', 'labels', 'comments', 'commits'] });
    await until(async () => /\| issues\s+\| limited/.test(await detailsOf(handle)), {
      tell: () => detailsOf(handle),
    });
    const { seen, timeline } = await withPage(async (page) => {
      const told = await readDetails(page, 'sync/acme/widgets', 'Limited by GitHub');
      await picture(page, 'details');
      await page.goto(`${workflows}/${encodeURIComponent('sync/acme/widgets')}`);
      const timer = page.getByText('is used up. Goes on at').first();
      await timer.waitFor({ timeout: 60_000 });
      return { seen: told, timeline: (await timer.textContent()) ?? '' };
    });
    assert.match(seen, /acme\/widgets: limited\. Limited by GitHub until 20/);
    assert.match(
      seen,
      /issues\s+limited\s+[\d,]+( of [\d,]+)?\s+20\S+Z\s+GitHub.s rate limit of [\d,]+ requests an hour/,
    );
    assert.match(timeline, /GitHub's rate limit of [\d,]+ requests an hour is used up\. Goes on at 20/);
  });
});
