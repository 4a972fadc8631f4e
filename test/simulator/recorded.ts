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

interface Person {
  id: number;
  login: string;
}

interface Mentions {
  updated_at: string;
  user?: Person | null;
  assignee?: Person | null;
  assignees?: Person[] | null;
}

const people = ({ user, assignee, assignees }: Mentions) =>
  [user, assignee, ...(assignees ?? [])].filter((person): person is Person => Boolean(person));

/**
 * GitHub shows an account's present login in every answer; a recording of years has the one of its time.
 * So every mention gets the login of the issue that was updated last.
 */
function unifyLogins(issues: Mentions[]): void {
  const latest = new Map<number, { login: string; at: string }>();
  for (const issue of issues) {
    for (const { id, login } of people(issue)) {
      if ((latest.get(id)?.at ?? '') <= issue.updated_at) latest.set(id, { login, at: issue.updated_at });
    }
  }
  for (const person of issues.flatMap(people)) person.login = latest.get(person.id)?.login ?? person.login;
}

/** Adds issues from a file with one REST object a line (`.jsonl` or `.jsonl.gz`); gives their number. */
export async function addRecordedIssues(
  world: World,
  fullName: string,
  path: string,
  options: { labelStrings?: boolean } = {},
): Promise<number> {
  const repository = repositoryOf(world, fullName);
  const issues: unknown[] = [];
  for await (const raw of readJsonLines(path)) issues.push(raw);
  unifyLogins(issues as Mentions[]);
  for (const raw of issues) repository.addIssue(raw as RecordedIssue, options);
  return issues.length;
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
