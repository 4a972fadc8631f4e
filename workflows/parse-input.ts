import { reconcileSchedule, reconcileWorkflowId, resources, syncWorkflowId, workflowTypes } from './contract.ts';
import type { ComputeKpisInput, ReconcileRepositoryInput, Resource, SyncRepositoryInput, Waits } from './contract.ts';
import { milliseconds } from './duration.ts';

export const defaultWaits: Waits = {
  statsRetry: '30s',
  statsAttempts: 21,
  statsEvery: '24h',
  transientRetry: '2s',
  transientAttempts: 10,
  kpisEvery: '5m',
  reprobe: '24h',
  followEvery: '24h',
  lag: '15m',
};

const shortestInterval = 1000;
const longestInterval = 366 * 24 * 3600 * 1000;
const example = `{"repository":"golang/go"}`;

type Fields = Record<string, unknown>;

function onlyObject(type: string, inputs: unknown[], sample: string): Fields {
  const shown = `${type} takes one JSON object such as ${sample}`;
  if (inputs.length === 0 || inputs[0] === undefined || inputs[0] === null)
    throw new Error(`${shown}; it got nothing.`);
  if (inputs.length > 1) throw new Error(`${shown}; it got ${inputs.length} arguments.`);
  const input = inputs[0];
  if (typeof input !== 'object' || Array.isArray(input)) throw new Error(`${shown}, not ${JSON.stringify(input)}.`);
  return input as Fields;
}

function refuseUnknown(fields: Fields, known: readonly string[], where: string): void {
  const unknown = Object.keys(fields).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`${where} does not know "${unknown.join('", "')}"; it knows ${known.join(', ')}.`);
  }
}

/**
 * @param value what a user gave as a repository
 * @returns the same `owner/name`
 * @throws Error with a sentence; GitHub's own rules for the two names
 */
export function parseRepositoryName(value: unknown): string {
  const [owner = '', name = '', ...rest] = typeof value === 'string' ? value.split('/') : [];
  const isOwner = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})$/.test(owner);
  const isName = /^[A-Za-z0-9._-]{1,100}$/.test(name) && name !== '.' && name !== '..';
  if (rest.length > 0 || !isOwner || !isName) {
    throw new Error(`A repository is named owner/name, such as golang/go, not ${JSON.stringify(value)}.`);
  }
  return `${owner}/${name}`;
}

/** @returns the day as YYYY-MM-DD @throws Error with a sentence when it is no day of the calendar */
export function parseDay(value: unknown, what: string): string {
  const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  if (!isDay || new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) !== value) {
    throw new Error(`${what} must be a day such as 2024-01-31, not ${JSON.stringify(value)}.`);
  }
  return value;
}

/** @returns the month as YYYY-MM @throws Error with a sentence when it is no month */
export function parseMonth(value: unknown): string {
  if (typeof value !== 'string' || !/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) {
    throw new Error(`A month is written as 2026-10, not ${JSON.stringify(value)}.`);
  }
  return value;
}

function list(value: unknown, what: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Error(`${what} must be a list, not ${JSON.stringify(value)}.`);
  return value;
}

function parseResources(value: unknown): Resource[] {
  const names = list(value, 'resources');
  if (names.length === 0) return [...resources];
  for (const name of names) {
    if (!resources.includes(name as Resource)) {
      throw new Error(`${JSON.stringify(name)} is no resource; known are ${resources.join(', ')}.`);
    }
  }
  // Reviews are read for each pull request that has changed.
  const needed = (name: Resource) => name === 'repository' || (name === 'pull_requests' && names.includes('reviews'));
  return resources.filter((name) => needed(name) || names.includes(name));
}

/** @throws Error when the interval is no duration, under a second or over a year */
export function parseEvery(value: unknown): string {
  if (value === undefined || value === null) return '30m';
  const interval = milliseconds(value, 'every');
  if (interval < shortestInterval || interval > longestInterval) {
    throw new Error(`every must be between 1s and 366d, not ${JSON.stringify(value)}.`);
  }
  return value as string;
}

