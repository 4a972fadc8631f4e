import type { Command } from 'commander';
import { repositoryLoop } from '../../temporal/loop-name.ts';
import type { Context } from '../context.ts';
import { addLoopOrders } from './loop-orders.ts';
import { parseNames } from './parse-names.ts';
import { addReposAdd } from './repos-add.ts';
import { addReposList } from './repos-list.ts';
import { addReposRemove } from './repos-remove.ts';

/** Adds `repos` and what belongs to it. */
export function addRepos(program: Command, context: Context): void {
  const repos = program
    .command('repos')
    .description('the repositories that are kept in step with GitHub')
    .enablePositionalOptions();
  addReposAdd(repos, context);
  addReposRemove(repos, context);
  addReposList(repos, context);
  addLoopOrders(repos, context, {
    argument: '<owner/name...>',
    one: 'a repository',
    several: 'repositories',
    example: 'golang/go',
    parse: parseNames,
    loopOf: repositoryLoop,
    look: (repository) => `repometer status ${repository}`,
  });
}
