import { NativeConnection, Worker } from '@temporalio/worker';
import { taskQueues } from '../../workflows/contract.ts';
import { bundlePatched } from '../replay/patched-bundle.ts';
import type { Patches } from '../replay/patched-bundle.ts';
import type { Rig } from './rig.ts';

/**
 * A worker of workflows alone, as somebody might write them next; of activities it does none.
 *
 * @returns stops it
 */
export async function startPatchedWorker(rig: Rig, patches: Patches): Promise<() => Promise<void>> {
  const workflowBundle = await bundlePatched(patches);
  const connection = await NativeConnection.connect({ address: rig.temporalAddress });
  const { namespace } = rig;
  const worker = await Worker.create({ connection, namespace, taskQueue: taskQueues.repometer, workflowBundle });
  const ended = worker.run();
  return async () => {
    worker.shutdown();
    await ended;
    await connection.close();
  };
}
