import picomatch from 'picomatch';
import type { OwnerRules } from '../../workflows/contract.ts';

/** A repository as the rules of an owner's loop look at it. */
export interface JudgedRepository {
  /** Without the owner. */
  name: string;
  is_archived: boolean;
  is_fork: boolean;
  is_disabled: boolean;
}

/** Whether any pattern fits a name, upper and lower case alike; the patterns are picomatch's. */
function createMatch(patterns: readonly string[]): (name: string) => boolean {
  return picomatch([...patterns], { nocase: true, dot: true });
}

/**
 * @returns a function that says why a repository is left out, as the end of a sentence: `archived`; null: it is kept
 */
export function createJudge({
  include,
  exclude,
  archived,
  forks,
}: OwnerRules): (row: JudgedRepository) => string | null {
  const isIncluded = createMatch(include);
  // Each by itself, so that the one that fits can be named.
  const excluding = exclude.map((pattern) => ({ pattern, isMatch: createMatch([pattern]) }));
  return ({ name, is_archived: isArchived, is_fork: isFork, is_disabled: isDisabled }) => {
    if (!isIncluded(name)) return `not included by ${include.join(', ')}`;
    const excluded = excluding.find(({ isMatch }) => isMatch(name));
    if (excluded) return `excluded by ${excluded.pattern}`;
    if (isArchived && !archived) return 'archived';
    if (isFork && !forks) return 'a fork';
    return isDisabled ? 'disabled by GitHub' : null;
  };
}

/** Why nothing is kept although repositories are there: most likely a pattern is misspelt. */
export function unmatchedSentence(owner: string, { include }: OwnerRules, names: readonly string[]): string | null {
  if (names.length === 0 || names.some(createMatch(include))) return null;
  const count = names.length === 1 ? 'the one repository' : `any of the ${names.length} repositories`;
  const example = names.slice(0, 3).join(', ');
  return `No pattern of include (${include.join(', ')}) fits ${count} of ${owner}, such as ${example}: nothing is started.`;
}
