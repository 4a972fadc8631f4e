import type { EnterpriseRelease } from './enterprise/editions.ts';
import type { SimulatedApp } from './http/apps.ts';
import type { TokenOptions } from './http/credentials.ts';
import type { SecondaryOptions } from './http/limits.ts';
import type { World } from './world.ts';
import type { ReviewRow } from './world/thread.ts';

interface GraphqlOptions {
  /** A query that asks for more connections than this takes longer than GitHub allows itself: 502. */
  mostRequests?: number;
  /** Whether GraphQL shows no commit of a review, as where it is gone. */
  isCommitGone?: (review: ReviewRow) => boolean;
}

/** All but `port`, `world` and `seed` are read at each request, so a test may change them while the server runs. */
export interface SimulatorOptions {
  /** 0 or absent: a free one. */
  port?: number;
  /** Address to listen on; default 127.0.0.1. Another one only inside a container. */
  host?: string;
  /** What its own links begin with, where callers reach it by another name; default `http://127.0.0.1:PORT`. */
  origin?: string;
  world?: World;
  /**
   * A release of GitHub Enterprise Server: below `/api/v3`, with its API versions, routes and members, and without rate limits
   * unless `rateLimiting`. Whether it is one at all is settled at the start; another release later is an upgrade.
   */
  enterprise?: EnterpriseRelease;
  /** Whether an Enterprise Server counts requests; default false, as theirs is. */
  rateLimiting?: boolean;
  /** API versions that are answered, newest first, in place of those of github.com or of the release. */
  apiVersions?: readonly string[];
  seed?: number;
  /** Whether Link steps by cursor and page (as GitHub does for issues) or by page number alone; default 'cursor'. */
  paging?: 'cursor' | 'page';
  /** Rows that page numbers reach; behind them 422. Default 1000 with cursors, without end with numbered pages. */
  maxOffset?: number;
  /** Milliseconds before every answer. */
  latencyMs?: number;
  /** True: `since` shows only rows updated after it, not at it. */
  sinceExclusive?: boolean;
  /** Seconds that issue lists lag behind the changes that a test makes. */
  listLagSeconds?: number;
  /** Seconds that single reads of an issue lag behind. */
  readLagSeconds?: number;
  /** Seconds of the world's clock after which a cursor is refused with 422; absent: never. */
  cursorLifetimeSeconds?: number;
  /** Rows that comments and issue events of a whole repository show; what lies behind is cut off. Default 30,000. */
  rowCap?: number;
  /** Rows of a repository's issue events that may be asked for; behind them 422. Absent: only `rowCap` counts. */
  issueEventRows?: number;
  /** Seconds until feeds show an event. Default: none, 300 for the public feed. */
  feedDelaySeconds?: number;
  /** `X-Poll-Interval` of feeds in seconds; default 60. */
  pollInterval?: number;
  /** Whether lists of a team's people tell of each what they are there, as GitHub has switched on for some; default true. */
  teamRoles?: boolean;
  /** What strangers are answered for the closed lists of stargazers and watchers; default 404. */
  closedStars?: 403 | 404 | 'empty';
  /** When `rel="last"` is given: always, never, or while the page asked for lies within `maxOffset` (default). */
  lastLink?: 'always' | 'within-offset' | 'never';
  /** Requests an hour without a token; default 60. */
  anonymousLimit?: number;
  /** Requests an hour for tokens without a limit of their own; default 5000. */
  tokenLimit?: number;
  /** Points of GraphQL an hour; default 5000. */
  graphqlLimit?: number;
  /** How GraphQL answers; false: it is not there (404). Default: as it should. */
  graphql?: false | GraphqlOptions;
  /** Any token is accepted unless this is given; then unknown ones are 401. */
  tokens?: Record<string, TokenOptions>;
  apps?: SimulatedApp[];
  /** How many 401 a new installation token meets first, as while it is copied to GitHub's other servers; default 0. */
  freshTokenRefusals?: number;
  /** Status of a refusal by the primary limit; default 403. */
  primaryAs?: 403 | 429;
  /** Secondary limits; false: none. Default 900 points a minute, 100 requests at once. */
  secondary?: SecondaryOptions | false;
  /** How many 202 statistics answer after each push; default 1. */
  statsPendingCalls?: number;
  /**
   * How many rows a page may be of that holds this one, as where GitHub takes longer than it allows itself: a larger page is
   * answered 502. 0: no page with it comes. Absent: every page comes.
   */
  mostRows?: (row: Record<string, unknown>, page: { path: string; query: URLSearchParams }) => number;
  /** True: bodies go out compressed where the client takes gzip. Default false, for speed; ETags do not depend on it. */
  gzip?: boolean;
}
