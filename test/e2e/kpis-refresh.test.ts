import assert from 'node:assert/strict';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { stagePage } from '../support/stage-page.ts';
import { golden, storeGoldenStory } from '../support/store-golden-story.ts';
import { runCli } from './cli-run.ts';

describe('repometer kpis refresh', function () {
  this.timeout(180_000);
  let rig: Rig;
  let environment: Record<string, string>;

  before(async () => {
    rig = await createRig(import.meta.url);
    environment = {
      DATABASE_URL: rig.database.url,
      DATABASE_READER_URL: rig.database.readerUrl,
      TEMPORAL_ADDRESS: rig.temporalAddress,
      TEMPORAL_NAMESPACE: rig.namespace,
    };
    await storeGoldenStory(rig.db);
    await rig.startWorker();
  });
  after(() => rig?.close());

  async function refresh(...args: string[]): Promise<string> {
    const { code, err } = await runCli(['kpis', 'refresh', ...args], environment);
    assert.equal(code, 0, err);
    return err;
  }

  it('says which months were counted anew and why: all at first, a late one, those of a rule, those asked for', async () => {
    const first = await refresh('--repository', golden.name);
    assert.match(first, /^The KPIs of acme\/rocket are up to date\.\nCounted anew: /);
    assert.match(first, /^Counted anew: 2026-01 to \d{4}-\d\d, for the first time \(issue_labels, /m);

    await stagePage(rig.db, 'issues', {
      repositoryId: Number(golden.id),
      answeredAt: '2026-04-21T07:00:00Z',
      body: [
        {
          ...{
            id: 5020,
            number: 20,
            title: 'It is late',
            user: { id: 104, login: 'dee' },
            labels: [],
            state: 'closed',
          },
          ...{
            created_at: '2026-02-25T08:00:00Z',
            updated_at: '2026-02-26T08:00:00Z',
            closed_at: '2026-02-26T08:00:00Z',
          },
        },
      ],
    });
    const families = 'issue_labels, label_categories, contributions, issue_flow';
    assert.ok((await refresh()).includes(`Counted anew: 2026-02, since issues have changed (${families}).\n`));

    await rig.db.query(`insert into kpi.label_rule values ('vocabulary', 'music', 'substring', 'hum')`);
    assert.match(
      await refresh(),
      /^Counted anew: 2026-01 to \d{4}-\d\d, since label rules have changed \(label_categories\)\.$/m,
    );

    assert.match(
      await refresh('--month', '2026-01', '--month', '2026-03'),
      /^Counted anew: 2026-01, 2026-03, as asked for \(issue_labels, /m,
    );
    assert.match(await refresh(), /are up to date\.\nNothing had to be counted anew\.\n$/);
  });

  it('says of a day that is over that its snapshot was made, and the second time that it is there', async () => {
    const past = ['--repository', golden.name, '--as-of', '2026-03-31'];
    await refresh();
    assert.match(
      await refresh(...past),
      /^2026-03-31 is over\. The snapshots of acme\/rocket that it lacked were made.*\(label_quality\)/,
    );
    assert.match(await refresh(...past), /^2026-03-31 is over\. No snapshot of acme\/rocket was made/);
  });
});
