import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { planStart } from '../start/plan-start.ts';
import type { StartOptions } from '../start/do-work.ts';
import { parseNames } from './parse-names.ts';

/** Adds `start`. */
export function addStart(program: Command, context: Context, version: string): void {
  program
    .command('start')
    .description('run everything here: Postgres, Temporal with its UI, a worker, and the loops of the repositories')
    .argument('[owner/name...]', 'the repositories; none without a token: a demo with synthetic data', parseNames)
    .option('--once', 'one cycle of each repository, its KPIs, their reports, and stop')
    .option('--show-url', "say the reader's database URL with its password")
    .addHelpText('after', '\nExample:\n  $ repometer start golang/go --once')
    .action(async (names: string[] | undefined, options: Omit<StartOptions, 'version'>) => {
      const plan = planStart(context.config(), names ?? [], context.programs.demoRepositories);
      const { runStart } = await import('../start/run-start.ts');
      await runStart(context, plan, { ...options, version });
    });
}
