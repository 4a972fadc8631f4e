import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Client, ScheduleOptions, ScheduleOptionsAction } from '@temporalio/client';
import {
  kpiSchedule,
  membersSchedule,
  reconcileSchedule,
  taskQueues,
  workflowTypes,
} from '../../workflows/contract.ts';

interface DailySchedule {
  id: string;
  workflowId: string;
  hour: number;
  minute: number;
}

type Specification = Omit<ScheduleOptions, 'scheduleId'> & { action: ScheduleOptionsAction };

/** Everything that runs daily: what starts, and the sentence that the UI shows beside it. */
const daily = [
  {
    schedule: kpiSchedule,
    workflowType: workflowTypes.computeKpis,
    summary: 'Daily KPIs of every repository that changed',
  },
  {
    schedule: reconcileSchedule,
    workflowType: workflowTypes.reconcileRepository,
    summary: 'Daily comparison of every repository with GitHub',
  },
  {
    schedule: membersSchedule,
    workflowType: workflowTypes.syncMembers,
    summary: 'Daily look at who belongs to every organisation that is kept',
  },
];

function specificationOf({ schedule, workflowType, summary }: (typeof daily)[number]): Specification {
  const { hour, minute, workflowId } = schedule;
  return {
    spec: { calendars: [{ hour, minute, comment: 'daily, UTC' }], timezone: 'UTC' },
    action: {
      type: 'startWorkflow',
      workflowType,
      workflowId,
      taskQueue: taskQueues.repometer,
      args: [{}],
      staticSummary: summary,
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '2 days' },
  };
}

/** @returns `daily at 02:15 UTC` */
export function whenIs({ hour, minute }: DailySchedule): string {
  return `daily at ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')} UTC`;
}

/**
 * Makes the daily schedules, or brings existing ones to the present definition; one that a person paused stays paused.
 *
 * @returns each schedule, and whether it was made now
 */
export async function ensureSchedules(client: Client): Promise<{ schedule: DailySchedule; isNew: boolean }[]> {
  const ensured: { schedule: DailySchedule; isNew: boolean }[] = [];
  for (const one of daily) {
    ensured.push({ schedule: one.schedule, isNew: await ensure(client, one.schedule.id, specificationOf(one)) });
  }
  return ensured;
}

async function ensure({ schedule }: Client, scheduleId: string, specification: Specification): Promise<boolean> {
  try {
    await schedule.create({ scheduleId, ...specification });
    return true;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  await schedule.getHandle(scheduleId).update(({ state }) => ({ ...specification, state }));
  return false;
}
