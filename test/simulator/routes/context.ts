import type { Apps } from '../http/apps.ts';
import type { Caller } from '../http/credentials.ts';
import type { Bucket } from '../http/limits.ts';
import type { SimulatorOptions } from '../options.ts';
import type { ApiVersion } from '../world/issue-json.ts';
import type { Repository, World } from '../world.ts';
import type { CursorBook } from './cursor-book.ts';
import type { StatsCache } from './stats-cache.ts';

/** All that a route may look at. */
export interface RouteContext {
  world: World;
  options: SimulatorOptions;
  apps: Apps;
  statsCache: StatsCache;
  /** The server's own address, which Link and Location carry. */
  origin: string;
  version: ApiVersion;
  caller: Caller;
  bucket: Bucket;
  query: URLSearchParams;
  parameters: Record<string, string>;
  /** Of a POST. */
  body: string;
  /** The request's Accept header. */
  accept: string;
  /** The path below the repository or organisation, with its slash. */
  rest: string;
  cursors: CursorBook;
}

export interface RepositoryContext extends RouteContext {
  repository: Repository;
  /** The list's own address, by the repository's id, for links. */
  address: string;
}
