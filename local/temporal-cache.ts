import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import lockfile from 'proper-lockfile';
import { type Log } from './log.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

export interface TemporalCache {
  /** The binary, only when it is whole. */
  find(): Promise<string | undefined>;
  /** Runs `fill` with the name of a file to make, then puts that file in place; only to be called under `alone`. */
  install(fill: (file: string) => Promise<void>): Promise<string>;
  /** Runs `work` while no other process fills this cache; waits for one that does, until the signal. */
  alone<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

const askEveryMs = 500;

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r');
  await handle.sync();
  await handle.close();
}

function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) if (name.includes('.new')) rmSync(join(folder, name), { recursive: true });
}

/**
 * The folder that keeps one `temporal` binary of a version for all checkouts of a user. Beside it stands its SHA-256,
 * written last: a binary without it, or with another one, is half-written or damaged, and counts as absent.
 */
export function openTemporalCache(folder: string, version: string, log: Log): TemporalCache {
  const binary = join(folder, `temporal-${version}`);
  const checksum = `${binary}.sha256`;

  async function find(): Promise<string | undefined> {
    if (!existsSync(binary) || !existsSync(checksum)) return undefined;
    return (await sha256(binary)) === readFileSync(checksum, 'utf8').trim() ? binary : undefined;
  }

  async function install(fill: (file: string) => Promise<void>): Promise<string> {
    const unfinished = `${binary}.${process.pid}.new`;
    try {
      await fill(unfinished);
      await flush(unfinished);
      const sum = await sha256(unfinished);
      rmSync(checksum, { force: true });
      renameSync(unfinished, binary);
      writeFileAtomically(checksum, `${sum}\n`, 0o644);
      return binary;
    } finally {
      rmSync(unfinished, { force: true });
    }
  }

  function tryToLock(): Promise<(() => Promise<void>) | undefined> {
    const options = { lockfilePath: `${binary}.lock`, stale: 20_000, update: 4_000 };
    return lockfile.lock(folder, options).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ELOCKED') return undefined;
      throw error;
    });
  }

  async function alone<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    mkdirSync(folder, { recursive: true });
    let release = await tryToLock();
    if (!release) log('Another process is preparing the Temporal binary; waiting for it …');
    while (!release) {
      await delay(askEveryMs, undefined, { signal }); // no event tells the end of another's work
      release = await tryToLock();
    }
    try {
      removeUnfinished(folder);
      return await work();
    } finally {
      await release();
    }
  }

  return { find, install, alone };
}
