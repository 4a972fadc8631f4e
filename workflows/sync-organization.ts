import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import { databaseActivities } from './activities.ts';
import { keywords } from './attributes.ts';
import { orgSummary, orgWorkflowId, workflowTypes } from './contract.ts';
import type { OrganizationStatus, State, SyncOrganizationInput } from './contract.ts';
import { parseSyncOrganizationInput, requireOrgId } from './inputs/sync-organization.ts';
import { runEndlessLoop } from './loop/endless-loop.ts';
import type { LoopTools, Origin } from './loop/endless-loop.ts';
import type { LoopParts } from './loop/loop-parts.ts';
import {
  carryOrganization,
  describeLoops,
  openOrganization,
  phaseOfOrganization,
  statusOfOrganization,
} from './organization/organization-loop.ts';
import { runOrganizationCycle } from './organization/run-cycle.ts';
import { planRest } from './plan-rest.ts';
import { describeResources } from './repository/describe-resources.ts';
import { noteRest } from './repository/repository-loop.ts';
import type { LoopEnd } from './sync-repository.ts';

/**
 * The endless loop of an owner, an organisation or a user: its repositories are listed, and each that is kept has a loop of its own.
 *
 * @param inputs one object, see SyncOrganizationInput; only `owner` is required. A continued run also gets its state.
 */
export function syncOrganization(...inputs: unknown[]): Promise<LoopEnd> {
  return runEndlessLoop(inputs, { parse, create });
}

interface Accepted {
  input: SyncOrganizationInput;
  /** The input as a person gave it. */
  given: object;
}

function parse(inputs: unknown[], { isOrdered }: Origin): Accepted {
  const input = parseSyncOrganizationInput(inputs, isOrdered ? Date.now() : null);
  requireOrgId(workflowInfo().workflowId, input.owner);
  return { input, given: inputs[0] as object };
}

function create({ input, given }: Accepted, tools: LoopTools): LoopParts<OrganizationStatus, LoopEnd> {
  const { show } = tools;
  const { owner } = input;
  const loop = openOrganization(input, tools);
  return {
    name: owner,
    given,
    cycle: (isUrgent) => runOrganizationCycle({ loop, show, handOver: (to) => handOver(given, to) }, isUrgent),
    carry: () => carryOrganization(loop),
    phase: () => phaseOfOrganization(loop),
    status: (phase, now) => statusOfOrganization(loop, phase, now),
    describe: () => [...describeResources(loop), ...describeLoops(loop)],
    attributes: [{ key: keywords.owner, value: owner }],
    resumeCommand: 'repometer orgs resume',
    record: (state, reason) => recordLoop(input, state, reason),
    async planRest(waitMs, cycleMs) {
      const restMs = await planRest({ waits: input.waits, waitMs, cycleMs });
      noteRest(loop, restMs);
      return restMs;
    },
  };
}

function recordLoop({ owner, every }: SyncOrganizationInput, state: State, reason: string | null) {
  const { workflowId } = workflowInfo();
  return databaseActivities.recordOwnerLoop.executeWithOptions({ summary: `loop of ${owner}: ${state}` }, [
    {
      workflowId,
      kind: workflowTypes.syncOrganization,
      owner,
      every,
      resources: ['owner', 'owner_repositories'],
      state,
      reason,
    },
  ]);
}

/** The loop under the new name goes on with the same rows, and with the loops that this one has started; this one ends. */
async function handOver(given: object, to: string): Promise<LoopEnd> {
  try {
    await startChild(workflowTypes.syncOrganization, {
      workflowId: orgWorkflowId(to),
      args: [{ ...given, owner: to }],
      staticSummary: orgSummary(to),
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  return { renamedTo: to };
}