function parseWaits(value: unknown): Waits {
  if (value === undefined || value === null) return defaultWaits;
  const fields = onlyObject('waits', [value], `{"statsRetry":"30s"}`);
  refuseUnknown(fields, Object.keys(defaultWaits), 'waits');
  const waits = { ...defaultWaits, ...fields };
  for (const [name, wait] of Object.entries(waits)) {
    if (!name.endsWith('Attempts')) milliseconds(wait, `waits.${name}`);
    else if (!Number.isInteger(wait) || (wait as number) < 1) {
      throw new Error(`waits.${name} must be a whole number from 1, not ${JSON.stringify(wait)}.`);
    }
  }
  return waits;
}

/**
 * Checks the input of `syncRepository`, once, at the edge.
 *
 * @param inputs all arguments that the workflow got, so that missing and extra ones are seen
 * @throws Error with one sentence that says what to give instead
 */
export function parseSyncRepositoryInput(inputs: unknown[]): SyncRepositoryInput {
  const fields = onlyObject(workflowTypes.syncRepository, inputs, example);
  refuseUnknown(fields, ['repository', 'every', 'resources', 'from', 'waits'], workflowTypes.syncRepository);
  return {
    repository: parseRepositoryName(fields.repository),
    every: parseEvery(fields.every),
    resources: parseResources(fields.resources),
    from: fields.from === undefined || fields.from === null ? null : parseDay(fields.from, 'from'),
    waits: parseWaits(fields.waits),
  };
}

/**
 * Checks the input of `reconcileRepository`.
 *
 * @param inputs all arguments that the workflow got
 * @throws Error with one sentence
 */
export function parseReconcileRepositoryInput(inputs: unknown[]): ReconcileRepositoryInput {
  const type = workflowTypes.reconcileRepository;
  const fields = onlyObject(type, inputs, `${example} or {}`);
  refuseUnknown(fields, ['repository', 'back', 'whole', 'waits'], type);
  if (fields.whole !== undefined && typeof fields.whole !== 'boolean') {
    throw new Error(`whole must be true or false, not ${JSON.stringify(fields.whole)}.`);
  }
  const back = fields.back ?? '365d';
  milliseconds(back, 'back');
  return {
    repository:
      fields.repository === undefined || fields.repository === null ? null : parseRepositoryName(fields.repository),
    back: back as string,
    whole: fields.whole ?? false,
    waits: parseWaits(fields.waits),
  };
}

/**
 * Checks the input of `computeKpis`.
 *
 * @param inputs all arguments that the workflow got
 * @throws Error with one sentence
 */
export function parseComputeKpisInput(inputs: unknown[]): ComputeKpisInput {
  const fields = onlyObject(workflowTypes.computeKpis, inputs, `{"repositories":["golang/go"]} or {}`);
  refuseUnknown(fields, ['repositories', 'months', 'all', 'asOf'], workflowTypes.computeKpis);
  if (fields.all !== undefined && typeof fields.all !== 'boolean') {
    throw new Error(`all must be true or false, not ${JSON.stringify(fields.all)}.`);
  }
  return {
    repositories: list(fields.repositories, 'repositories').map(parseRepositoryName),
    months: list(fields.months, 'months').map(parseMonth),
    all: fields.all ?? false,
    asOf: fields.asOf === undefined || fields.asOf === null ? null : parseDay(fields.asOf, 'asOf'),
  };
}

/**
 * Uniqueness is Temporal's, by workflow id; so the same loop under another id must not run.
 *
 * @throws Error naming the right command
 */
export function requireWorkflowId(workflowId: string, repository: string): void {
  const expected = syncWorkflowId(repository);
  if (workflowId === expected) return;
  throw new Error(
    `The loop of ${repository} has the workflow id ${expected}, not ${workflowId}: temporal workflow start ` +
      `--task-queue repometer --type syncRepository --workflow-id ${expected} --input '{"repository":"${repository}"}'`,
  );
}

/**
 * One reconciliation of a repository at a time: that, too, is Temporal's, by workflow id.
 *
 * @throws Error naming the right command
 */
export function requireReconcileId(workflowId: string, repository: string | null): void {
  // A schedule appends its time to the id.
  if (repository === null && workflowId.startsWith(reconcileSchedule.workflowId)) return;
  const expected = repository === null ? reconcileSchedule.workflowId : reconcileWorkflowId(repository);
  if (workflowId === expected) return;
  const input = repository === null ? '{}' : JSON.stringify({ repository });
  throw new Error(
    `This reconciliation has the workflow id ${expected}, not ${workflowId}: temporal workflow start ` +
      `--task-queue repometer --type reconcileRepository --workflow-id ${expected} --input '${input}'`,
  );
}
