import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { productFolder } from '../programs.ts';
import { type Log } from './log.ts';
import { buildTemporal } from './temporal-build.ts';
import { openTemporalCache, type TemporalCache } from './temporal-cache.ts';
import { downloadTemporal } from './temporal-download.ts';
import { isAtLeast, oldestTemporalVersion, readTemporalVersion, temporalVersion } from './temporal-version.ts';

export interface TemporalBinary {
  path: string;
  version: string;
  source: 'REPOMETER_TEMPORAL_CLI' | 'PATH' | 'cache' | 'download' | 'build';
}

/** One way to make the binary. */
export interface TemporalSource {
  name: 'download' | 'build';
  /** What it does and how long it may take: said before it begins. */
  says: string;
  make(target: string, signal?: AbortSignal): Promise<void>;
}

export interface FindTemporalOptions {
  /** Path of a binary that the user chose; no other is used then. */
  explicit?: string | undefined;
  cacheFolder: string;
  log: Log;
  signal?: AbortSignal;
  /** The name that is looked up on PATH; for tests. */
  command?: string;
  /** Ways to make it, best first; for tests. */
  sources?: TemporalSource[];
}

function realSources(log: Log): TemporalSource[] {
  const version = temporalVersion;
  const moduleFolder = join(productFolder, 'tools', 'temporal');
  return [
    {
      name: 'download',
      says: `Downloading Temporal ${version} from its GitHub release: about a minute, once …`,
      make: (target, signal) => downloadTemporal({ version, target, signal }),
    },
    {
      name: 'build',
      says: `Building Temporal ${version} from its Go module: about 5 minutes, once …`,
      make: (target, signal) => buildTemporal({ version, target, moduleFolder, log, signal }),
    },
  ];
}

async function useExplicit(explicit: string): Promise<TemporalBinary> {
  const path = resolve(explicit);
  const version = await readTemporalVersion(path);
  if (!version) throw new Error(`REPOMETER_TEMPORAL_CLI names ${path}, which is not a temporal binary that runs here.`);
  if (!isAtLeast(version, oldestTemporalVersion)) {
    throw new Error(
      `REPOMETER_TEMPORAL_CLI names ${path}, which is version ${version}; ${oldestTemporalVersion} or newer is needed.`,
    );
  }
  return { path, version, source: 'REPOMETER_TEMPORAL_CLI' };
}

/** The binary on PATH by its full path, because the server gets a PATH of its own. */
async function lookOnPath(command: string): Promise<TemporalBinary | undefined> {
  const shell = await promisify(execFile)('/bin/sh', ['-c', 'command -v "$1"', 'sh', command]).catch(() => undefined);
  const path = shell?.stdout.trim();
  const version = path ? await readTemporalVersion(path) : undefined;
  if (!path || !version || !isAtLeast(version, oldestTemporalVersion)) return undefined;
  return { path: resolve(path), version, source: 'PATH' };
}

async function makeOne(cache: TemporalCache, sources: TemporalSource[], { log, signal }: FindTemporalOptions) {
  const failures: string[] = [];
  for (const { name, says, make } of sources) {
    log(says);
    try {
      const path = await cache.install(async (file) => {
        await make(file, signal);
        chmodSync(file, 0o755);
        const version = await readTemporalVersion(file);
        if (version !== temporalVersion) throw new Error('what it made does not run on this machine');
      });
      return { path, version: temporalVersion, source: name };
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(`${name}: ${(error as Error).message}`);
      log(`That did not work (${(error as Error).message}).`);
    }
  }
  throw new Error(
    `No Temporal server could be obtained (${failures.join('; ')}). Install the Temporal CLI ` +
      `(https://docs.temporal.io/cli) or Go, or name a binary in REPOMETER_TEMPORAL_CLI, or set TEMPORAL_ADDRESS.`,
  );
}

type LookOptions = Pick<FindTemporalOptions, 'explicit' | 'cacheFolder' | 'log' | 'command'>;

/**
 * A `temporal` binary that is there already: the one that the user named, one on PATH from 1.5, else the cached one.
 *
 * @throws Error with a sentence when the one that the user named does not do
 */
export async function lookForTemporalBinary(options: LookOptions): Promise<TemporalBinary | undefined> {
  const { explicit, cacheFolder, log, command = 'temporal' } = options;
  if (explicit) return useExplicit(explicit);
  const onPath = await lookOnPath(command);
  if (onPath) return onPath;
  const cached = await openTemporalCache(cacheFolder, temporalVersion, log).find();
  return cached === undefined ? undefined : { path: cached, version: temporalVersion, source: 'cache' };
}

/**
 * The same, else a downloaded one, else one built with Go; these two are kept in the cache folder.
 *
 * @throws Error with one sentence that names what was tried and what to do
 */
export async function findTemporalBinary(options: FindTemporalOptions): Promise<TemporalBinary> {
  const { cacheFolder, log, signal, sources = realSources(log) } = options;
  const found = await lookForTemporalBinary(options);
  if (found) return found;
  const cache = openTemporalCache(cacheFolder, temporalVersion, log);
  return cache.alone(async () => {
    const filledMeanwhile = await cache.find();
    if (filledMeanwhile) return { path: filledMeanwhile, version: temporalVersion, source: 'cache' };
    return makeOne(cache, sources, options);
  }, signal);
}
