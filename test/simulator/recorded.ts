import { readJsonLines } from './read-json-lines.ts';
import type { RecordedIssue } from './world/recorded-to-state.ts';
import type { Repository, World } from './world.ts';

/** The repository of that name, added empty (no made-up issues or people) where the world has none. */
function repositoryOf(world: World, fullName: string): Repository {
  const known = world.findByName(fullName);
  if (known) return known.repository;
  const [owner = '', name = ''] = fullName.split('/');
  return world.addRepository({ owner, name, contributors: 0 });
}

/** Adds issues from a file with one REST object a line (`.jsonl` or `.jsonl.gz`); gives their number. */
export async function addRecordedIssues(
  world: World,
  fullName: string,
  path: string,
  options: { labelStrings?: boolean } = {},
): Promise<number> {
  const repository = repositoryOf(world, fullName);
  let count = 0;
  for await (const raw of readJsonLines(path)) {
    repository.addIssue(raw as RecordedIssue, options);
    count += 1;
  }
  return count;
}

/**
 * Serves recorded contributor statistics as they are. The file has one recorded GET a line (`cassette`, `status`,
 * `body`); of those whose cassette matches, the first is used. Gives the number of contributors; throws without a match.
 */
export async function addRecordedStats(
  world: World,
  fullName: string,
  path: string,
  cassette = /contributors_stats/,
): Promise<number> {
  const repository = repositoryOf(world, fullName);
  for await (const line of readJsonLines(path)) {
    const recorded = line as { cassette: string; status: number; body: unknown };
    if (recorded.status !== 200 || !Array.isArray(recorded.body) || !cassette.test(recorded.cassette)) continue;
    repository.setContributorStats(recorded.body);
    return recorded.body.length;
  }
  throw new Error(`no recorded answer matches ${String(cassette)} in ${path}`);
}
