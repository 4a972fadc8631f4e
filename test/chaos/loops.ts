import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client, WorkflowHandle } from '@temporalio/client';
import {
  kpisWorkflowId,
  messages,
  reconcileSchedule,
  reconcileWorkflowId,
  resources,
  syncWorkflowId,
  taskQueues,
  workflowTypes,
} from '../../workflows/contract.ts';
import type { ComputeKpisInput, LoopStatus, SyncNowAnswer } from '../../workflows/contract.ts';
import type { ReconcileResult } from '../../workflows/reconcile/reconcile-result.ts';
import { longestQueryPauseMs, quickWaits, until } from '../support/rig.ts';

/** For anything that a run waits for, on a machine that does much else. */
export const longestWaitMs = 240_000;
const orderWithinMs = 20_000;
const mostCycles = 3;

/** Orders to loops, reconciliations and computations through a server that may be away for a while: each is repeated until it is taken. */
export type Loops = ReturnType<typeof createLoops>;

/** @param client of the namespace that the worker serves */
export function createLoops(client: Client) {
  const loopOf = (repository: string) => client.workflow.getHandle(syncWorkflowId(repository));
  const statusOf = (repository: string) =>
    client.withDeadline(Date.now() + 5_000, () => loopOf(repository).query<LoopStatus>(messages.status));

  function untilStatus(repository: string, isWanted: (status: LoopStatus) => boolean): Promise<LoopStatus> {
    const look = async () => {
      const status = await statusOf(repository).catch(() => undefined);
      return status && isWanted(status) ? status : undefined;
    };
    const tell = async () => JSON.stringify(await statusOf(repository).catch(String));
    return until(look, { tell, waitMs: longestWaitMs, longestPauseMs: longestQueryPauseMs });
  }

  /** Sends an update until it is answered; the servers may be away meanwhile. */
  function order<Answer>(repository: string, message: string): Promise<{ answer: Answer }> {
    let refusal: unknown;
    const send = () =>
      client
        .withDeadline(Date.now() + orderWithinMs, () => loopOf(repository).executeUpdate<Answer, []>(message))
        .then((answer) => ({ answer }))
        .catch((error: unknown) => void (refusal = error));
    const tell = () => Promise.resolve(`${message} to ${repository}: ${String(refusal)}`);
    return until(async () => (await send()) ?? undefined, { tell, waitMs: longestWaitMs });
  }

  const settled = (repository: string, cycle: number) =>
    untilStatus(repository, ({ settledCycle }) => settledCycle >= cycle);

  /** One cycle from its order to its end, after whatever limit stands. */
  async function cycle(repository: string): Promise<LoopStatus> {
    const accepted = await until(
      async () => {
        const { answer } = await order<SyncNowAnswer>(repository, messages.syncNow);
        return 'cycle' in answer ? answer : undefined;
      },
      { waitMs: longestWaitMs },
    );
    return settled(repository, accepted.cycle);
  }

  /** A cycle that finds nothing broken; before it, those that the storm has left something to do. */
  async function quietCycle(repository: string): Promise<void> {
    const isOk = ({ phase }: LoopStatus) => phase === 'ok';
    for (let status = await cycle(repository), cycles = 1; !isOk(status); cycles += 1) {
      if (cycles === mostCycles) throw new Error(`${repository} does not get well: ${JSON.stringify(status)}`);
      status = await cycle(repository);
    }
    const last = await cycle(repository);
    if (!isOk(last)) throw new Error(`${repository} got worse: ${JSON.stringify(last)}`);
  }

  /** Waits for the computation that the loop has started, if one runs. */
  async function computed(repository: string): Promise<void> {
    const kpis = client.workflow.getHandle(kpisWorkflowId(repository));
    const isIdle = () =>
      kpis.describe().then(
        ({ status }) => status.name !== 'RUNNING',
        (error: unknown) => error instanceof WorkflowNotFoundError,
      );
    await until(isIdle, { tell: () => Promise.resolve(`The computation of ${repository} does not end.`) });
  }

  async function ended(handle: WorkflowHandle): Promise<void> {
    const tell = () =>
      handle.describe().then(({ status, raw }) => `${status.name} ${JSON.stringify(raw.pendingActivities)}`, String);
    const { name } = await until(
      async () => {
        const status = (await handle.describe().catch(() => undefined))?.status;
        return status?.name === 'RUNNING' ? undefined : status;
      },
      { tell, waitMs: longestWaitMs },
    );
    if (name !== 'COMPLETED') throw new Error(`${handle.workflowId} ended as ${name}.`);
  }

  const startRun = (type: string, workflowId: string, input: object) =>
    client.workflow.start(type, { taskQueue: taskQueues.repometer, workflowId, args: [input] });

  async function startComputation(workflowId: string, input: Partial<ComputeKpisInput>) {
    const handle = await startRun(workflowTypes.computeKpis, workflowId, input);
    return () => ended(handle);
  }

  async function startReconciliation(repository?: string) {
    const workflowId = repository === undefined ? reconcileSchedule.workflowId : reconcileWorkflowId(repository);
    const input = { repository, whole: true, waits: quickWaits };
    const handle = await startRun(workflowTypes.reconcileRepository, workflowId, input);
    return async () => {
      await ended(handle);
      // A run that was continued as new gives its result under the workflow's id.
      const { failures } = (await client.workflow.getHandle(workflowId).result()) as ReconcileResult;
      if (failures.length > 0) throw new Error(`${workflowId}: ${failures.join(' ')}`);
    };
  }

  return {
    /** Starts a loop as `repos add` does, also one that has ended; with waits that a test can sit through. */
    async start(repository: string): Promise<void> {
      await client.workflow.start(workflowTypes.syncRepository, {
        taskQueue: taskQueues.repometer,
        workflowId: syncWorkflowId(repository),
        // After the first cycle's computation, marks stay for those that the test starts.
        args: [{ repository, every: '1d', resources: [...resources], waits: { ...quickWaits, kpisEvery: '1h' } }],
      });
    },
    async isRunning(repository: string): Promise<boolean> {
      return (await loopOf(repository).describe()).status.name === 'RUNNING';
    },
    settled,
    quietCycle,
    computed,
    /** No cycle and no computation begins by itself any more; waits for the one under way. */
    async pause(repository: string): Promise<void> {
      await order(repository, messages.pause);
      await computed(repository);
    },
    /** Starts a comparison of everything, of one repository or of all. @returns waits for its end, which must be without failures */
    startReconciliation,
    /** Starts a computation of every repository. @returns waits for its end */
    startComputation,
    async compute(workflowId: string, input: Partial<ComputeKpisInput>): Promise<void> {
      const end = await startComputation(workflowId, input);
      await end();
    },
  };
}
