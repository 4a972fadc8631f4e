import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureSchedules } from '../../client/temporal/schedules.ts';
import { messages } from '../../workflows/contract.ts';
import type { LoopStatus } from '../../workflows/contract.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { cellsOf, detailsOf } from '../support/shown-in-temporal.ts';
import { isAsShown, readShownCommands } from '../support/shown-commands.ts';
import { testTemporalBinary } from '../support/test-servers.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const shown = readShownCommands(readme, '### Steer it with the Temporal CLI');
const loopId = 'sync/golang/go';
const backfillId = 'backfill/golang/go';

describe("the README's commands for the Temporal CLI", function () {
  this.timeout(240_000);
  let rig: Rig;
  let folder: string;

  before(async () => {
    rig = await createRig(import.meta.url, { tokens: { 'rig-token': { user: 'watcher' } } });
    rig.simulator.world.addRepository({ owner: 'golang', name: 'go', issues: 300, contributors: 8 });
    rig.simulator.world.organisations.named('golang').join('gopher', { role: 'admin' });
    await rig.startWorker();
    await ensureSchedules(rig.client);
    folder = mkdtempSync(join(tmpdir(), 'repometer-temporal-'));
    symlinkSync((await testTemporalBinary()).path, join(folder, 'temporal'));
  });
  after(() => rig.close());

  /** Runs a command as a shell does; its namespace is the test's and is told as the default one. */
  async function run(command: string): Promise<string> {
    const env = {
      HOME: folder,
      PATH: `${folder}:/usr/local/bin:/usr/bin:/bin`,
      TEMPORAL_ADDRESS: rig.temporalAddress,
      TEMPORAL_NAMESPACE: rig.namespace,
    };
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command], { env });
    return `${stdout}${stderr}`.replaceAll(rig.namespace, 'default');
  }

  const statusOf = (workflowId: string) =>
    rig.client.workflow
      .getHandle(workflowId)
      .query<LoopStatus>(messages.status)
      .catch(() => undefined);

  /** A reader, too, waits until the loop has nothing to do, before the next command. */
  async function calm(): Promise<void> {
    const { status } = await rig.client.workflow
      .getHandle(loopId)
      .describe()
      .catch(() => ({ status: { name: 'NONE' } }));
    if (status.name !== 'RUNNING') return;
    await until(async () => {
      const told = await statusOf(loopId);
      return told && (told.isPaused || (told.cycle > 0 && told.settledCycle === told.cycle && !told.isCycleRunning));
    });
  }

  /** What must be so before a command shows what the README says. */
  const scenes: [RegExp, () => Promise<unknown>][] = [
    [
      /'limited'/,
      async () => {
        const path = /^\/repositories\/\d+$|^\/repos\/golang\/go$/;
        rig.simulator.faults.add({ kind: 'primary-limit', path, resetInSeconds: 15 });
        await rig.order('golang/go', messages.syncNow);
        return until(async () => (await rig.client.workflow.count("RepometerPhase = 'limited'")).count === 1);
      },
    ],
    [
      /metadata --workflow-id backfill/,
      async () => {
        const handle = rig.client.workflow.getHandle(backfillId);
        return until(async () => cellsOf(await detailsOf(handle), 'issues')?.[1] === 'done');
      },
    ],
    [/schedule trigger/, () => rig.client.workflow.result(backfillId)],
    [
      /type backfillRepository/,
      async () => rig.simulator.faults.add({ kind: 'stall', path: /\/issues\/comments\?/, ms: 8_000, times: 1 }),
    ],
  ];

  it('are all there', () => {
    const all = shown.map(({ command }) => command).join('\n');
    for (const order of [
      'syncRepository',
      'pause',
      'resume',
      'syncNow',
      'status',
      'RepometerPhase',
      'backfillRepository',
    ]) {
      assert.match(all, new RegExp(order));
    }
    for (const order of ['schedule trigger', 'schedule backfill', 'workflow terminate'])
      assert.match(all, new RegExp(order));
  });

  for (const { command, output } of shown) {
    it(command, async () => {
      await calm();
      for (const [pattern, scene] of scenes) if (pattern.test(command)) await scene();
      const printed = await run(command);
      if (output !== null) assert.ok(isAsShown(printed, output), printed);
    });
  }

  it('did what they are for', async () => {
    const days = await until(async () => {
      const { rows } = await rig.db.query<{ day: string }>(
        `select distinct as_of::text as day from report.label_quality
         where repository = 'golang/go' and as_of between '2026-11-01' and '2026-11-03' order by 1`,
      );
      return rows.length === 3 && rows.map(({ day }) => day);
    });
    assert.deepEqual(days, ['2026-11-01', '2026-11-02', '2026-11-03']);
    const { rows } = await rig.db.query<{ stored: number }>(
      `select rows_stored::int as stored from report.sync_status where repository = 'golang/go' and resource = 'issues'`,
    );
    assert.equal(rows[0]?.stored, 300);
    for (const workflowId of ['org/golang', 'members/golang', 'events/repository/golang/go', 'reconcile/golang/go']) {
      const { status } = await rig.client.workflow.getHandle(workflowId).describe();
      assert.ok(['RUNNING', 'COMPLETED'].includes(status.name), `${workflowId}: ${status.name}`);
    }
  });
});
