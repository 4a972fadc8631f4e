import { connect } from 'node:net';
import getPort, { clearLockedPorts, portNumbers } from 'get-port';
import { type Log } from './log.ts';

export interface PortRequest {
  port: number;
  /** True when the user asked for exactly this port. */
  isSet: boolean;
  /** The variable that sets it. */
  variable: string;
  /** What will listen there, as in "Temporal's UI". */
  what: string;
  /** Added to the sentence about a move, for instance the export that other tools need. */
  hint?: (port: number) => string;
}

async function isFree(port: number): Promise<boolean> {
  clearLockedPorts(); // get-port remembers what it gave for 15 s; a stack that stops and starts again wants its own
  return (await getPort({ port })) === port;
}

/** True when something accepts connections on 127.0.0.1 at this port. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/**
 * The port to listen on: the wanted one when it is free; a default that is busy moves to the next free one, and says so.
 *
 * @param taken ports that were chosen but are not listened on yet; the chosen one is added
 * @throws Error with a sentence when a port that the user set is busy
 */
export async function choosePort(request: PortRequest, log: Log, taken = new Set<number>()): Promise<number> {
  const { port, isSet, variable, what, hint } = request;
  if (!taken.has(port) && (await isFree(port))) {
    taken.add(port);
    return port;
  }
  if (isSet) {
    throw new Error(`Port ${port} (${variable}) is in use by another program; free it or set ${variable} to another.`);
  }
  const moved = await getPort({ port: portNumbers(port + 1, Math.min(port + 200, 65_535)), exclude: taken });
  taken.add(moved);
  log(`Port ${port} is in use, so ${what} listens on ${moved}.${hint ? ` ${hint(moved)}` : ''}`);
  return moved;
}
