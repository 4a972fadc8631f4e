import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../config.ts';
import { productFolder } from '../../programs.ts';
import { goBuild } from '../../local/go-build.ts';
import { openTemporalCache } from '../../local/temporal-cache.ts';

/** What a cluster of Temporal's own server is made of. */
export interface ServerPrograms {
  server: string;
  /** Makes the tables. */
  sqlTool: string;
}

/** As tools/temporal-server/go.mod pins it: the server that the CLI of the embedded stack has in it. */
const version = '1.31.2';
const moduleFolder = join(productFolder, 'tools', 'temporal-server');
const log = (sentence: string) => console.error(sentence);

async function findOrBuild(name: string, program: string): Promise<string> {
  const cache = openTemporalCache(loadConfig().cacheFolder, `${name}-${version}`, log);
  const found = await cache.find();
  if (found) return found;
  return cache.alone(async () => {
    const filledMeanwhile = await cache.find();
    if (filledMeanwhile) return filledMeanwhile;
    log(`Building Temporal's ${name} ${version} from its Go module: minutes, once …`);
    return cache.install(async (target) => {
      await goBuild({ name: `Temporal's ${name}`, program, target, moduleFolder, log });
      chmodSync(target, 0o755);
    });
  });
}

/**
 * Temporal's server and the tool for its tables, from the cache folder or built with Go.
 *
 * @throws Error with a clause that says why they cannot be built
 */
export async function serverPrograms(): Promise<ServerPrograms> {
  const server = await findOrBuild('server', 'go.temporal.io/server/cmd/server');
  const sqlTool = await findOrBuild('sql-tool', 'go.temporal.io/server/cmd/tools/sql');
  return { server, sqlTool };
}
