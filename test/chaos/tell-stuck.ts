import type { Stage } from './stage.ts';

const shownRequests = 8;

/** What a person needs who looks at a run that got stuck: what is pending, in Temporal, in Postgres, at the simulator. */
export async function tellStuck({ client, db, simulator, tell }: Stage): Promise<string> {
  const lines: string[] = [tell()];
  try {
    for await (const { workflowId, status } of client.workflow.list({ query: "ExecutionStatus = 'Running'" })) {
      const { raw } = await client.workflow.getHandle(workflowId).describe();
      const { pendingActivities, pendingWorkflowTask } = raw;
      const pending = { workflowTask: pendingWorkflowTask, activities: pendingActivities?.map(activityFacts) };
      lines.push(`${workflowId} ${status.name}: ${JSON.stringify(pending)}`);
    }
    const { rows } = await db.query(
      `select application_name, state, wait_event, now() - query_start as age, left(query, 120) as query
       from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    lines.push(...rows.map((row) => JSON.stringify(row)));
    const { rows: budgets } = await db.query('select * from sync.budget');
    lines.push(...budgets.map((row) => JSON.stringify(row)));
  } catch (error) {
    lines.push(String(error));
  }
  for (const { at, path, query, status } of simulator.requests.slice(-shownRequests)) {
    lines.push(`${at} ${path} ${JSON.stringify(query)} ${status}`);
  }
  return lines.join('\n');
}

interface PendingActivity {
  activityType?: { name?: string | null } | null;
  state?: unknown;
  attempt?: number | null;
  lastFailure?: { message?: string | null } | null;
  scheduledTime?: { seconds?: unknown } | null;
  lastHeartbeatTime?: { seconds?: unknown } | null;
}

function activityFacts({
  activityType,
  state,
  attempt,
  lastFailure,
  scheduledTime,
  lastHeartbeatTime,
}: PendingActivity) {
  const time = (at: { seconds?: unknown } | null | undefined) =>
    at ? new Date(Number(at.seconds) * 1000).toISOString() : null;
  return {
    activity: activityType?.name,
    state,
    attempt,
    lastFailure: lastFailure?.message,
    scheduled: time(scheduledTime),
    lastHeartbeat: time(lastHeartbeatTime),
  };
}
