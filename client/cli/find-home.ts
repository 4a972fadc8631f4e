import { join } from 'node:path';
import type { Config } from '../../config.ts';
import type { Context } from './context.ts';

/** The demo's own home, so that its synthetic rows never meet real ones. */
export const demoHome = (config: Config) => join(config.home, 'demo');

/** Commands that ask more than once hear it once. */
const told = new WeakSet<Config>();

/**
 * The configuration with the home that a command means: the one that runs, else the one that has tables, unless the data are
 * in a database of the user's own. The demo's is chosen only where there is nothing else, and that is said.
 */
export function findHome({ config: load, local, output }: Context): Config {
  const config = load();
  const demo = { ...config, home: demoHome(config) };
  const isRunning = (home: string) => local.readRunFile(home) !== undefined;
  const choose = () => {
    if (config.databaseUrl && config.temporal.external) return config;
    for (const isThere of config.databaseUrl ? [isRunning] : [isRunning, local.hasTables]) {
      if (isThere(config.home)) return config;
      if (isThere(demo.home)) return demo;
    }
    return config;
  };
  const chosen = choose();
  if (chosen === demo && !told.has(config)) output.say('This is the demo: its data is synthetic.');
  told.add(config);
  return chosen;
}
