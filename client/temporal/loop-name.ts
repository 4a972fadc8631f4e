import { eventsWorkflowId, orgWorkflowId, syncWorkflowId, workflowTypes } from '../../workflows/contract.ts';
import type { EventSource } from '../../workflows/contract.ts';

/** A loop as commands name it. */
export interface LoopName {
  workflowId: string;
  /** What it keeps, as sentences name it: `golang/go`, or `golang`. */
  name: string;
  /** What sentences call it where the name alone would be that of another loop. */
  title?: string;
  /** The command whose orders it takes. */
  command: 'repos' | 'orgs' | 'events';
}

/** The loop of a repository, `owner/name`. */
export const repositoryLoop = (repository: string): LoopName => ({
  workflowId: syncWorkflowId(repository),
  name: repository,
  command: 'repos',
});

/** The loop of an organisation or a user. */
export const ownerLoop = (owner: string): LoopName => ({
  workflowId: orgWorkflowId(owner),
  name: owner,
  command: 'orgs',
});

/** The loop that reads a feed of events. */
export const eventsLoop = (source: EventSource): LoopName => ({
  workflowId: eventsWorkflowId(source),
  name: source.name,
  title: `the events of ${source.name}`,
  command: 'events',
});

const commands: Record<string, LoopName['command']> = {
  [workflowTypes.syncOrganization]: 'orgs',
  [workflowTypes.pollEvents]: 'events',
};

/** The command for a workflow type. */
export const commandOf = (kind: string): LoopName['command'] => commands[kind] ?? 'repos';
