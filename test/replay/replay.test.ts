import assert from 'node:assert/strict';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { loadConfig } from '../../config.ts';
import { createLogger, installRuntime } from '../../worker/logger.ts';
import { prebuiltBundle } from '../../worker/workflow-bundle.ts';
import * as workflows from '../../workflows/index.ts';
import { readHistories } from './histories.ts';
import type { StoredHistory } from './histories.ts';
import type { HistoryJson } from './scrub-history.ts';
import { scrubbedIdentity } from './scrub-history.ts';

interface Started {
  workflowType: { name: string };
  workflowId: string;
}

/** What each of these runs was recorded for, as a person reads it; without it the recording went wrong. */
const essentials: Record<string, RegExp> = {
  'statistics-exhausted.json': /EVENT_TYPE_ACTIVITY_TASK_FAILED.*GitHubStatsPending/,
  'limited.json': /EVENT_TYPE_TIMER_FIRED/,
  'paused-and-resumed.json':
    /EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED[^]*EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED/,
  'paused-while-pending.json': /EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED/,
  'continued.json': /EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW/,
  'continued-next.json': /"continuedExecutionRunId":"[^"]/,
  'unfinished.json': /EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW[^]*\{"cycle":0,"settledCycle":0/,
  'unfinished-next.json': /EVENT_TYPE_TIMER_STARTED[^]*\{"cycle":0,"settledCycle":0/,
  'reconciled.json': /EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED[^]*EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/,
  'reconciled-all.json': /EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/,
  'reconciled-through-limit.json': /EVENT_TYPE_TIMER_FIRED[^]*EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/,
  'reconciled-unknown.json': /EVENT_TYPE_ACTIVITY_TASK_FAILED[^]*EVENT_TYPE_WORKFLOW_EXECUTION_FAILED/,
  'reconciled-bad-input.json': /EVENT_TYPE_WORKFLOW_EXECUTION_FAILED/,
  'renamed.json': /EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED[^]*EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/,
  'missing.json': /EVENT_TYPE_WORKFLOW_EXECUTION_FAILED/,
  'resource-failed.json': /EVENT_TYPE_ACTIVITY_TASK_FAILED/,
  'cancelled.json': /EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED/,
  'kpis-all.json': /EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/,
  'kpis-past-day.json': /EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/,
  'kpis-scheduled.json': /TemporalScheduledStartTime/,
  'kpis-continued.json': /EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW/,
  'kpis-continued-next.json': /"continuedExecutionRunId":"[^"]/,
};

const mostKibibytes = 80;

const startedOf = ({ events }: HistoryJson) =>
  events[0]?.['workflowExecutionStartedEventAttributes'] as unknown as Started;

/** The same run, had its first activity been another one. */
function altered(history: HistoryJson): HistoryJson {
  const changed = structuredClone(history);
  const scheduled = changed.events.find((event) => 'activityTaskScheduledEventAttributes' in event);
  assert.ok(scheduled, 'a history without an activity cannot be altered like this');
  const attributes = scheduled['activityTaskScheduledEventAttributes'] as { activityType: { name: string } };
  attributes.activityType.name = 'somethingElse';
  return changed;
}

/** Everything in a history that a person could read, payloads included. */
function readable({ text }: StoredHistory): string {
  const payloads = [...text.matchAll(/"data":"([^"]*)"/g)].map(([, data]) => Buffer.from(data ?? '', 'base64'));
  return [text, ...payloads.map(String)].join('\n');
}

describe('recorded histories', () => {
  const histories = readHistories();
  let workflowBundle: { codePath: string };

  before(async function () {
    this.timeout(60_000);
    installRuntime(createLogger('silent'));
    workflowBundle = await prebuiltBundle(loadConfig().cacheFolder);
  });

  const replay = (history: HistoryJson) =>
    Worker.runReplayHistory({ workflowBundle }, history, startedOf(history).workflowId);

  it('exist for every workflow type', () => {
    const recorded = new Set(histories.map(({ history }) => startedOf(history).workflowType.name));
    assert.deepEqual([...recorded].sort(), Object.keys(workflows).sort());
  });

  for (const [file, essential] of Object.entries(essentials)) {
    it(`${file} holds what it was recorded for`, () => {
      const stored = histories.find((one) => one.file === file);
      assert.match(stored ? readable(stored) : 'It is missing.', essential);
    });
  }

  for (const stored of histories) {
    it(`${stored.file} is replayed by the present code`, () => replay(stored.history));

    it(`${stored.file} is small and tells nothing of the machine`, () => {
      assert.ok(stored.text.length < mostKibibytes * 1024, `${stored.text.length} bytes`);
      const identities = [...stored.text.matchAll(/"identity":"([^"]*)"/g)].map(([, identity]) => identity);
      assert.deepEqual([...new Set(identities)], [scrubbedIdentity]);
      assert.doesNotMatch(readable(stored), /"stackTrace":"[^"]|file:\/\/|\/(home|root|tmp|Users)\/|rig-token/);
    });
  }

  for (const { file, history } of histories.filter(({ text }) => text.includes('activityTaskScheduledEvent'))) {
    it(`${file} is refused when its first activity is another one`, () =>
      assert.rejects(replay(altered(history)), DeterminismViolationError));
  }
});
