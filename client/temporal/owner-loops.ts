import type { Client } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';
import {
  messages,
  orgSummary,
  orgWorkflowId,
  previewWorkflowId,
  taskQueues,
  workflowTypes,
} from '../../workflows/contract.ts';
import type { OrganizationPreview, OrganizationStatus, SyncOrganizationInput } from '../../workflows/contract.ts';
import { startUnlessRunning } from './start-unless-running.ts';

/** Input of an owner's loop: what is left out has the workflow's defaults. */
export type OwnerLoopInput = Pick<SyncOrganizationInput, 'owner'> &
  Partial<Omit<SyncOrganizationInput, 'owner' | 'waits'>>;

const askEveryMs = 500;

/** @returns false when the loop runs already, with whatever input it was started */
export function addOwnerLoop(client: Client, input: OwnerLoopInput): Promise<boolean> {
  return startUnlessRunning(client, workflowTypes.syncOrganization, {
    workflowId: orgWorkflowId(input.owner),
    args: [input],
    staticSummary: orgSummary(input.owner),
  });
}

/**
 * Waits until a loop has gone through the repositories of its owner, or something keeps it from that.
 *
 * @returns its status; undefined when it has not come so far in time
 * @throws what made the loop fail
 */
export async function firstOwnerCycle(
  client: Client,
  owner: string,
  withinMs: number,
): Promise<OrganizationStatus | undefined> {
  const handle = client.workflow.getHandle(orgWorkflowId(owner));
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await delay(askEveryMs)) {
    // First whether it runs: an ended one still answers, and its end says more.
    const { status } = await handle.describe();
    if (status.name !== 'RUNNING') await handle.result();
    const told = await handle.query<OrganizationStatus>(messages.status).catch(() => undefined);
    if (told && (told.loops !== null || told.settledCycle > 0 || told.limitedUntil !== null)) return told;
  }
  return undefined;
}

/** What a loop of an owner would keep; nothing is stored or started. @throws what GitHub says */
export function previewOwner(client: Client, input: OwnerLoopInput): Promise<OrganizationPreview> {
  const { owner, include, exclude, archived, forks } = input;
  const rules = { include, exclude, archived, forks };
  const given = Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined));
  return client.workflow.execute<(input: unknown) => Promise<OrganizationPreview>>(workflowTypes.previewOrganization, {
    taskQueue: taskQueues.repometer,
    workflowId: previewWorkflowId(owner),
    args: [{ owner, ...given }],
    staticSummary: `what a loop of ${owner} would keep`,
    // Another one may ask with other rules.
    workflowIdConflictPolicy: 'TERMINATE_EXISTING',
    workflowExecutionTimeout: '5 minutes',
  });
}
