import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import getPort, { portNumbers } from 'get-port';
import { childEnvironment, fingerprint } from '../../../config.ts';
import type { Stack } from '../local-servers.ts';

const portRange = { from: 20_000, count: 10_000 };
const answersWithinMs = 60_000;

/**
 * The database remembers the API that it was filled from, port included, so a demo keeps its port.
 *
 * @throws Error with a sentence when another program has that port now
 */
async function demoPort(home: string): Promise<number> {
  const file = join(home, 'simulator-port');
  if (!existsSync(file)) {
    // From the home's name, so that the demos of two checkouts do not want the same one.
    const offset = Number.parseInt(fingerprint(home), 16) % portRange.count;
    const first = portRange.from + offset;
    const port = await getPort({ port: portNumbers(first, first + 100) });
    writeFileSync(file, `${port}\n`, { mode: 0o600 });
    return port;
  }
  const port = Number(readFileSync(file, 'utf8'));
  if ((await getPort({ port })) === port) return port;
  throw new Error(
    `The demo's database belongs to port ${port}, which is in use; free it, or delete ${home} to begin anew.`,
  );
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const limits = [signal, AbortSignal.timeout(2_000)];
    const { ok } = await fetch(`${url}/rate_limit`, { signal: AbortSignal.any(limits) });
    return ok;
  } catch {
    return false;
  }
}

export interface DemoOptions {
  /** Arguments after `node` that run the simulator. */
  program: string[];
  home: string;
  stack: Stack;
  signal: AbortSignal;
}

/**
 * Starts the simulator that serves the demo's repositories, and waits until it answers.
 *
 * @returns its URL, to be used as GITHUB_API_URL
 */
export async function startDemo({ program, home, stack, signal }: DemoOptions): Promise<string> {
  const port = await demoPort(home);
  const args = [...program, '--demo', '--port', String(port)];
  const part = await stack.spawnPart('simulator', process.execPath, args, childEnvironment({}), { simulator: port });
  let ended: string | undefined;
  void part.exited.then((clause) => (ended = clause));
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + answersWithinMs;
  while (!(await answers(url, signal))) {
    signal.throwIfAborted();
    if (ended) throw new Error(`The simulator ${ended}; see ${join(home, 'logs', 'simulator.log')}.`);
    if (Date.now() > deadline) throw new Error(`The simulator does not answer at ${url}.`);
    await delay(100); // a child in a group of its own has no other way to tell
  }
  return url;
}
