import type { Command } from 'commander';
import { createInterface } from 'node:readline/promises';
import { createDb } from '../../../sql/db.ts';
import { runSql } from '../../../sql/query.ts';
import type { Context } from '../context.ts';
import { withOwnerUrl } from '../databases.ts';
import { eachName } from '../each-name.ts';
import { usageError } from '../usage-error.ts';
import { withTemporal } from '../with-temporal.ts';
import { resources } from '../../../workflows/contract.ts';
import { parseNames } from './parse-names.ts';

interface RemoveOptions {
  purge?: boolean;
  yes?: boolean;
}

async function confirmPurge({ output }: Context, names: string[], yes: boolean): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY) throw usageError('--purge deletes data; without a terminal to ask in, it needs --yes.');
  const ask = createInterface({ input: process.stdin, output: output.stderr });
  try {
    const answer = await ask.question(`Delete every row of ${names.join(', ')}, raw answers included? Type "yes": `);
    if (answer.trim() !== 'yes') throw new Error('Nothing was removed.');
  } finally {
    ask.close();
  }
}

async function purge(context: Context, repository: string): Promise<void> {
  await withOwnerUrl(context, async (url) => {
    const db = createDb(url, { size: 1, name: 'repometer purge' });
    try {
      await runSql(db, 'sync/purge_repository', { repository, resources });
    } finally {
      await db.end();
    }
  });
  context.output.say(`Every row of ${repository} is deleted.`);
}

async function remove(context: Context, names: string[], options: RemoveOptions): Promise<void> {
  if (options.purge) await confirmPurge(context, names, options.yes ?? false);
  await withTemporal(context, async ({ client }) => {
    const { stopLoop } = await import('../../temporal/stop-loop.ts');
    await eachName(context.output, names, async (repository) => {
      const wasRunning = await stopLoop(client, repository);
      if (options.purge) return purge(context, repository);
      if (!wasRunning) throw new Error(`No loop of ${repository} runs.`);
      context.output.say(`The loop of ${repository} is stopped; its data stays (--purge deletes it).`);
    });
  });
}

/** Adds `repos remove`. */
export function addReposRemove(repos: Command, context: Context): void {
  repos
    .command('remove')
    .description('stop the loop of a repository and keep its data')
    .argument('<owner/name...>', 'the repositories', parseNames)
    .option('--purge', 'also delete its data, after asking')
    .option('--yes', 'do not ask')
    .addHelpText('after', '\nExample:\n  $ repometer repos remove golang/go --purge')
    .action((names: string[], options: RemoveOptions) => remove(context, names, options));
}
