import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { testTemporalBinary } from './test-servers.ts';

/** Where a test's workflows are. */
export interface TemporalTarget {
  /** host:port */
  address: string;
  namespace: string;
}

/**
 * Runs the real `temporal` command, the binary that the product itself uses, as people do who know Temporal; no configuration of
 * a developer's reaches it.
 *
 * @returns what it prints
 * @throws Error with what it says when it fails
 */
export async function runTemporal({ address, namespace }: TemporalTarget, ...args: string[]): Promise<string> {
  const { path } = await testTemporalBinary();
  const where = ['--address', address, '--namespace', namespace];
  const env = { HOME: tmpdir(), PATH: '/usr/local/bin:/usr/bin:/bin' };
  const { stdout } = await promisify(execFile)(path, [...args, ...where], { env });
  return stdout;
}
