#!/usr/bin/env node
import { createRequire } from 'node:module';
import { guardOutput } from './client/cli/guard-output.ts';
import { createOutput } from './client/cli/output.ts';
import { runCli } from './client/cli/run-cli.ts';
import { isRunByNpm, loadConfig } from './config.ts';
import type { Config } from './config.ts';
import { hasTables, isInitialised, noteTables } from './local/home.ts';
import { watchLauncher } from './local/launcher.ts';
import { probes } from './local/probes.ts';
import { readRunFile } from './local/run-file.ts';
import { programArguments } from './programs.ts';
import { workerNodeFlags } from './worker/node-flags.ts';

const require = createRequire(import.meta.url);
const { version } = require('./package.json') as { version: string };

let config: Config | undefined;
/** As a signal would: what listens stops in order; where nothing does, nothing runs that must be stopped. */
function stop(signal: 'SIGHUP' | 'SIGTERM', exitCode: number): void {
  process.exitCode = exitCode;
  if (!process.emit(signal, signal)) process.exit(exitCode);
}
guardOutput(process, (exitCode) => stop('SIGHUP', exitCode));
if (isRunByNpm()) watchLauncher(() => stop('SIGTERM', 0));

const exitCode = await runCli(
  process.argv.slice(2),
  {
    config: () => (config ??= loadConfig()),
    output: createOutput(process),
    // What only some commands need is loaded by them: a report should not carry the servers' code through its memory.
    local: {
      startStack: async (options) => (await import('./local/stack.ts')).startStack(options),
      withPostgres: async (options, work) => (await import('./local/with-postgres.ts')).withPostgres(options, work),
      readRunFile,
      isInitialised,
      hasTables,
      noteTables,
    },
    migrate: async (options) => (await import('./sql/migrate.ts')).migrate(options),
    async rebuild(databaseUrl, subject, onProgress) {
      const { rebuildRepository } = await import('./activities/raw/rebuild-repository.ts');
      const { rebuildOwner } = await import('./activities/raw/rebuild-owner.ts');
      const { createDb } = await import('./sql/db.ts');
      const db = createDb(databaseUrl, { size: 1, name: 'repometer rebuild' });
      const rebuild = subject.includes('/') ? rebuildRepository : rebuildOwner;
      return rebuild(db, subject, onProgress).finally(() => db.end());
    },
    probes,
    programs: {
      worker: [...workerNodeFlags, ...programArguments('worker/main.ts')],
      simulator: programArguments('test/simulator/main.ts'),
      demoRepositories: ['demo/widgets', 'demo/gateway', 'demo/handbook', 'demo/incubator'],
    },
  },
  version,
);
process.exitCode = exitCode || process.exitCode;
