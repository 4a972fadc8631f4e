/**
 * Which room may import from which: GitHub → raw → github → kpi → report → client (README, "Folders"). Every import counts,
 * `import type` and `import()` too. A room that is not named here may import nothing of ours.
 */
// Facts of GitHub's API that nobody owns: its versions, and when two addresses are one.
const api = '^github-api\\.ts$';
const contract = '^workflows/(contract|inputs/.*|duration|times)\\.ts$';
const github = '^activities/github/';
const progress = '^activities/progress\\.ts$';
const resources = '^activities/(list-resources|people-lists|declare-resource|resource|count-rows)\\.ts$';
const store = '^activities/store/';
const slice = '^activities/sync/slice/';
const queue = '^activities/sync/queue/';
const labels = '^activities/sync/labels/';
const cycle = '^activities/sync/cycle/';
const lists = '^activities/sync/lists/';
const sql = '^sql/';
// A rebuild runs in the process of the command that orders it, so the CLI's root puts it together as worker/ does the rest.
const rebuild = '^activities/raw/rebuild-(repository|owner)\\.ts$';
// A worker counts what waits for it, and looks for search attributes, as `status` and `doctor` do.
const shared = '^client/temporal/(read-backlogs|know-search-attributes)\\.ts$';

/** A room (a path that its files match), and what its files may import beside files of their own room. */
const rooms = [
  ['^workflows/', '^activities/'],
  ['^sql/'],
  [
    '^activities/(list-resources|people-lists|declare-resource|resource|count-rows)\\.ts$',
    store,
    github,
    contract,
    sql,
  ],
  [progress],
  ['^activities/heartbeat\\.ts$', progress],
  [github, api, contract, sql, '^(config|programs)\\.ts$'],
  [store, github, contract, sql],
  [slice, progress, store, github, resources, api, contract, sql],
  [queue, slice, store, github, resources, contract, sql],
  [labels, queue, slice, store, resources, contract, sql],
  ['^activities/sync/items/', labels, queue, slice, store, github, resources, contract, sql],
  [lists, labels, queue, slice, store, github, resources, contract, sql],
  ['^activities/sync/backfill/', lists, labels, queue, slice, store, github, resources, contract, sql],
  [cycle, slice, store, github, resources, contract, sql],
  ['^activities/sync/(repository|owner)/', cycle, slice, store, github, resources, contract, sql],
  ['^activities/sync/[^/]+$', '^activities/sync/', resources, contract, sql],
  ['^activities/organisations/', progress, slice, store, github, resources, contract, sql],
  // Its one kind of list has an order of its own; it shares what one activity run shares.
  ['^activities/events/', slice, progress, store, github, resources, api, contract, sql],
  ['^activities/reconcile/', slice, store, github, resources, contract, sql],
  ['^activities/raw/', store, github, resources, contract, sql],
  ['^activities/kpis/', resources, contract, sql],
  ['^activities/(index|create-[a-z]+-activities)\\.ts$', '^activities/', contract, sql],
  ['^tools/build/', '^programs\\.ts$', '^config\\.ts$', '^worker/workflow-bundle\\.ts$'],
  ['^worker/', '^activities/', '^sql/', api, contract, '^(config|programs)\\.ts$', '^bin/', shared],
  ['^client/reports/', contract, sql],
  ['^client/temporal/', contract],
  ['^client/keys/', sql],
  ['^client/orders/', '^client/(reports|temporal)/', contract, sql],
  ['^client/api/', '^client/(reports|temporal|orders|keys)/', contract, sql, '^(config|programs)\\.ts$'],
  // Runs in browsers: of ours it knows only what the API answers.
  ['^client/dashboard/'],
  ['^client/cli/tables/', '^client/reports/'],
  ['^client/cli/', '^client/(reports|temporal|orders|keys|api)/', api, contract, sql, '^(config|programs)\\.ts$'],
  ['^local/', sql, api, '^(config|programs)\\.ts$'],
  ['^config\\.ts$', api, '^programs\\.ts$'],
  ['^programs\\.ts$'],
  [api],
  ['^repometer\\.ts$', '^client/', '^local/', '^worker/', rebuild, sql, '^(config|programs)\\.ts$', contract],
];

const ours =
  '^(workflows|activities|sql|worker|client|local|test|bin|tools)/|^(config|programs|github-api|repometer)\\.ts$';

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
    to: { path: '^(config|programs)\\.ts$', dependencyTypesNot: ['type-only'] },
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
