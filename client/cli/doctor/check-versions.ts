import type { Config } from '../../../config.ts';
import { findings } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Probes } from './probes.ts';

const { ok, warning, failed } = findings('versions');

const oldestNode = [20, 19] as const;
const recommendedNode = 22;

/** @param version such as 22.12.0 */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOldEnough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const advice = `Install Node ${recommendedNode} or newer.`;
  if (!isOldEnough)
    return failed('node', `This is Node ${version}; ${oldestNode.join('.')} is the oldest that works.`, advice);
  const note = major < recommendedNode ? `; it works, ${recommendedNode} is recommended` : '';
  return ok('node', `Node ${version}${note}.`);
}

/** The binary of the embedded Temporal, looked for but never made. */
export async function checkTemporalBinary(config: Config, probes: Probes): Promise<Finding> {
  const { temporalCli: explicit, cacheFolder } = config;
  if (config.temporal.external) return ok('temporal cli', 'Not needed: Temporal is an external one.');
  try {
    const binary = await probes.lookForTemporalBinary({ explicit, cacheFolder, log: () => undefined });
    if (binary) return ok('temporal cli', `Temporal CLI ${binary.version}, from ${binary.source} (${binary.path}).`);
    const advice = 'The next "npm start" downloads it, or builds it with Go in about 5 minutes.';
    return warning('temporal cli', 'There is no Temporal CLI on this machine yet.', advice);
  } catch (error) {
    return failed('temporal cli', (error as Error).message, 'Correct or unset REPOMETER_TEMPORAL_CLI.');
  }
}

/** The versions of what runs here. */
export async function checkVersions(config: Config, probes: Probes, version: string): Promise<Finding[]> {
  return [
    ok('repometer', `Repometer ${version}.`),
    checkNode(process.versions.node),
    await checkTemporalBinary(config, probes),
  ];
}
