import assert from 'node:assert/strict';
import type { Db } from '../../sql/query.ts';
import { truth, type Truth } from '../simulator/truth.ts';
import type { Repository, World } from '../simulator/world.ts';
import { accountsOf } from './truth/accounts-of.ts';
import { compareDepartures } from './truth/compare-departures.ts';
import { compareRows } from './truth/compare-rows.ts';
import type { Difference } from './truth/compare-rows.ts';
import { runQuery } from './truth/run-query.ts';
import { typedTables } from './truth/typed-tables.ts';

const mostShown = 10;

/** Where the typed tables differ from what GitHub shows of a repository, table by table. */
export async function findDifferences(db: Db, repositoryId: number, facts: Truth): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const { name, key, only = 'true', rows } of typedTables) {
    const query = `select * from ${name} as stored where repository_id = $1 and ${only}`;
    const stored = await runQuery(db, query, [repositoryId]);
    differences.push(...compareRows({ table: name, key, stored, expected: rows(facts) }));
  }
  const accounts = accountsOf(facts);
  const ids = accounts.map((account) => account.account_id);
  const known = await runQuery(db, 'select * from github.account where account_id = any ($1::bigint[])', [ids]);
  const people = { table: 'github.account', key: ['account_id'], stored: known, expected: accounts };
  return [...differences, ...compareRows(people), ...(await compareDepartures(db, repositoryId, facts))];
}

/** The first few of each table, so that a table with a thousand of them hides no other; and how many each has. */
function summarize(differences: readonly Difference[]): { counts: string; shown: string } {
  const byTable = new Map<string, string[]>();
  for (const { table, text } of differences) byTable.set(table, [...(byTable.get(table) ?? []), text]);
  const nth = Array.from({ length: mostShown }, (_, place) => [...byTable.values()].flatMap((of) => of[place] ?? []));
  const counts = [...byTable].map(([table, of]) => `${table} ${of.length}`).join(', ');
  return { counts, shown: nth.flat().slice(0, mostShown).sort().join('\n  ') };
}

/**
 * Asserts that all typed tables of a repository are what GitHub shows: none lost, none doubled, none old, and what is
 * gone marked so, with where it went.
 *
 * @throws AssertionError that names table, row and column of up to ten differences
 */
export async function assertEqualsTruth(db: Db, world: World, repository: Repository): Promise<void> {
  const differences = await findDifferences(db, repository.id, truth(world, repository));
  if (differences.length === 0) return;
  const { counts, shown } = summarize(differences);
  assert.fail(`${repository.fullName} differs from GitHub in ${differences.length} places (${counts}):\n  ${shown}`);
}
