import assert from 'node:assert/strict';
import type { Db } from '../../sql/query.ts';
import { truth } from '../simulator/truth.ts';
import type { Repository, World } from '../simulator/world.ts';

const mostShown = 10;

interface Given {
  db: Db;
  world: World;
  repository: Repository;
}

/**
 * Issues and pull requests whose label history, replayed from their events, does not end with the labels that GitHub shows
 * on them now; one sentence each.
 */
export async function findLabelDifferences({ db, world, repository }: Given): Promise<string[]> {
  const { rows } = await db.query<{ number: number; labels: string[] }>(
    `select number::int, array_agg(distinct label) as labels from github.issue_label_period
     where repository_id = $1 and unlabeled_at is null group by number`,
    [repository.id],
  );
  const replayed = new Map(rows.map(({ number, labels }) => [number, labels]));
  const issues = truth(world, repository).issues as { number: number; labels: (string | { name: string })[] }[];
  const numbers = new Set(issues.map(({ number }) => number));
  const gone = rows
    .filter(({ number }) => !numbers.has(number))
    .map(({ number }) => `number ${number} is gone and has label periods`);
  const wrong = issues.flatMap(({ number, labels }) => {
    const names = labels.map((label) => (typeof label === 'string' ? label : label.name));
    const [have, want] = [replayed.get(number) ?? [], names].map((all) => new Set(all));
    if (have?.size === want?.size && [...(have ?? [])].every((name) => want?.has(name))) return [];
    return [`number ${number}: replay leaves ${shown(have)}, GitHub shows ${shown(want)}`];
  });
  return [...gone, ...wrong];
}

const shown = (names: Iterable<string> = []) => JSON.stringify([...names].sort());

/**
 * Asserts that replaying the labeled and unlabeled events of every issue and pull request leaves the labels that it has.
 *
 * @throws AssertionError that names up to ten numbers
 */
export async function assertLabelHistory(given: Given): Promise<void> {
  const differences = await findLabelDifferences(given);
  const some = differences.slice(0, mostShown).join('\n  ');
  assert.ok(differences.length === 0, `label history of ${differences.length} issues is wrong:\n  ${some}`);
}
