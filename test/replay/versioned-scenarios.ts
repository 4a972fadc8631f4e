import { workerDeployment } from '../../workflows/contract.ts';
import { until } from '../support/rig.ts';
import { small, startBareLoop } from './scenario.ts';
import type { Scenario } from './scenario.ts';

/** The build of the worker that these scenarios need. */
export const recordedBuild = 'recorded';

/** A loop of a build: one cycle, and a new run before the next one. */
const versioned: Scenario = async (rig) => {
  const order = { namespace: rig.namespace, deploymentName: workerDeployment, buildId: recordedBuild };
  await until(() =>
    rig.client.workflowService.setWorkerDeploymentCurrentVersion({ ...order, identity: 'recorder' }).then(
      () => true,
      () => false,
    ),
  );
  rig.simulator.world.addRepository({ owner: 'acme', name: 'versioned', ...small });
  const { firstExecutionRunId } = await startBareLoop(rig, 'acme/versioned');
  await rig.settled('acme/versioned');
  await rig.cycle('acme/versioned');
  return [
    { name: 'versioned', handle: rig.client.workflow.getHandle('sync/acme/versioned', firstExecutionRunId) },
    { name: 'versioned-next', handle: rig.client.workflow.getHandle('sync/acme/versioned') },
  ];
};

export const versionedScenarios: Scenario[] = [versioned];
