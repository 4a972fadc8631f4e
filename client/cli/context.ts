import type { Config } from '../../config.ts';
import type { migrate } from '../../sql/migrate.ts';
import type { Probes } from './doctor/probes.ts';
import type { LocalServers } from './local-servers.ts';
import type { Output } from './output.ts';

/** What a rebuild has made. */
export interface Rebuilt {
  /** As GitHub writes it. */
  subject: string;
  /** Answers that were read again, and how many of them not in full. */
  pages: number;
  refusedPages: number;
  /** False: older answers are gone, so rows were corrected and none was deleted. */
  isWhole: boolean;
  /** Rows of each table that has any. */
  rows: { table: string; rows: number }[];
}

/** What the commands need from around them; the composition root gives it. */
export interface Context {
  /** Reads the environment when it is first needed, so that help works under a faulty one. */
  config(): Config;
  output: Output;
  local: LocalServers;
  migrate: typeof migrate;
  /** Makes the typed tables of `owner/name` or of an owner anew from raw, as the database's owner. */
  rebuild(databaseUrl: string, subject: string, onProgress: (done: number, all: number) => void): Promise<Rebuilt>;
  /** What `doctor` asks this machine and GitHub. */
  probes: Probes;
  /** The program to run for each of our own processes: its arguments after `node`. */
  programs: { worker: string[]; simulator: string[]; demoRepositories: string[] };
}
