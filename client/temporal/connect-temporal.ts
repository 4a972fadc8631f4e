import { Client, Connection, NamespaceNotFoundError } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

/** Where Temporal is: an address of the embedded one, or variables that envconfig reads together with temporal.toml. */
export type TemporalPlace = { address: string } | { environment: Record<string, string> };

export interface TemporalConnection {
  client: Client;
  connection: Connection;
  address: string;
  namespace: string;
  close(): Promise<void>;
}

const connectTimeoutMs = 5_000;
const grpc = { notFound: 5 };

function connectOptions(place: TemporalPlace) {
  // The embedded server must not get the namespace or the TLS of a profile that is meant for another one.
  if ('address' in place) return { connectionOptions: { address: place.address }, namespace: 'default' };
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: place.environment });
  return { connectionOptions, namespace: namespace ?? 'default' };
}

async function refuseMissingNamespace(connection: Connection, namespace: string): Promise<void> {
  try {
    const deadline = Date.now() + connectTimeoutMs;
    await connection.withDeadline(deadline, () => connection.workflowService.describeNamespace({ namespace }));
  } catch (error) {
    if (error instanceof NamespaceNotFoundError || (error as { code?: unknown }).code === grpc.notFound) {
      throw new Error(`Temporal has no namespace "${namespace}"; create it or set TEMPORAL_NAMESPACE to another.`, {
        cause: error,
      });
    }
    // Some logins may run workflows but not look at the namespace; the first real call tells.
  }
}

/**
 * Connects a client; the caller closes it.
 *
 * @throws Error with a sentence that names the address or the namespace
 */
export async function connectTemporal(place: TemporalPlace): Promise<TemporalConnection> {
  const { connectionOptions, namespace } = connectOptions(place);
  const address = connectionOptions.address ?? '127.0.0.1:7233';
  const connection = await Connection.connect({ ...connectionOptions, connectTimeout: connectTimeoutMs }).catch(
    (cause: unknown) => {
      throw new Error(
        `No Temporal answers at ${address}; start one with "npm start", or set TEMPORAL_ADDRESS to one that runs.`,
        { cause },
      );
    },
  );
  try {
    await refuseMissingNamespace(connection, namespace);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return {
    client: new Client({ connection, namespace }),
    connection,
    address,
    namespace,
    close: () => connection.close(),
  };
}
