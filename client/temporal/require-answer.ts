import type { Client } from '@temporalio/client';

/**
 * Asks Temporal something that costs it nothing: a client that was connected once does not know whether it still answers.
 *
 * @throws what the client says where no answer comes in time
 */
export async function requireAnswer(client: Client, withinMs: number): Promise<void> {
  await client.withDeadline(Date.now() + withinMs, () => client.workflowService.getSystemInfo({}));
}
