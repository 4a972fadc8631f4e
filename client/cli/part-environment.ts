import { join } from 'node:path';
import { childEnvironment } from '../../config.ts';
import type { Config } from '../../config.ts';

export interface PartPlaces {
  databaseUrl: string;
  /** Of the embedded Temporal; undefined for an external one, whose variables the child inherits. */
  temporalAddress: string | undefined;
  /** What a worker keeps started; none where a start does that. */
  repositories?: string[];
  /** Of the demo's simulator; undefined for GitHub itself. */
  demoUrl?: string | undefined;
}

const credentials = ['GITHUB_TOKEN', 'GITHUB_APP_ID', 'GITHUB_APP_PRIVATE_KEY', 'GITHUB_APP_PRIVATE_KEY_FILE'];

/** Empty, not absent: the child reads `.env` too, and an absent variable would come back from there. */
const without = (names: string[]) => Object.fromEntries(names.map((name) => [name, '']));

/** The environment of a process of ours that works on the given database and Temporal. */
export function partEnvironment(
  config: Config,
  { databaseUrl, temporalAddress, repositories = [], demoUrl }: PartPlaces,
) {
  return childEnvironment({
    REPOMETER_HOME: config.home,
    REPOMETER_REPOSITORIES: repositories.join(','),
    DATABASE_URL: databaseUrl,
    DATABASE_READER_URL: '',
    ...(temporalAddress && {
      // Nobody would say which build of the embedded worker is current, and nothing would be done.
      REPOMETER_BUILD_ID: '',
      // A profile meant for another cluster must bring neither its namespace nor its keys to the embedded one.
      ...without(Object.keys(config.temporal.environment)),
      // A file that is not there: envconfig cannot read an empty one.
      TEMPORAL_CONFIG_FILE: join(config.home, 'no-temporal.toml'),
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: 'default',
    }),
    // The simulator takes any token; without one it would allow 60 requests an hour, as GitHub does. Its limits
    // are GitHub's, and a demo goes nearly as fast as they allow.
    ...(demoUrl && {
      ...without(credentials),
      GITHUB_TOKEN: 'demo',
      GITHUB_API_URL: demoUrl,
      REPOMETER_REQUESTS_PER_MINUTE: '850',
    }),
  });
}
