import { join } from 'node:path';
import { productFolder } from '../../programs.ts';

/** Where Temporal keeps what it knows. */
export interface TemporalDatabases {
  port: number;
  password: string;
}

export const temporalLogin = 'temporal';
export const temporalDatabases = ['temporal', 'temporal_visibility'] as const;

const services = ['frontend', 'history', 'matching', 'worker'] as const;

/** Two ports for each service: one for calls, one for the ring in which the servers find each other. */
export const portsOfServer = services.length * 2;

/** As many as Temporal advises for a small cluster that is to grow: the number can never be changed. */
const shards = 512;

function store(databaseName: string, { port, password }: TemporalDatabases, maxConns: number) {
  return {
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: `127.0.0.1:${port}`,
      connectProtocol: 'tcp',
      user: temporalLogin,
      password,
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: '1h',
    },
  };
}

/**
 * The configuration of one server of a cluster, with all four services in it; JSON is YAML.
 *
 * @param ports `portsOfServer` of them; the first one is the frontend's
 */
export function serverConfig(databases: TemporalDatabases, ports: readonly number[]): string {
  const rpcOf = (place: number) => ({
    rpc: { grpcPort: ports[2 * place], membershipPort: ports[2 * place + 1], bindOnLocalHost: true },
  });
  return JSON.stringify({
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: shards,
      datastores: {
        default: store(temporalDatabases[0], databases, 10),
        visibility: store(temporalDatabases[1], databases, 4),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: Object.fromEntries(services.map((service, place) => [service, rpcOf(place)])),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports[0]}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: {
      filepath: join(productFolder, 'docker', 'temporal-dynamic-config.yaml'),
      pollInterval: '10s',
    },
  });
}
