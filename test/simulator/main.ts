import { Command, InvalidArgumentError, Option } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addDemoOrganisation } from './demo.ts';
import { editions, type EnterpriseRelease } from './enterprise/editions.ts';
import { addRecordedIssues, addRecordedStats } from './recorded.ts';
import { startSimulator } from './server.ts';
import { createWorld, type World } from './world.ts';

interface Flags {
  port: number;
  host: string;
  origin?: string;
  seed: number;
  repository: { owner: string; name: string; issues: number }[];
  recorded?: string;
  demo?: true;
  latency: number;
  paging: 'cursor' | 'page';
  statsPending: number;
  enterprise?: EnterpriseRelease;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function repositoryFlag(text: string, earlier: Flags['repository']): Flags['repository'] {
  const [, owner, name, issues] = /^([\w.-]+)\/([\w.-]+)(?:=(\d{1,7}))?$/.exec(text) ?? [];
  if (!owner || !name) throw new InvalidArgumentError('It must look like owner/name=5000.');
  return [...earlier, { owner, name, issues: Number(issues ?? 100) }];
}

const program = new Command('simulator')
  .description('Answers as api.github.com does, from made-up or recorded repositories.')
  .option('--port <number>', 'port on 127.0.0.1; 0 takes a free one', wholeNumber, 8081)
  .option('--host <address>', 'address to listen on; another one only inside a container', '127.0.0.1')
  .option('--origin <url>', 'what its own links begin with; the default is http://127.0.0.1:PORT')
  .option('--seed <number>', 'the same seed makes the same repositories', wholeNumber, 1)
  .addOption(
    new Option('--repository <owner/name=issues>', 'a made-up repository; may be repeated')
      .argParser(repositoryFlag)
      .default([], 'none'),
  )
  .option('--recorded <folder>', 'recorded data: golang/go and pengwynn/pingwynn')
  .option('--demo', 'the made-up organisation `demo`; the default where nothing else is named')
  .option('--latency <milliseconds>', 'before every answer', wholeNumber, 0)
  .addOption(new Option('--paging <kind>', 'how Link steps').choices(['cursor', 'page']).default('cursor'))
  .option('--stats-pending <calls>', 'how many 202 statistics answer after each push', wholeNumber, 1)
  .addOption(
    new Option('--enterprise <release>', 'as GitHub Enterprise Server, below /api/v3').choices(Object.keys(editions)),
  )
  .addHelpText('after', '\nExample:\n  npm run simulator -- --port 8081 --repository acme/widgets=5000 --latency 50');

/** Adds what the folder has of the recordings; throws where it has none of them. */
async function addRecordings(world: World, folder: string): Promise<void> {
  const issues = join(folder, 'go-issues/issues.jsonl.gz');
  const gets = join(folder, 'recorded-gets/recorded_gets.jsonl.gz');
  if (!existsSync(issues) && !existsSync(gets)) throw new Error(`no recordings in ${folder}`);
  if (existsSync(issues)) await addRecordedIssues(world, 'golang/go', issues);
  if (existsSync(gets)) await addRecordedStats(world, 'pengwynn/pingwynn', gets);
}

async function main(): Promise<void> {
  const flags = program.parse().opts<Flags>();
  const world = createWorld({ seed: flags.seed });
  for (const repository of flags.repository) world.addRepository({ ...repository, contributors: 12 });
  if (flags.recorded) await addRecordings(world, flags.recorded);
  if (flags.demo || world.repositories().length === 0) addDemoOrganisation(world);
  const { port, host, origin, paging, latency: latencyMs, statsPending: statsPendingCalls, enterprise } = flags;
  const options = { world, port, host, origin, paging, latencyMs, statsPendingCalls, enterprise };
  const simulator = await startSimulator(options);
  console.log(`Simulated GitHub: ${simulator.url}`);
  for (const { fullName, store, openIssuesCount } of world.repositories()) {
    console.log(
      `  ${fullName}: ${store.ascending('created').length} issues and pull requests, ${openIssuesCount} open`,
    );
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  console.error(`simulator: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
