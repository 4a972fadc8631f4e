import getPort, { portNumbers } from 'get-port';

const [lowest, highest] = [10_000, 32_000];
const tried = 100;

/**
 * A free port for a server that is killed and started again on it. It lies below those that the system gives to outgoing
 * connections (32,768 and up on Linux): while the server is down, one of these may take its port, and the start fails.
 */
export function lastingPort(): Promise<number> {
  const first = lowest + Math.floor(Math.random() * (highest - lowest));
  return getPort({ port: portNumbers(first, first + tried) });
}
