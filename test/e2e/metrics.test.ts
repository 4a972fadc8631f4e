import assert from 'node:assert/strict';
import getPort from 'get-port';
import { openApi } from '../support/open-api.ts';
import { checkMetrics } from '../support/promtool.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

describe('metrics in the form of Prometheus', function () {
  this.timeout(300_000); // a machine without promtool gets it first
  let rig: Rig;
  before(async () => (rig = await createRig(import.meta.url)));
  after(() => rig.close());

  it('are served by a worker where it is told to, and promtool has nothing against them', async () => {
    const address = `127.0.0.1:${await getPort()}`;
    await rig.startWorker({ REPOMETER_METRICS_ADDRESS: address });
    rig.simulator.world.addRepository({ owner: 'acme', name: 'measured', issues: 5 });
    await rig.startLoop('acme/measured');
    await rig.settled('acme/measured');

    const answer = await fetch(`http://${address}/metrics`);
    const text = await answer.text();

    assert.deepEqual(checkMetrics(text), []);
    assert.match(
      text,
      new RegExp(`^temporal_workflow_task_queue_poll_succeed_total{[^}]*namespace="${rig.namespace}"`, 'm'),
    );
    assert.match(text, /^temporal_activity_execution_latency_seconds_bucket{[^}]*activity_type="syncList"/m);
    await rig.stopWorker();
  });

  it('name the fault where another program listens there', async () => {
    const port = new URL(rig.simulator.url).port;
    await assert.rejects(
      rig.startWorker({ REPOMETER_METRICS_ADDRESS: `127.0.0.1:${port}` }),
      new RegExp(`REPOMETER_METRICS_ADDRESS names 127\\.0\\.0\\.1:${port}, where nothing can listen`),
    );
  });

  it('of the API are well, too', async () => {
    const { get, close } = await openApi({ database: rig.database });
    try {
      assert.equal((await get('/api/v1/repositories')).status, 200);
      const { text } = await get('/metrics');
      assert.match(text, /repometer_api_request_duration_seconds_count\{[^}]*route="\/api\/v1\/repositories"/);
      assert.deepEqual(checkMetrics(text), []);
    } finally {
      await close();
    }
  });
});
