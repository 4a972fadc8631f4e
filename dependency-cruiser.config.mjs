/**
 * Which room may import from which: GitHub → raw → github → kpi → report → client (README, "Folders"). Every import counts,
 * `import type` and `import()` too. A room that is not named here may import nothing of ours.
 */
const contract = '^workflows/(contract|inputs/.*|duration|times)\\.ts$';
const github = '^activities/github/';
const resources = '^activities/(list-resources|resource|count-rows)\\.ts$';
const store = '^activities/store/';
const slice = '^activities/sync/slice/';
const queue = '^activities/sync/queue/';
const labels = '^activities/sync/labels/';
const sql = '^sql/';
// A rebuild runs in the process of the command that orders it, so the CLI's root puts it together as worker/ does the rest.
const rebuild = '^activities/raw/rebuild-repository\\.ts$';

/** A room (a path that its files match), and what its files may import beside files of their own room. */
const rooms = [
  ['^workflows/', '^activities/'],
  ['^sql/'],
  ['^activities/(list-resources|resource|count-rows)\\.ts$', store, github, contract, sql],
  ['^activities/heartbeat\\.ts$'],
  [github, contract, sql, '^config\\.ts$'],
  [store, github, contract, sql],
  [slice, store, github, resources, contract, sql],
  [queue, slice, store, github, resources, contract, sql],
  [labels, queue, slice, store, resources, contract, sql],
  ['^activities/sync/items/', labels, queue, slice, store, github, resources, contract, sql],
  ['^activities/sync/lists/', labels, queue, slice, store, github, resources, contract, sql],
  ['^activities/sync/repository/', slice, store, github, resources, contract, sql],
  ['^activities/sync/[^/]+$', '^activities/sync/', resources, contract, sql],
  ['^activities/reconcile/', slice, store, github, resources, contract, sql],
  ['^activities/raw/', store, github, resources, contract, sql],
  ['^activities/kpis/', resources, contract, sql],
  ['^activities/(index|create-[a-z]+-activities)\\.ts$', '^activities/', contract, sql],
  ['^worker/', '^activities/', '^sql/', contract, '^config\\.ts$', '^bin/'],
  ['^client/reports/', contract, sql],
  ['^client/temporal/', contract],
  ['^client/cli/tables/', '^client/reports/'],
  ['^client/cli/', '^client/(reports|temporal)/', contract, sql, '^config\\.ts$'],
  ['^local/', sql, '^config\\.ts$'],
  ['^config\\.ts$'],
  ['^repometer\\.ts$', '^client/', '^local/', '^worker/', rebuild, sql, '^config\\.ts$', contract],
];

const ours = '^(workflows|activities|sql|worker|client|local|test|bin)/|^(config|repometer)\\.ts$';

const oneWay = rooms.map(([room, ...allowed]) => ({
  name: `from ${room}`,
  severity: 'error',
  comment: `Files of ${room} may import ${allowed.join(' ') || 'nothing of ours'} (README, "Folders").`,
  from: { path: room },
  to: { path: ours, pathNot: [room, ...allowed] },
}));

/** Packages that belong to one room. */
const packages = [
  {
    name: 'only activities/github knows Octokit',
    from: { pathNot: '^(activities/github|local|test)/' },
    to: { path: '@octokit/' },
  },
  {
    name: 'workflow code is deterministic: no Node, no database, no schema library in the bundle',
    from: { path: '^workflows/' },
    to: {
      path: ['^node:', 'node_modules/(pg|knex|zod|pino|@temporalio/(client|worker|activity))/'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'workflow code takes only types from activities',
    from: { path: '^workflows/' },
    to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'only config.ts reads the environment: activities take types from it, values are handed in',
    from: { path: '^activities/' },
    to: { path: '^config\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'client/ gets its database and its local servers handed in',
    from: { path: '^client/' },
    to: { path: '^local/|node_modules/pg[-/]' },
  },
].map((rule) => ({ severity: 'error', ...rule }));

export default {
  forbidden: [
    ...oneWay,
    ...packages,
    { name: 'no circle of files', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no file that cannot be found', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
