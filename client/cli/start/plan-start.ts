import type { Config } from '../../../config.ts';
import { demoHome } from '../find-home.ts';
import { repositoriesOf } from '../repositories-of.ts';

export interface StartPlan {
  config: Config;
  isDemo: boolean;
  repositories: string[];
  /** What the user should know before anything starts. */
  notes: string[];
}

/**
 * What a start will do: the demo where nothing says which GitHub and which repositories.
 *
 * @param names the repositories of the command line
 * @throws ConfigError when REPOMETER_REPOSITORIES holds a bad name
 */
export function planStart(config: Config, names: string[], demoRepositories: string[]): StartPlan {
  const repositories = names.length > 0 ? names : repositoriesOf(config);
  const isAnonymous = config.credentials.kind === 'anonymous';
  if (isAnonymous && !config.isApiUrlSet && repositories.length === 0) {
    const notes = [
      'No GITHUB_TOKEN and no repository is given, so this is the demo: a simulated GitHub, and all of its data is SYNTHETIC.',
      'For real data: npm start -- owner/name (and GITHUB_TOKEN in the environment or in .env).',
    ];
    return { config: { ...config, home: demoHome(config) }, isDemo: true, repositories: demoRepositories, notes };
  }
  const isSlow = isAnonymous && !config.isApiUrlSet;
  const note = 'There is no GITHUB_TOKEN: GitHub allows 60 requests an hour, at most 6,000 rows; waiting is shown.';
  return { config, isDemo: false, repositories, notes: isSlow ? [note] : [] };
}
