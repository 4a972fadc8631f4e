import type { Client } from '@temporalio/client';
import type { TemporalConnection, TemporalPlace } from './connect-temporal.ts';

/** A client that is loaded and connected when it is first needed, and again after that has failed. */
export interface LazyClient {
  /** @throws Error with a sentence while no Temporal answers */
  client(): Promise<Client>;
  close(): Promise<void>;
}

/** @param place where Temporal is now; asked each time before connecting */
export function createLazyClient(place: () => TemporalPlace): LazyClient {
  let connecting: Promise<TemporalConnection> | undefined;
  async function connect(): Promise<TemporalConnection> {
    const at = place();
    const { connectTemporal } = await import('./connect-temporal.ts');
    return connectTemporal(at);
  }
  return {
    async client() {
      connecting ??= connect();
      const known = connecting;
      try {
        return (await known).client;
      } catch (error) {
        if (connecting === known) connecting = undefined;
        throw error;
      }
    },
    async close() {
      await connecting?.then(
        (connection) => connection.close(),
        () => undefined,
      );
    },
  };
}
