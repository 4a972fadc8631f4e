import type { TemporalConnection } from '../../temporal/connect-temporal.ts';
import { tryFairness } from '../../temporal/try-fairness.ts';
import { findings } from './finding.ts';
import type { Finding } from './finding.ts';

const { ok, warning } = findings('fairness');

/** Whether Temporal keeps to the keys that say who goes first, as a trial shows; it takes them without a word where it does not. */
export async function checkFairness({ client }: TemporalConnection): Promise<Finding[]> {
  const trial = await tryFairness(client).catch((error: Error) => error);
  if (trial instanceof Error) {
    const found = `It could not be tried whether this Temporal keeps to priorities (${trial.message}).`;
    return [warning('trial', found, 'This login may be forbidden to begin or to poll workflows.')];
  }
  const { keepsPriority, keepsFairness, partitions } = trial;
  return [
    keepsPriority
      ? ok('priority', 'Temporal keeps to priorities: an order goes before loads.')
      : warning('priority', 'Temporal does not keep to priorities, so an order waits behind loads.', priorityAdvice),
    keepsFairness
      ? ok('shares', 'Temporal keeps to fairness keys: each repository has its turn.')
      : warning('shares', 'Temporal ignores fairness keys, so a large repository goes before many small ones.', advice),
    partitions === 1
      ? ok('order', 'The task queues have one partition, so the order is exact.')
      : warning('order', `The task queues have ${partitions} partitions, each with an order of its own.`, oneAdvice),
  ];
}

const priorityAdvice = 'Servers from 1.28 do, with matching.useNewMatcher true in their dynamic configuration.';
const advice =
  'Set matching.enableFairness to true in its dynamic configuration (docker/temporal-dynamic-config.yaml).';
const oneAdvice =
  'Set matching.numTaskqueueReadPartitions and matching.numTaskqueueWritePartitions to 1, where one server keeps up with them.';
