import type { Client } from '@temporalio/client';
import { join } from 'node:path';
import { connectTemporal } from '../../temporal/connect-temporal.ts';
import type { TemporalConnection } from '../../temporal/connect-temporal.ts';
import { ensureSchedules } from '../../temporal/schedules.ts';
import type { Context } from '../context.ts';
import type { Stack } from '../local-servers.ts';
import { partEnvironment } from '../part-environment.ts';
import { keepWorker } from './keep-worker.ts';
import { lastComplaint } from './last-complaint.ts';
import type { StartPlan } from './plan-start.ts';
import { startDemo } from './start-demo.ts';

export interface Parts {
  client: Client;
  temporal: TemporalConnection;
  /** Settles only when the worker can no longer be kept running, or after the signal. */
  worker: Promise<void>;
}

export interface PartsOptions {
  context: Context;
  plan: StartPlan;
  stack: Stack;
  say: (line: string) => void;
  signal: AbortSignal;
}

function runWorkers({ context, plan, stack, say, signal }: PartsOptions, demoUrl: string | undefined): Promise<void> {
  const { config } = plan;
  const { databaseUrl, temporalAddress } = stack;
  const environment = partEnvironment(config, { databaseUrl, temporalAddress, demoUrl });
  const logFile = join(config.home, 'logs', 'worker.log');
  const start = () => stack.spawnPart('worker', process.execPath, context.programs.worker, environment);
  return keepWorker({ start, say, signal }).catch((error: unknown) => {
    const complaint = lastComplaint(logFile);
    throw new Error(`${(error as Error).message}${complaint ? ` It said: ${complaint}` : ''} See ${logFile}.`);
  });
}

/** Makes the schedules, and starts the processes of ours, in the order in which they need one another. */
export async function startParts(options: PartsOptions): Promise<Parts> {
  const { context, plan, stack, signal } = options;
  const { temporalAddress } = stack;
  const { environment } = plan.config.temporal;
  const temporal = await connectTemporal(temporalAddress ? { address: temporalAddress } : { environment });
  try {
    await ensureSchedules(temporal.client);
    const { home } = plan.config;
    const { simulator: program } = context.programs;
    const demoUrl = plan.isDemo ? await startDemo({ program, home, stack, signal }) : undefined;
    signal.throwIfAborted();
    return { client: temporal.client, temporal, worker: runWorkers(options, demoUrl) };
  } catch (error) {
    await temporal.close();
    throw error;
  }
}
