import type { Config, EmbeddedPort } from '../../../config.ts';
import type { RunFile } from '../local-servers.ts';
import { findings } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Probes } from './probes.ts';

const { ok, warning, failed } = findings('home');

const gibibyte = 2 ** 30;
const leastFree = gibibyte / 8;

export interface HomeState {
  config: Config;
  probes: Probes;
  /** What runs there now. */
  run: RunFile | undefined;
  isInitialised: boolean;
  hasTables: boolean;
}

function checkFolder({ config, probes, run, isInitialised, hasTables }: HomeState): Finding {
  const { home } = config;
  if (!probes.isWritable(home)) {
    return failed('folder', `${home} cannot be written by this user.`, 'Set REPOMETER_HOME to a folder of yours.');
  }
  if (run) {
    const processes = Object.entries(run.processes).map(([name, { pid }]) => `${name} (${pid})`);
    return ok('folder', `${home} runs: ${processes.join(', ') || 'nothing yet'}.`);
  }
  if (isInitialised && !hasTables) {
    return warning('folder', `${home} was begun and has no tables yet.`, '"npm start" makes them.');
  }
  const state = isInitialised ? 'has data and does not run now' : 'has no data yet; "npm start" makes some';
  return ok('folder', `${home} ${state}.`);
}

async function checkDisk({ config, probes }: HomeState): Promise<Finding> {
  const free = await probes.freeBytes(config.home);
  const found = `${(free / gibibyte).toFixed(1)} GiB are free.`;
  if (free < leastFree) return failed('disk', found, 'Make room before Postgres stops.');
  return free < gibibyte
    ? warning('disk', found, 'Make room; 50,000 issues take about half a GiB.')
    : ok('disk', found);
}

async function checkPorts({ config, probes, run }: HomeState): Promise<Finding> {
  if (run) {
    const ports = Object.entries(run.ports).map(([name, port]) => `${name} ${port}`);
    return ok('ports', ports.length > 0 ? `In use on 127.0.0.1: ${ports.join(', ')}.` : 'None is in use yet.');
  }
  const wanted: [string, EmbeddedPort][] = [
    ...(config.databaseUrl ? [] : [['REPOMETER_POSTGRES_PORT', config.ports.postgres] as [string, EmbeddedPort]]),
    ...(config.temporal.external
      ? []
      : ([
          ['REPOMETER_TEMPORAL_PORT', config.ports.temporal],
          ['REPOMETER_TEMPORAL_UI_PORT', config.ports.temporalUi],
        ] as [string, EmbeddedPort][])),
  ];
  const taken = await Promise.all(wanted.map(([, { port }]) => probes.isListening(port)));
  const busy = wanted.filter((_, place) => taken[place]);
  if (busy.length === 0) return ok('ports', `${wanted.map(([, { port }]) => port).join(', ')} are free on 127.0.0.1.`);
  const [set] = busy.filter(([, { isSet }]) => isSet);
  if (set) {
    const [name, { port }] = set;
    return failed('ports', `Another program has port ${port}.`, `Free it, or set ${name} to another.`);
  }
  const found = `Other programs have ${busy.map(([, { port }]) => port).join(', ')}.`;
  return warning('ports', found, 'A start moves to free ports and says so.');
}

/** The folder, disk and ports of the embedded servers. */
export async function checkHome(state: HomeState): Promise<Finding[]> {
  const { config } = state;
  if (config.databaseUrl && config.temporal.external) {
    return [ok('folder', 'Not used: Postgres and Temporal are external ones.')];
  }
  return [checkFolder(state), await checkDisk(state), await checkPorts(state)];
}
