import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Simulator } from '../simulator/server.ts';
import type { Victim } from './plan-chaos.ts';

/** The whole product running against a simulated GitHub, with processes that may be killed. */
export interface Stage {
  simulator: Simulator;
  /** To look at the tables; queries fail while Postgres is away. */
  db: Pool;
  client: Client;
  /** SIGKILL; returns when the process is gone. @returns the start that follows in real life, until all answers again */
  kill(victim: Victim): Promise<() => Promise<void>>;
  /** What its processes said last, for a failure. */
  tell(): string;
  /** Stops everything in order, and throws where something is left. */
  close(): Promise<void>;
}
