import { orgWorkflowId, workflowTypes } from '../contract.ts';
import type { OwnerRules, StartedLoopInput, SyncOrganizationInput } from '../contract.ts';
import { parseDay, refuseFuture } from './days.ts';
import { parseEvery, parseOwnerEvery } from './every.ts';
import { list, onlyObject, optional, refuseUnknown, yesOrNo } from './fields.ts';
import type { Fields } from './fields.ts';
import { parseOwnerName } from './repository-name.ts';
import { parseResources } from './resources.ts';
import { parseWaits } from './waits.ts';

const ruleNames = ['include', 'exclude', 'archived', 'forks'];
const mostPatterns = 100;
const longestPattern = 200; // characters

/**
 * Checks the input of `syncOrganization`, once, at the edge.
 *
 * @param inputs all arguments that the workflow got, so that missing and extra ones are seen
 * @param now milliseconds since 1970, to refuse a load that begins in the future; null: not asked of what runs already
 * @throws Error with one sentence that says what to give instead
 */
export function parseSyncOrganizationInput(inputs: unknown[], now: number | null): SyncOrganizationInput {
  const type = workflowTypes.syncOrganization;
  const fields = onlyObject(type, inputs, `{"owner":"golang"}`);
  refuseUnknown(fields, ['owner', 'every', ...ruleNames, 'repositories', 'waits'], type);
  return {
    owner: parseOwnerName(fields.owner),
    every: parseOwnerEvery(fields.every),
    ...parseRules(fields),
    repositories: parseStartedLoop(fields.repositories, now),
    waits: parseWaits(fields.waits),
  };
}

/** Checks the input of `previewOrganization`. @throws Error with one sentence */
export function parsePreviewInput(inputs: unknown[]): { owner: string } & OwnerRules {
  const type = workflowTypes.previewOrganization;
  const fields = onlyObject(type, inputs, `{"owner":"golang"}`);
  refuseUnknown(fields, ['owner', ...ruleNames], type);
  return { owner: parseOwnerName(fields.owner), ...parseRules(fields) };
}

function parseRules({ include, exclude, archived, forks }: Fields): OwnerRules {
  const included = parsePatterns(include, 'include');
  return {
    include: included.length === 0 ? ['*'] : included,
    exclude: parsePatterns(exclude, 'exclude'),
    archived: yesOrNo(archived, 'archived'),
    forks: yesOrNo(forks, 'forks'),
  };
}

function parsePatterns(value: unknown, what: string): string[] {
  const patterns = list(value, what).map((pattern) => parsePattern(pattern, what));
  if (patterns.length > mostPatterns) {
    throw new Error(`${what} takes ${mostPatterns} patterns at most, not ${patterns.length}.`);
  }
  return [...new Set(patterns)];
}

/**
 * @returns a pattern of names of repositories, as it was given
 * @throws Error with a sentence for what can be none
 */
export function parsePattern(value: unknown, what: string): string {
  if (typeof value !== 'string' || !/^[^\s\p{Cc}]+$/u.test(value) || value.length > longestPattern) {
    throw new Error(`${what} is a pattern of names such as api-*, not ${JSON.stringify(value)}.`);
  }
  if (!value.includes('/')) return value;
  const name = value.slice(value.lastIndexOf('/') + 1) || '*';
  throw new Error(
    `${what} is a pattern of names without the owner: ${JSON.stringify(name)}, not ${JSON.stringify(value)}.`,
  );
}

function parseStartedLoop(value: unknown, now: number | null): StartedLoopInput {
  if (value === undefined || value === null) return {};
  const fields = onlyObject('repositories', [value], `{"every":"2h"}`);
  refuseUnknown(fields, ['every', 'resources', 'from'], 'repositories');
  const from = optional(fields.from, (day) => parseDay(day, 'repositories.from'));
  if (from !== null && now !== null) refuseFuture(from, 'repositories.from', now);
  const resources = parseResources(fields.resources);
  return {
    ...(fields.every === undefined || fields.every === null ? {} : { every: parseEvery(fields.every) }),
    ...(resources === null ? {} : { resources }),
    ...(from === null ? {} : { from }),
  };
}

/**
 * Uniqueness is Temporal's, by workflow id; so the same loop under another id must not run.
 *
 * @throws Error naming the right command
 */
export function requireOrgId(workflowId: string, owner: string): void {
  const expected = orgWorkflowId(owner);
  if (workflowId === expected) return;
  throw new Error(
    `The loop of the owner ${owner} has the workflow id ${expected}, not ${workflowId}: temporal workflow start ` +
      `--task-queue repometer --type syncOrganization --workflow-id ${expected} --input '{"owner":"${owner}"}'`,
  );
}
