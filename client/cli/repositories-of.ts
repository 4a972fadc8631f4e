import { ConfigError } from '../../config.ts';
import type { Config } from '../../config.ts';
import { parseRepositoryName } from '../../workflows/inputs/repository-name.ts';

/**
 * The repositories of REPOMETER_REPOSITORIES.
 *
 * @throws ConfigError with a sentence when one is no repository's name
 */
export function repositoriesOf({ repositories }: Config): string[] {
  try {
    return [...new Set(repositories.map(parseRepositoryName))];
  } catch (error) {
    throw new ConfigError(`REPOMETER_REPOSITORIES: ${(error as Error).message}`);
  }
}
