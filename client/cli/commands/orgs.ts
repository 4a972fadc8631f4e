import type { Command } from 'commander';
import { ownerLoop } from '../../temporal/loop-name.ts';
import type { Context } from '../context.ts';
import { addLoopOrders } from './loop-orders.ts';
import { addOrgsAdd } from './orgs-add.ts';
import { addOrgsList } from './orgs-list.ts';
import { addOrgsRemove } from './orgs-remove.ts';
import { parseOwners } from './parse-names.ts';

/** Adds `orgs` and what belongs to it. */
export function addOrgs(program: Command, context: Context): void {
  const orgs = program
    .command('orgs')
    .description('organisations and users whose repositories are kept in step with GitHub')
    .enablePositionalOptions();
  addOrgsAdd(orgs, context);
  addOrgsRemove(orgs, context);
  addOrgsList(orgs, context);
  addLoopOrders(orgs, context, {
    argument: '<owner...>',
    one: 'the list of an owner',
    several: 'owners',
    example: 'golang',
    parse: parseOwners,
    loopOf: ownerLoop,
    look: (owner) => `repometer status ${owner}`,
  });
}
