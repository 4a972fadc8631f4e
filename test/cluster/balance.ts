import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** One address for several servers, as a load balancer gives it. */
export interface Balance {
  address: string;
  close(): Promise<void>;
}

/** Joins a connection to the first of these ports that answers; where none does, it is ended. */
function join(client: Socket, ports: readonly number[]): void {
  const [port, ...others] = ports;
  if (port === undefined) return void client.destroy();
  const server = connect(port, '127.0.0.1');
  const tryNext = () => join(client, others);
  server.once('error', tryNext);
  server.once('connect', () => {
    server.off('error', tryNext);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
  });
}

/** Takes connections in turn to one of these ports on 127.0.0.1, past those that do not answer. */
export async function startBalance(ports: readonly number[]): Promise<Balance> {
  const clients = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client));
    client.on('error', () => client.destroy());
    turn += 1;
    join(
      client,
      ports.map((_, place) => ports[(place + turn) % ports.length] as number),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      for (const client of clients) client.destroy();
      await once(server, 'close');
    },
  };
}
