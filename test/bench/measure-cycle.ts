import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { messages, syncWorkflowId } from '../../workflows/contract.ts';
import type { LoopStatus, SyncNowAnswer } from '../../workflows/contract.ts';
import { benchName } from './bench-repository.ts';
import { watchWrittenRows } from './count-written-rows.ts';
import type { Measures } from './measures.ts';
import type { Stage } from './stage.ts';

const pollMs = 10;

/** One cycle from its order to its end: time, requests, and rows that it writes. */
export async function measureCycle(stage: Stage, db: Pool, { absolute }: Measures, name: string): Promise<void> {
  await stage.github.begin({ latencyMs: 0, secondaryLimits: false });
  const writtenRows = await watchWrittenRows(db);
  const startedAt = performance.now();
  await runCycle(stage);
  absolute(`${name}: wall`, 'ms', performance.now() - startedAt);
  const requests = await stage.github.requests();
  absolute(`${name}: requests`, '', requests.all);
  absolute(`${name}: billed requests`, '', requests.billed);
  absolute(`${name}: points of GraphQL`, '', requests.points);
  const written = await writtenRows();
  absolute(`${name}: rows written in raw, github, kpi`, '', written.raw + written.github + written.kpi);
  absolute(`${name}: rows written in sync`, '', written.sync);
}

/** Orders a cycle of the loop, and waits for its end. */
export async function runCycle(stage: Stage): Promise<void> {
  const loop = stage.client.workflow.getHandle(syncWorkflowId(benchName));
  const answer = await loop.executeUpdate<SyncNowAnswer, []>(messages.syncNow);
  if ('limitedUntil' in answer) throw new Error(answer.message);
  await settled(stage, answer.cycle);
}

/** Waits until the loop's cycle of this number has come to an end. */
export async function settled({ client }: Stage, cycle: number): Promise<void> {
  const loop = client.workflow.getHandle(syncWorkflowId(benchName));
  while ((await loop.query<LoopStatus>(messages.status)).settledCycle < cycle) await delay(pollMs);
}
