import { once } from 'node:events';
import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import type { Config } from '../../../config.ts';
import type { Context } from '../context.ts';
import { findHome } from '../find-home.ts';
import { partEnvironment } from '../part-environment.ts';
import { repositoriesOf } from '../repositories-of.ts';
import { findTemporal } from '../with-temporal.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a program as if it were this one: its output is ours, signals go to it, and its end is ours. */
async function runInForeground(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  // A group of its own: a terminal's Ctrl-C would otherwise reach it twice, and the second one ends it at once.
  const child = spawn(process.execPath, args, { env, stdio: 'inherit', detached: true });
  const pass = (signal: NodeJS.Signals) => void child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  for (const signal of signals) process.on(signal, pass);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (code !== 0) throw new Error(`The worker ended with ${signal ?? `code ${code}`}.`);
  } finally {
    for (const signal of signals) process.off(signal, pass);
  }
}

function databaseOf(context: Context, config: Config): Promise<string> {
  if (config.databaseUrl) return Promise.resolve(config.databaseUrl);
  if (!context.local.readRunFile(config.home)) {
    throw new Error('No database runs; set DATABASE_URL, or let "npm start" run an embedded one.');
  }
  return context.local.withPostgres({ config, log: context.output.say }, ({ databaseUrl }) =>
    Promise.resolve(databaseUrl),
  );
}

async function runWorker(context: Context): Promise<void> {
  const config = findHome(context);
  const repositories = repositoriesOf(config);
  const place = findTemporal(context, config);
  const databaseUrl = await databaseOf(context, config);
  const temporalAddress = 'address' in place ? place.address : undefined;
  await runInForeground(
    context.programs.worker,
    partEnvironment(config, { databaseUrl, temporalAddress, repositories }),
  );
}

/** Adds `worker`. */
export function addWorker(program: Command, context: Context): void {
  program
    .command('worker')
    .description('run a worker; the loops of REPOMETER_REPOSITORIES are started with it')
    .addHelpText('after', '\nExample:\n  $ REPOMETER_REPOSITORIES=golang/go repometer worker')
    .action(() => runWorker(context));
}
