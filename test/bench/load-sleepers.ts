import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { repositoryLoop } from '../../client/temporal/loop-name.ts';
import { orderLoop } from '../../client/temporal/loops.ts';
import { messages, syncWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { SyncNowAnswer } from '../../workflows/contract.ts';
import { sleeper } from './bench-repository.ts';

const startsAtOnce = 20;
/**
 * First loads under way at once, of those started: `orgs add` spreads its starts, too. Twenty thousand at once time out and are
 * replayed until a machine of two cores does little else.
 */
const loadsAtOnce = 200;
const tellEveryMs = 60_000;
const pollMs = 500;
const longestMs = 7_200_000;
const restMs = 10_000;
const mostTries = 10;
const againMs = 2_000;
/** Fewer than starts: each is work of the worker, at once. */
const ordersAtOnce = 4;

/** What a cycle of each took: from the first order to the last answer of GitHub's, and the answer to an order that came last. */
interface CycleOfEach {
  seconds: number;
  longestAnswerSeconds: number;
}

/** Small repositories whose loops are started at once, and sleep when each has been loaded. */
export interface Sleepers {
  /** Loads all of them. @returns seconds from the first start to the last load */
  load(): Promise<number>;
  /** Orders one cycle of each, which finds nothing new. */
  cycle(): Promise<CycleOfEach>;
  /** Ends those that have begun. */
  end(): Promise<void>;
}

/**
 * @param client of the Temporal that a worker serves
 * @param db where that worker stores
 * @param options `count` of repositories, which the simulated GitHub serves, and the one resource that their loops keep
 */
export function createSleepers(
  client: Client,
  db: Pool,
  { count, resource }: { count: number; resource: 'issues' | 'labels' },
): Sleepers {
  const names = Array.from({ length: count }, (_, place) => sleeper(place + 1)).map(
    ({ owner, name }) => `${owner}/${name}`,
  );

  async function eachAtOnce(
    work: (repository: string) => Promise<unknown>,
    atOnce = startsAtOnce,
    repositories: readonly string[] = names,
  ): Promise<void> {
    const waiting = [...repositories];
    const some = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await work(next);
    };
    await Promise.all(Array.from({ length: atOnce }, some));
  }

  const start = (repository: string) =>
    client.workflow.start(workflowTypes.syncRepository, {
      taskQueue: taskQueues.repometer,
      workflowId: syncWorkflowId(repository),
      args: [{ repository, every: '1d', resources: [resource] }],
    });

  /** Again where it was not answered: a busy machine does not get through some workflow tasks in the ten seconds that Temporal gives them. */
  async function order(repository: string): Promise<SyncNowAnswer> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await orderLoop<SyncNowAnswer>(client, repositoryLoop(repository), messages.syncNow);
      } catch (error) {
        if (tries === mostTries) throw error;
        await new Promise((resolve) => setTimeout(resolve, againMs));
      }
    }
  }

  async function loaded(): Promise<number> {
    const { rows } = await db.query<{ loaded: number }>(
      `select count(*)::int as loaded from sync.resource where resource = $1 and complete_through is not null`,
      [resource],
    );
    return rows[0]?.loaded ?? 0;
  }

  /** What was asked about the resource of each repository since the beginning. */
  async function requests(): Promise<Map<string, number>> {
    const { rows } = await db.query<{ id: string; requests: number }>(
      `select subject_id::text as id, requests::int from sync.resource where resource = $1`,
      [resource],
    );
    return new Map(rows.map(({ id, requests: sent }) => [id, sent]));
  }

  return {
    async load() {
      const startedAt = Date.now();
      let toldAt = startedAt;
      for (let [started, done] = [0, 0]; done < count; done = await loaded()) {
        const room = Math.min(count, done + loadsAtOnce) - started;
        if (room > 0) await eachAtOnce(start, startsAtOnce, names.slice(started, started + room));
        started += Math.max(0, room);
        if (Date.now() - startedAt > longestMs) throw new Error(`Only ${done} of ${count} were loaded.`);
        if (Date.now() - toldAt > tellEveryMs) {
          console.error(`${done} of ${count} are loaded …`);
          toldAt = Date.now();
        }
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
      const seconds = (Date.now() - startedAt) / 1000;
      // Their KPIs are computed, and all of them sleep.
      await new Promise((resolve) => setTimeout(resolve, restMs));
      return seconds;
    },
    async cycle() {
      const before = await requests();
      const startedAt = Date.now();
      let longestAnswerSeconds = 0;
      await eachAtOnce(async (repository) => {
        const orderedAt = Date.now();
        const answer = await order(repository);
        if ('limitedUntil' in answer) throw new Error(answer.message);
        longestAnswerSeconds = Math.max(longestAnswerSeconds, (Date.now() - orderedAt) / 1000);
      }, ordersAtOnce);
      const left = async () => {
        const now = await requests();
        return [...before].filter(([id, count]) => (now.get(id) ?? 0) <= count).length;
      };
      for (let still = await left(); still > 0; still = await left()) {
        if (Date.now() - startedAt > longestMs) throw new Error(`${still} of ${count} did not look again.`);
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
      return { seconds: (Date.now() - startedAt) / 1000, longestAnswerSeconds };
    },
    // Gone by themselves, or never begun.
    end: () =>
      eachAtOnce((repository) =>
        client.workflow
          .getHandle(syncWorkflowId(repository))
          .terminate('measured')
          .catch(() => undefined),
      ),
  };
}
