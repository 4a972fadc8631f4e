import { readFileSync, rmSync } from 'node:fs';
import { homeAt, type Home } from './home.ts';
import { isDiskFull } from './is-disk-full.ts';
import { identifyProcess, isAlive, type ProcessIdentity } from './process-identity.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** What runs in a home and where it listens: `run.json`. Holds no secret. */
export interface RunFile {
  /** The process that started the others and stops them. */
  owner: ProcessIdentity;
  /** What the owner starts itself; the rest it was given by the environment. */
  embedded: { postgres: boolean; temporal: boolean };
  /** Our processes by name: `postgres`, `temporal`, and the parts. */
  processes: Record<string, ProcessIdentity>;
  /** Ports on 127.0.0.1 by name: `postgres`, `temporal`, `temporalUi`, and those of the parts. */
  ports: Record<string, number>;
}

/** What runs in a home now. */
export interface RunningNow extends RunFile {
  /** Why a server does not run just now, by name: a sentence that says what to do. */
  troubles: Record<string, string>;
}

/** The owner, which starts such a server again, cannot write down why: that disk is full. */
function findTroubles(folder: string, { processes }: RunFile): Record<string, string> {
  const { postgres } = homeAt(folder);
  const servers = [
    { name: 'postgres', what: 'Postgres', path: postgres },
    { name: 'temporal', what: 'Temporal', path: folder },
  ];
  const ended = servers.filter(({ name, path }) => processes[name] && !isAlive(processes[name]) && isDiskFull(path));
  return Object.fromEntries(
    ended.map(({ name, what }) => [
      name,
      `${what} has ended, as its disk is full: make room. It is started again then.`,
    ]),
  );
}

/**
 * What runs in a home now.
 *
 * @returns undefined when nothing runs or the owner was killed; otherwise only processes that live, and the ports
 */
export function readRunFile(folder: string): RunningNow | undefined {
  let run: RunFile;
  try {
    run = JSON.parse(readFileSync(homeAt(folder).runFile, 'utf8')) as RunFile;
  } catch {
    return undefined;
  }
  if (!isAlive(run.owner)) return undefined;
  const living = Object.entries(run.processes).filter(([, identity]) => isAlive(identity));
  return { ...run, processes: Object.fromEntries(living), troubles: findTroubles(folder, run) };
}

export interface RunRecord {
  add(name: string, identity: ProcessIdentity, ports: Record<string, number>): void;
  remove(name: string): void;
  clear(): void;
}

/**
 * Keeps `run.json` of a running stack; every change is on the disk before the call returns, unless that is full: then the file
 * stays as it was until the next change.
 *
 * @throws Error when the file cannot be made at all
 */
export function createRunRecord(home: Home, embedded: RunFile['embedded']): RunRecord {
  const run: RunFile = { owner: identifyProcess(process.pid)!, embedded, processes: {}, ports: {} };
  const writeOrThrow = () => writeFileAtomically(home.runFile, `${JSON.stringify(run, null, 2)}\n`);
  const write = () => {
    try {
      writeOrThrow();
    } catch (error) {
      // What it still names and has ended, its readers do not believe.
      if (!['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  };
  writeOrThrow();
  return {
    add(name, identity, ports) {
      run.processes[name] = identity;
      Object.assign(run.ports, ports);
      write();
    },
    remove(name) {
      delete run.processes[name];
      write();
    },
    clear: () => rmSync(home.runFile, { force: true }),
  };
}
