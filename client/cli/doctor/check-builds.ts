import type { TemporalConnection } from '../../temporal/connect-temporal.ts';
import { readWorkerBuilds, tellStanding } from '../../temporal/worker-builds.ts';
import { workerDeployment } from '../../../workflows/contract.ts';
import { findings } from './finding.ts';
import type { Finding } from './finding.ts';

const { ok, warning, failed } = findings('temporal');
const check = 'builds';

/** Builds of workers (`REPOMETER_BUILD_ID`): whether one is current, and whether runs wait for one that is gone. */
export async function checkBuilds({ client }: TemporalConnection): Promise<Finding[]> {
  const builds = await readWorkerBuilds(client);
  if (builds === null) return [];
  const standing = builds.standing.map((build) => {
    const { found, advice } = tellStanding(build);
    return failed(check, found, advice);
  });
  const { polling, current, isUnversionedPolling } = builds;
  const [newest] = polling;
  if (current === null && newest !== undefined) {
    const found = `No build is current, so workers of ${polling.join(', ')} get nothing new to do.`;
    const advice = `Say which: temporal worker deployment set-current-version --deployment-name ${workerDeployment} --build-id ${newest} --yes`;
    // Where others without a build id work, this may be meant.
    return [...standing, isUnversionedPolling ? warning(check, found, advice) : failed(check, found, advice)];
  }
  if (standing.length > 0) return standing;
  return [ok(check, `Current is ${current ?? 'no build'}; workers of ${polling.join(', ') || 'none'} run.`)];
}
