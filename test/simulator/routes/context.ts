import type { Apps } from '../http/apps.ts';
import type { Caller } from '../http/credentials.ts';
import type { Bucket } from '../http/limits.ts';
import type { SimulatorOptions } from '../options.ts';
import type { ApiVersion } from '../world/issue-json.ts';
import type { Repository, World } from '../world.ts';
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
}

export interface RepositoryContext extends RouteContext {
  repository: Repository;
}
