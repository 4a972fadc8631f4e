/** Where a peer runs: nothing else knows of it. */
export interface Place {
  /** Address of the simulated GitHub. */
  apiUrl: string;
  /** Of an own database. */
  databaseUrl: string;
  /** Own and empty; each run begins in it. */
  folder: string;
}

export interface PeerCommand {
  command: string;
  args: string[];
  environment?: Record<string, string>;
}

/** Another program that loads the issues of a repository into Postgres, as its documentation shows it. */
export interface Peer {
  name: string;
  /** Where its rows stand. */
  table: string;
  /** Writes its configuration, which is not measured. @returns the command of its first run and of all later ones */
  prepare(place: Place): Promise<PeerCommand>;
}

/** What a first load, a run without news, or one after a change has cost. */
export interface Costs {
  wallSeconds: number;
  /** User and system time of all its processes. */
  cpuSeconds: number;
  /** Most memory that all its processes held at once. */
  peakMib: number;
  requests: number;
  billed: number;
}

export const steps = ['load', 'idle', 'change'] as const;
export type Step = (typeof steps)[number];
