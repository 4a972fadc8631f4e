import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Client, ScheduleOptions, ScheduleOptionsAction } from '@temporalio/client';
import { kpiSchedule, taskQueues, workflowTypes } from '../../workflows/contract.ts';

const specification: Omit<ScheduleOptions, 'scheduleId'> & { action: ScheduleOptionsAction } = {
  spec: { calendars: [{ hour: kpiSchedule.hour, minute: kpiSchedule.minute, comment: 'daily, UTC' }], timezone: 'UTC' },
  action: {
    type: 'startWorkflow',
    workflowType: workflowTypes.computeKpis,
    workflowId: kpiSchedule.workflowId,
    taskQueue: taskQueues.repometer,
    args: [{}],
    staticSummary: 'Daily KPIs of every repository that changed',
  },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '2 days' },
};

/**
 * Makes the daily schedule of the KPIs, or brings an existing one to the present definition; one that a person paused
 * stays paused.
 *
 * @returns true when it was made now
 */
export async function ensureKpiSchedule({ schedule }: Client): Promise<boolean> {
  try {
    await schedule.create({ scheduleId: kpiSchedule.id, ...specification });
    return true;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  await schedule.getHandle(kpiSchedule.id).update(({ state }) => ({ ...specification, state }));
  return false;
}
