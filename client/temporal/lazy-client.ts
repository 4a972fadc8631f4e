import type { Client } from '@temporalio/client';
import { connectTemporal } from './connect-temporal.ts';
import type { TemporalConnection, TemporalPlace } from './connect-temporal.ts';

/** A client that is connected when it is first needed, and again after that has failed. */
export interface LazyClient {
  /** @throws Error with a sentence while no Temporal answers */
  client(): Promise<Client>;
  close(): Promise<void>;
}

/** @param place where Temporal is now; asked each time before connecting */
export function createLazyClient(place: () => TemporalPlace): LazyClient {
  let connecting: Promise<TemporalConnection> | undefined;
  const connect = async () => connectTemporal(place());
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
