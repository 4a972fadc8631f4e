import assert from 'node:assert/strict';
import type { Db } from '../../sql/query.ts';
import { repositoriesOf } from '../simulator/truth.ts';
import type { World } from '../simulator/world.ts';
import { compareRows } from './truth/compare-rows.ts';
import { runQuery } from './truth/run-query.ts';

/**
 * Asserts that the repositories of an owner are what GitHub shows: none lost, none that it does not show, none old.
 *
 * @throws AssertionError that names row and column of each difference
 */
export async function assertOwnerEqualsTruth(db: Db, world: World, owner: string): Promise<void> {
  const account = world.users.find(owner);
  assert.ok(account, `the world has no account ${owner}`);
  const owners = await runQuery(db, 'select owner_id, login, owner_type from github.owner where owner_id = $1', [
    account.id,
  ]);
  assert.deepEqual(owners, [{ owner_id: account.id, login: account.login, owner_type: account.type }]);
  const stored = await runQuery(
    db,
    'select *, left_at as deleted_at from github.owner_repository where owner_id = $1',
    [account.id],
  );
  const expected = repositoriesOf(world, owner).map((row) => ({
    repository_id: row.id,
    name: row.name,
    is_private: row.private,
    visibility: row.visibility,
    is_fork: row.fork,
    is_archived: row.archived,
    is_disabled: row.disabled,
    created_at: row.created_at,
    pushed_at: row.pushed_at,
  }));
  const differences = compareRows({ table: 'github.owner_repository', key: ['repository_id'], stored, expected });
  assert.deepEqual(
    differences.map(({ text }) => text),
    [],
  );
}
