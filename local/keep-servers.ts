import { type Home } from './home.ts';
import { isDiskFull } from './is-disk-full.ts';
import { keepServer } from './keep-server.ts';
import { type Log } from './log.ts';
import { type Servers } from './stack-servers.ts';

interface KeepServersOptions {
  /** Those that run; each that is started again takes its place. */
  servers: Servers;
  home: Home;
  log: Log;
  signal: AbortSignal;
}

/** Keeps the embedded servers running, see `keepServer`; each promise rejects with a sentence when that is in vain. */
export function keepServers({ servers, home, log, signal }: KeepServersOptions): Promise<void>[] {
  const { postgres, temporal } = servers;
  const keep = (name: string, { running: server, start }: NonNullable<Servers[keyof Servers]>, path: string) =>
    keepServer({ name, server, start, isDiskFull: () => isDiskFull(path), log, signal });
  return [
    ...(postgres ? [keep('Postgres', postgres, home.postgres)] : []),
    ...(temporal ? [keep('Temporal', temporal, home.folder)] : []),
  ];
}
