import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Nothing that was started in this folder, and none of a developer's own settings, reaches a product under test. */
export const productEnvironment: Record<string, string> = {
  REPOMETER_HOME: join(tmpdir(), 'repometer-no-home'),
  DATABASE_URL: '',
  DATABASE_READER_URL: '',
  TEMPORAL_ADDRESS: '',
  TEMPORAL_PROFILE: '',
  GITHUB_TOKEN: '',
};
