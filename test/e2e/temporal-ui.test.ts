import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withPage } from '../support/chromium.ts';
import { temporal } from '../support/global.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

describe('the Temporal UI in Chromium', function () {
  this.timeout(300_000); // a machine without Chromium gets it first
  let rig: Rig;
  before(async () => {
    rig = await createRig(import.meta.url);
    rig.simulator.world.addRepository({ owner: 'acme', name: 'seen', issues: 230 });
    await rig.startWorker();
    await rig.startLoop('acme/seen');
    await rig.settled('acme/seen');
  });
  after(() => rig.close());

  it('lists the loop, and shows what each resource is doing', async () => {
    const { uiUrl } = await temporal();
    const workflows = `${uiUrl}/namespaces/${rig.namespace}/workflows`;
    const seen = await withPage(async (page) => {
      await page.goto(workflows);
      await page.getByText('sync/acme/seen').first().waitFor({ timeout: 60_000 });
      await page.screenshot({ path: join(tmpdir(), 'repometer-ui-list.png') });
      await page.goto(`${workflows}/${encodeURIComponent('sync/acme/seen')}`);
      await page.getByText('issues of acme/seen').first().waitFor({ timeout: 60_000 });
      await page.getByRole('tab', { name: 'User Metadata' }).or(page.getByText('User Metadata')).first().click();
      // The UI renders Markdown in a frame of its own.
      const details = page.frameLocator('iframe').first().locator('body');
      await details.getByText('Cycle 1 is done').waitFor({ timeout: 60_000 });
      await page.screenshot({ path: join(tmpdir(), 'repometer-ui-workflow.png') });
      return details.innerText();
    });
    assert.match(seen, /acme\/seen: ok\. Cycle 1 is done; the next one begins 20/);
    assert.match(seen, /issues: ok, 230 rows/);
  });
});
