import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Simulator } from '../simulator/server.ts';
import type { TemporalTarget } from '../support/temporal-command.ts';
import type { Sleeper, Victim } from './plan-chaos.ts';

/** Ends a trouble: returns when everything answers again. */
export type End = () => Promise<void>;

/** The whole product running against a simulated GitHub, with processes that may be killed. */
export interface Stage {
  simulator: Simulator;
  /** To look at the tables; queries fail while Postgres is away. */
  db: Pool;
  client: Client;
  /** Variables of the commands that a person types meanwhile. */
  environment: Record<string, string>;
  temporal: TemporalTarget;
  /** Another worker takes over from one that is frozen. */
  hasTwoWorkers: boolean;
  /** SIGKILL; returns when the process is gone. @returns the start that follows in real life */
  kill(victim: Victim): Promise<End>;
  /** SIGSTOP; returns when all of its processes stand still, and another one runs where there may be two. @returns SIGCONT */
  freeze(sleeper: Sleeper): Promise<End>;
  /** Leaves no byte free where Postgres lies. @returns makes room, and starts it where it has ended and nobody else does; null without a disk of its own */
  fillDisk(): Promise<End | null>;
  /** What its processes said last, for a failure. */
  tell(): string;
  /** Stops everything in order, and throws where something is left. */
  close(): Promise<void>;
}
