import type { Context } from './context.ts';
import { findHome } from './find-home.ts';
import { withTemporal } from './with-temporal.ts';

/**
 * Says which workflows wait for a worker of a build that is gone: Postgres cannot know that nobody will do what is due. An
 * embedded Temporal has no builds, and one that cannot be asked is told of by `doctor`.
 */
export async function sayStanding(context: Context): Promise<void> {
  if (!findHome(context).temporal.external) return;
  const standing = await withTemporal(context, async ({ client }) => {
    const { readWorkerBuilds, tellStanding } = await import('../temporal/worker-builds.ts');
    return (await readWorkerBuilds(client))?.standing.map(tellStanding) ?? [];
  }).catch(() => []);
  for (const { found, advice } of standing) context.output.say(`${found} ${advice}`);
}
