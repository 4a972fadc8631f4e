const ofEveryVersion: Record<string, RegExp> = {
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

/** An input of nothing but a name, as a person types it. */
const bare = /\n\{"repository":"acme\/[a-z-]+"\}\n/;
/** An input that version 0.1.0 made of such a one. */
const made = /"resources":\["repository","issues",[^\]]*"contributor_stats"\]/;

const sinceTwo: Record<string, RegExp | RegExp[]> = {
  ...ofEveryVersion,
  'first-load.json': [bare, /"plan":\[\{[^}]*"resource":"repository"/],
  'changed.json': /"changed":1,"followers":\["comments","issue_events","labels"\]/,
  'paused-and-resumed.json': [bare, /UPDATE_ACCEPTED[^]*UPDATE_ACCEPTED/],
  'renamed.json': [bare, /EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/],
  'renamed-next.json': [bare, /"parentWorkflowExecution"/],
  'continued.json': [bare, /EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW[^]*"cycle":0,"settledCycle":0/],
  'continued-next.json': [bare, /"continuedExecutionRunId":"[^"]/],
  'future-from.json': [/from must not be in the future/, /"refuse-future-from"/],
  'versioned.json': [bare, /"buildId":"recorded"[^]*EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW/],
  'versioned-next.json': [bare, /"continuedExecutionRunId":"[^"]/, /"buildId":"recorded"/],
};

/** What each run was recorded for, as a person reads it; without it the recording went wrong. By version and file. */
const sinceThree: Record<string, RegExp | RegExp[]> = {
  ...sinceTwo,
  'changed.json': /"changed":1,("\w+":\w+,)*"followers":\["comments","issue_events","labels"\]/,
  'limited.json': [/EVENT_TYPE_TIMER_FIRED/, /"waitMs":/],
};

/** An input of nothing but an owner, as a person types it. */
const bareOwner = /\n\{"owner":"[a-z-]+"\}\n/;

const sinceFour: Record<string, RegExp | RegExp[]> = {
  ...sinceThree,
  'issues-disabled.json': /disabled-issues-are-a-note/,
  'organization.json': [bareOwner, /keepRepositoryLoops[^]*UPDATE_ACCEPTED[^]*keepRepositoryLoops/],
  'organization-limited.json': /EVENT_TYPE_TIMER_FIRED/,
  'organization-unknown.json': /EVENT_TYPE_WORKFLOW_EXECUTION_FAILED/,
  'organization-preview.json': [bareOwner, /EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/],
  'events.json': [/\n\{"source":"acme\/lively"\}\n/, /pollFeed[^]*pollFeed/],
  'woken.json': /EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED/,
  'events-paused-and-resumed.json': [/\n\{"source":"public"\}\n/, /UPDATE_ACCEPTED[^]*UPDATE_ACCEPTED/],
  'events-missing.json': /EVENT_TYPE_WORKFLOW_EXECUTION_FAILED/,
  'events-bad-input.json': /EVENT_TYPE_WORKFLOW_EXECUTION_FAILED/,
  'backfill.json': [bare, /backfillList[^]*EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/],
  'backfill-again.json': [bare, /EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/],
  'backfill-limited.json': [/EVENT_TYPE_TIMER_FIRED/, /EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/],
  'backfill-paused-and-resumed.json': [bare, /UPDATE_ACCEPTED[^]*UPDATE_ACCEPTED/],
  'backfill-cancelled.json': [bare, /EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED/],
  'backfill-bad-input.json': /EVENT_TYPE_WORKFLOW_EXECUTION_FAILED/,
  'members.json': [bareOwner, /EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/],
  'members-concealed.json': /EVENT_TYPE_TIMER_FIRED/,
  'members-all.json': /EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/,
  'members-unknown.json': /EVENT_TYPE_WORKFLOW_EXECUTION_FAILED/,
};

export const essentials: Record<string, Record<string, RegExp | RegExp[]>> = {
  '0.1.0': {
    ...ofEveryVersion,
    'bare-first-load.json': [bare, /syncList[^]*star_history of acme/],
    'bare-statistics-pending.json': [bare, /"attempt":2/],
    'bare-paused-and-resumed.json': [bare, /UPDATE_ACCEPTED[^]*UPDATE_ACCEPTED/],
    'bare-renamed.json': [bare, made, /EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED/],
    'bare-renamed-next.json': [made, /"parentWorkflowExecution"/],
    'bare-continued.json': [bare, made, /EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW/],
    'bare-continued-next.json': [made, /"continuedExecutionRunId":"[^"]/],
  },
  '0.2.0': sinceTwo,
  '0.3.0': sinceThree,
  '0.4.0': sinceFour,
  '0.5.0': {
    ...sinceFour,
    'limited-at-first.json': [/limits-are-listed-from-the-first-request/, /EVENT_TYPE_TIMER_FIRED[^]*"kind":"limited"/],
  },
};
