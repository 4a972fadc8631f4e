import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { addReposAdd } from './repos-add.ts';
import { addReposList } from './repos-list.ts';
import { addReposOrders } from './repos-orders.ts';
import { addReposRemove } from './repos-remove.ts';

/** Adds `repos` and what belongs to it. */
export function addRepos(program: Command, context: Context): void {
  const repos = program.command('repos').description('the repositories that are kept in step with GitHub');
  addReposAdd(repos, context);
  addReposRemove(repos, context);
  addReposList(repos, context);
  addReposOrders(repos, context);
}
