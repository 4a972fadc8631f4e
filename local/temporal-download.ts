import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';

export interface DownloadOptions {
  version: string;
  /** The file to make. */
  target: string;
  signal?: AbortSignal;
  /** For tests; otherwise Node's own, which speaks TLS with checked certificates. */
  fetch?: typeof fetch;
  /** How long to wait for an answer to begin; 5 s unless set. */
  connectWithinMs?: number;
}

const finishWithinMs = 10 * 60_000;
const releases = 'https://github.com/temporalio/cli/releases/download';

/** The name of the release archive for this machine. */
export function archiveName(version: string): string {
  const architecture = arch() === 'x64' ? 'amd64' : arch();
  return `temporal_cli_${version}_${platform()}_${architecture}.tar.gz`;
}

async function get(url: string, options: DownloadOptions): Promise<Buffer> {
  const { fetch: request = fetch, signal, connectWithinMs = 5_000 } = options;
  const tooSlow = new AbortController();
  const timer = setTimeout(() => tooSlow.abort(), connectWithinMs);
  const signals = [tooSlow.signal, AbortSignal.timeout(finishWithinMs), ...(signal ? [signal] : [])];
  try {
    const response = await request(url, { signal: AbortSignal.any(signals) });
    clearTimeout(timer); // from here on there is a connection, and only the whole may take too long
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    if (tooSlow.signal.aborted) throw new Error(`no answer within ${connectWithinMs / 1000} s`, { cause: error });
    const { message, cause } = error as Error;
    throw new Error(cause instanceof Error ? cause.message : message, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function checksumFor(list: string, name: string): string {
  const line = list.split('\n').find((entry) => entry.trim().endsWith(` ${name}`));
  const sum = line?.trim().split(/\s+/)[0];
  if (!sum) throw new Error(`the release has no ${name}`);
  return sum;
}

/**
 * Downloads a release of the Temporal CLI by HTTPS, compares it with the release's list of SHA-256 sums, and unpacks
 * the binary into `target`.
 *
 * @throws Error with a clause that says why, after 5 s when there is no connection
 */
export async function downloadTemporal(options: DownloadOptions): Promise<void> {
  const { version, target } = options;
  const name = archiveName(version);
  const list = await get(`${releases}/v${version}/checksums.txt`, options);
  const expected = checksumFor(list.toString(), name);
  const archive = await get(`${releases}/v${version}/${name}`, options);
  if (createHash('sha256').update(archive).digest('hex') !== expected) {
    throw new Error(`${name} is not what the release's checksums.txt says`);
  }
  const folder = mkdtempSync(`${target}-`);
  try {
    const file = join(folder, 'archive.tar.gz');
    await writeFile(file, archive);
    await extract({ file, cwd: folder }, ['temporal']);
    copyFileSync(join(folder, 'temporal'), target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
