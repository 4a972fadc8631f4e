#!/usr/bin/env node
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createOutput } from './client/cli/output.ts';
import { runCli } from './client/cli/run-cli.ts';
import { loadConfig, productFolder } from './config.ts';
import type { Config } from './config.ts';
import { isInitialised } from './local/home.ts';
import { probes } from './local/probes.ts';
import { readRunFile } from './local/run-file.ts';
import { workerNodeFlags } from './worker/node-flags.ts';

const require = createRequire(import.meta.url);
const { version } = require('./package.json') as { version: string };

const typescript = new URL('./bin/typescript.mjs', import.meta.url).href;

/** Arguments after `node` that run a file of ours, from whatever folder. */
const program = (file: string) => ['--import', typescript, join(productFolder, file)];

let config: Config | undefined;
let isUnread = false;
// A reader that had enough, as `head` has, is no failure; servers that run are stopped in order, as at a hang-up.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (isUnread) return;
    isUnread = true;
    if (!process.emit('SIGHUP', 'SIGHUP')) process.exit(0);
  });
}

process.exitCode = await runCli(
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
    },
    migrate: async (options) => (await import('./sql/migrate.ts')).migrate(options),
    async rebuild(databaseUrl, repository, onProgress) {
      const { rebuildRepository } = await import('./activities/raw/rebuild-repository.ts');
      const { createDb } = await import('./sql/db.ts');
      const db = createDb(databaseUrl, { size: 1, name: 'repometer rebuild' });
      return rebuildRepository(db, repository, onProgress).finally(() => db.end());
    },
    probes,
    programs: {
      worker: [...workerNodeFlags, ...program('worker/main.ts')],
      simulator: program('test/simulator/main.ts'),
      demoRepositories: ['demo/widgets', 'demo/gateway', 'demo/handbook', 'demo/incubator'],
    },
  },
  version,
);
