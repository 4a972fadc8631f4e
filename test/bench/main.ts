import { mkdirSync, writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { createReport, formatMarkdown } from './format-report.ts';
import type { Report } from './format-report.ts';
import { measureApi } from './api/measure-api.ts';
import { measureCeiling } from './measure-ceiling.ts';
import { measureCluster } from './measure-cluster.ts';
import { measureFairness } from './measure-fairness.ts';
import { measureFirstLoads } from './measure-first-loads.ts';
import { measureKpis } from './measure-kpis.ts';
import { measureFreshness } from './measure-freshness.ts';
import { measureOrganisation } from './measure-organisation.ts';
import { measurePolling } from './measure-polling.ts';
import { measureRequests } from './measure-requests.ts';
import { measureSleepers } from './measure-sleepers.ts';
import { measureUpkeep } from './measure-upkeep.ts';
import { createMeasures } from './measures.ts';
import type { Measures } from './measures.ts';
import { checkOutVersion, hasCommit } from '../support/landed-version.ts';
import { scenarios, upkeep } from './options.ts';
import type { BenchOptions, Scenario } from './options.ts';
import { installPeers, measurePeers } from './peers/measure-peers.ts';
import type { Peer } from './peers/peer.ts';
import { printPlans } from './print-plans.ts';
import { runBareLoop } from './run-bare-loop.ts';
import { openStage } from './stage.ts';

function positive(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number above 0.');
  return Number(text);
}

function numberList(text: string): number[] {
  if (!/^\d{1,5}(,\d{1,5})*$/.test(text)) throw new InvalidArgumentError('It must look like 0,50.');
  return text.split(',').map(Number);
}

function scenarioList(text: string): Scenario[] {
  const named = text.split(',').flatMap((name) => (name === 'upkeep' ? upkeep : [name]));
  const unknown = named.filter((name) => !scenarios.some((scenario) => scenario === name));
  if (unknown.length > 0) throw new InvalidArgumentError(`It must be some of ${scenarios.join(',')},upkeep.`);
  return named as Scenario[];
}

function commit(text: string): string {
  if (hasCommit(text)) return text;
  throw new InvalidArgumentError('This clone has no such commit.');
}

/** Those that take long, and are asked for by name. */
const apart: readonly Scenario[] = ['cluster', 'organisation', 'api'];

const program = new Command('bench')
  .description(
    'Measures first loads, requests, idle cycles and KPIs on real servers and a simulated GitHub; nothing passes or fails.',
  )
  .argument(
    '[what]',
    'polling: compares ways to choose when to look at a feed of events; plans: prints how Postgres computes KPIs',
  )
  .option('--issues <number>', 'of the simulated repository', positive, 50_000)
  .option('--request-issues <number>', 'of the repository whose requests are counted', positive, 5_000)
  .option('--kpi-issues <number>', 'of the database that KPIs are computed in, 500 a repository', positive, 1_000_000)
  .option('--api-repositories <number>', 'of the database that the API is asked of', positive, 2_000)
  .option('--runs <number>', 'repetitions of everything', positive, 3)
  .option('--latency <milliseconds,…>', 'before every answer, for the first loads', numberList, [0, 50])
  .option('--sleepers <number>', 'repositories whose loops sleep on one worker, or on a cluster', positive, 2_000)
  .option('--repositories <number>', 'recorded repositories of one organisation, 2,209 at most', positive, 2_209)
  .option(
    '--only <name,…>',
    `some of ${scenarios.join(', ')}; upkeep is ${upkeep.join(', ')}; default: all but ${apart.join(', ')}`,
    scenarioList,
    scenarios.filter((name) => !apart.includes(name)),
  )
  .option('--peers', 'dlt and Singer beside the product instead of all this; 10,000 issues unless told otherwise')
  .option('--json <file>', 'writes everything that was measured')
  .option('--against <commit>', 'measures first loads of the worker of that commit beside them', commit)
  .option('--profile <folder>', 'writes CPU profiles of the workers; they make the loads slower')
  .addHelpText(
    'after',
    '\nExample:\n  npm run bench -- --issues 10000 --runs 1 --only first-load,idle --json bench.json',
  );

interface Flags extends Omit<BenchOptions, 'latencies'> {
  latency: number[];
  peers?: true;
  json?: string;
}

/** Peers take long for many issues. */
const issuesForPeers = 10_000;

/** What has its own servers needs no stage. */
const withOwnServers: readonly Scenario[] = ['api', 'cluster', 'kpis'];

async function measureAll(options: BenchOptions) {
  const { only } = options;
  const measures = createMeasures((line) => console.error(line));
  const isStaged = only.some((name) => !withOwnServers.includes(name));
  const curve = isStaged ? await measureOnStage(measures, options) : undefined;
  // When the other servers are gone.
  if (only.includes('kpis')) await measureKpis(measures, options);
  if (only.includes('api')) await measureApi(measures, options);
  if (only.includes('cluster')) await measureCluster(measures, options);
  return { report: createReport(options, measures.summaries()), below: curve };
}

/** @returns what an organisation's load came to over time, when it was measured */
async function measureOnStage(measures: Measures, options: BenchOptions): Promise<string | undefined> {
  const { issues, runs, only } = options;
  console.error(`Making ${issues} issues …`);
  const stage = await openStage(issues);
  const against = options.against === undefined ? undefined : checkOutVersion(options.against);
  let curve: string | undefined;
  try {
    // Not counted: the simulator renders each issue the first time that it is asked for.
    await runBareLoop(stage, 0);
    for (let run = 1; run <= runs; run += 1) {
      console.error(`Run ${run} of ${runs} …`);
      if (only.includes('first-load')) await measureFirstLoads(stage, measures, options, against);
      if (only.includes('ceiling')) await measureCeiling(stage, measures, options);
      if (only.some((name) => name === 'idle' || name === 'history' || name === 'change')) {
        await measureUpkeep(stage, measures, options);
      }
      if (only.includes('requests')) await measureRequests(stage, measures, options);
    }
    if (only.includes('fairness')) await measureFairness(stage, measures);
    if (only.includes('freshness')) await measureFreshness(stage, measures, options);
    // Once: thousands of first loads take minutes, and memory hardly differs from run to run.
    if (only.includes('sleepers')) await measureSleepers(stage, measures, options);
    if (only.includes('organisation')) curve = await measureOrganisation(stage, measures, options);
  } finally {
    against?.remove();
    await stage.stop();
  }
  return curve;
}

/** @returns undefined, with a sentence said, where a peer cannot be installed */
async function measureBesidePeers(
  given: BenchOptions,
): Promise<{ report: Report; below?: string | undefined } | undefined> {
  const isTold = program.getOptionValueSource('issues') !== 'default';
  const options = isTold ? given : { ...given, issues: issuesForPeers };
  let peers: Peer[];
  try {
    peers = installPeers();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
    return undefined;
  }
  const { summaries, table } = await measurePeers(peers, options);
  return { report: createReport(options, summaries), below: table };
}

async function main(): Promise<void> {
  const what = program.parse().args[0];
  if (what === 'polling') return console.log(await measurePolling());
  if (what === 'plans') return console.log(await printPlans());
  const { json, latency: latencies, peers, ...rest } = program.opts<Flags>();
  if (rest.profile !== undefined) mkdirSync(rest.profile, { recursive: true });
  const options = { ...rest, latencies };
  const measured = peers ? await measureBesidePeers(options) : await measureAll(options);
  if (!measured) return;
  const { report, below } = measured;
  console.log(formatMarkdown(report));
  if (below !== undefined) console.log(`\n${below}`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
