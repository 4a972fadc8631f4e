import type { News } from '../support/shared-run.ts';

export interface EndedPhase {
  name: string;
  isWell: boolean;
  seconds: number;
}

const round = (seconds: number) => `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;

const mostOfReason = 2_000;

/** Each failure once more: what was printed where it happened is thousands of lines above. */
function tellFailures(news: News[]): void {
  for (const one of news) {
    if (one.kind === 'failed') console.log(`\nFailed: ${one.title}\n  ${one.reason.slice(0, mostOfReason)}`);
  }
}

/**
 * Says what has failed, how long each phase took and, in the last line, how many tests there were.
 *
 * @param seconds of the whole run
 * @returns whether all is well: each phase ended so, and something was run
 */
export function tellEnd(news: News[], phases: EndedPhase[], seconds: number): boolean {
  const counts = news.filter((one) => one.kind === 'counts');
  const passes = counts.reduce((sum, one) => sum + one.passes, 0);
  const failures = counts.reduce((sum, one) => sum + one.failures, 0);
  const leftOut = new Set(news.flatMap((one) => (one.kind === 'leftOut' ? one.title : []))).size;
  tellFailures(news);
  console.log(`\n${phases.map(({ name, seconds: took }) => `${name} ${round(took)}`).join(', ')}`);
  const broken = phases.filter(({ isWell }) => !isWell).map(({ name }) => name);
  if (broken.length > 0) console.log(`Not well: ${broken.join(', ')}`);
  if (passes + failures === 0) console.log('No test was run.');
  const others = [failures && `${failures} failing`, leftOut && `${leftOut} left out`].filter(Boolean);
  console.log(`\n${[`${passes} passing`, ...others].join(', ')} (${round(seconds)})`);
  return broken.length === 0 && failures === 0 && passes > 0;
}
