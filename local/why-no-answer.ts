import { Connection } from '@temporalio/client';

/**
 * Whether a Temporal frontend answers for its default namespace.
 *
 * @param address host and port
 * @returns undefined when it does, else why not
 */
export async function whyNoAnswer(address: string): Promise<string | undefined> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: '2s' });
    try {
      await connection.withDeadline(Date.now() + 2_000, () =>
        connection.workflowService.describeNamespace({ namespace: 'default' }),
      );
      return undefined;
    } finally {
      await connection.close();
    }
  } catch (error) {
    return (error as Error).message;
  }
}
