import assert from 'node:assert/strict';
import type { Db } from '../../sql/query.ts';
import { truth } from '../simulator/truth.ts';
import type { Repository, World } from '../simulator/world.ts';
import { findDifferences } from './compare-truth.ts';

/**
 * Asserts that some typed tables of a repository are what GitHub shows, for a loop that keeps only some resources.
 *
 * @param tables as `issue_event`, without the schema
 * @throws AssertionError that names the first differences
 */
export async function assertTables(
  db: Db,
  world: World,
  repository: Repository,
  tables: readonly string[],
): Promise<void> {
  const found = await findDifferences(db, repository.id, truth(world, repository));
  const texts = found.filter(({ table }) => tables.includes(table.replace('github.', ''))).map(({ text }) => text);
  assert.deepEqual(texts.slice(0, 10), []);
}
