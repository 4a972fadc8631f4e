import { startSimulator } from '../simulator/server.ts';
import type { SimulatorOptions } from '../simulator/server.ts';
import { createWorld } from '../simulator/world.ts';
import { addJenkinsPulls } from './add-jenkins-pulls.ts';
import { benchRepository, sleeper } from './bench-repository.ts';
import type { CountedRequests, Message, Order } from './simulator-messages.ts';

/** Serves one repository with as many issues and stars as the command line says, and as many small ones, and obeys the benchmark's orders. */
const [issues = '', stars = '', sleepers = '0', issuesOfEach = '', recorded = '0'] = process.argv.slice(2);
const world = createWorld({ seed: 1 });
const repository = world.addRepository({
  ...benchRepository,
  issues: Number(issues),
  contributors: 12,
  stars: Number(stars),
  statsPendingCalls: 0,
});
for (let nth = 1; nth <= Number(sleepers); nth += 1)
  world.addRepository({ ...sleeper(nth), issues: Number(issuesOfEach), contributors: 1 });
if (Number(recorded) > 0) await addJenkinsPulls(world, Number(recorded));
const quick: SimulatorOptions = { secondary: false, tokenLimit: 1_000_000, anonymousLimit: 1_000_000 };
const simulator = await startSimulator({ world, ...quick });

const send = (message: Message) => void process.send?.(message);
let isWaitingForFirst = false;
simulator.beforeAnswer(() => {
  if (!isWaitingForFirst) return;
  isWaitingForFirst = false;
  send({ kind: 'first-request', at: Date.now() - (simulator.options.latencyMs ?? 0) });
});

function begin({ latencyMs, secondaryLimits }: Extract<Order, { kind: 'begin' }>): void {
  simulator.requests.length = 0;
  simulator.options.latencyMs = latencyMs;
  simulator.options.secondary = secondaryLimits ? undefined : quick.secondary;
  isWaitingForFirst = true;
}

function countRequests(): CountedRequests {
  const queries = simulator.requests.filter(({ graphql }) => graphql !== undefined);
  const billed = simulator.requests.filter((request) => request.billed && request.graphql === undefined);
  const byRoute: Record<string, number> = {};
  for (const { route } of billed) byRoute[route] = (byRoute[route] ?? 0) + 1;
  const pointsByQuery: Record<string, number> = {};
  for (const { graphql = '', cost } of queries) {
    const [, name = ''] = /"query":\s*"query (\w+)/.exec(graphql) ?? [];
    pointsByQuery[name] = (pointsByQuery[name] ?? 0) + cost;
  }
  return {
    all: simulator.requests.length,
    billed: billed.length,
    points: queries.reduce((sum, { cost }) => sum + cost, 0),
    pointsByQuery,
    conditional: simulator.requests.filter(({ conditional }) => conditional).length,
    lists: billed.filter(({ path }) => path.endsWith('/issues')).length,
    byRoute,
  };
}

/** Closes the open issue in the middle of the list. */
function closeIssue(): void {
  const open = [...repository.issues()].filter(({ state, pull_request: pull }) => state === 'open' && !pull);
  const chosen = open[Math.floor(open.length / 2)];
  if (!chosen) throw new Error('There is no open issue left to close.');
  repository.close(chosen.number, 'completed');
}

let edits = 0;
/** Gives the first issue another title, as its author would. */
function editIssue(): void {
  const [first] = [...repository.issues()];
  if (!first) throw new Error('There is no issue.');
  repository.edit(first.number, { title: `Title ${(edits += 1)}` });
}

/** Approves an open pull request, as its reviewer would. */
function reviewPull(): void {
  const open = [...repository.store.present()].find(({ state, pullRequest }) => state === 'open' && pullRequest);
  if (!open) throw new Error('There is no open pull request.');
  repository.review(open.number, { state: 'APPROVED' });
}

/** Statistics that GitHub never has. */
function computeForEver(name: string): void {
  const { id } = world.repository(name);
  const path = new RegExp(`^/(repos/${name}|repositories/${id})/stats/`);
  simulator.faults.add({ kind: 'computing', path, times: Infinity });
}

process.on('message', (order: Order) => {
  if (order.kind === 'begin') begin(order);
  if (order.kind === 'close-issue') closeIssue();
  if (order.kind === 'edit-issue') editIssue();
  if (order.kind === 'review-pull') reviewPull();
  if (order.kind === 'compute-for-ever') computeForEver(order.repository);
  send({ kind: 'done', id: order.id, requests: order.kind === 'requests' ? countRequests() : undefined });
});
process.once('disconnect', () => process.exit(0));
send({ kind: 'ready', url: simulator.url });
