/** What the benchmark asks of the simulator's process; each order gets one reply with its number. */
export type Order = { id: number } & (
  | { kind: 'begin'; latencyMs: number; secondaryLimits: boolean }
  | { kind: 'requests' }
  | { kind: 'close-issue' }
  | { kind: 'edit-issue' }
  | { kind: 'review-pull' }
  | { kind: 'compute-for-ever'; repository: string }
);

export interface CountedRequests {
  all: number;
  billed: number;
  /** Points of GraphQL, which no request is beside. */
  points: number;
  /** The same by the name of the query. */
  pointsByQuery: Record<string, number>;
  conditional: number;
  /** Billed requests of the issues list. */
  lists: number;
  /** Billed requests of each documented route. */
  byRoute: Record<string, number>;
}

export type Message =
  | { kind: 'ready'; url: string }
  /** The first request since `begin` has arrived. */
  | { kind: 'first-request'; at: number }
  | { kind: 'done'; id: number; requests?: CountedRequests };
