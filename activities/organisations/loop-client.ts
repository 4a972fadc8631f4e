import type { Client } from '@temporalio/client';

/** What starting and stopping loops needs of Temporal. */
export interface LoopClient {
  client: Client;
  /** Whether search attributes may be set on this Temporal namespace. */
  hasSearchAttributes: boolean;
}
