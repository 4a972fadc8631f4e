import type { News } from './shared-run.ts';

const slowest = 10;

/**
 * Says what a run has to add to its tests: what was left out, and why.
 *
 * @param withTimes also which files took longest
 */
export function tellNews(news: News[], { withTimes = false } = {}): void {
  const files = news.filter((one) => one.kind === 'file').sort((a, b) => b.ms - a.ms);
  if (withTimes && files.length > 0) {
    console.log('\nThe slowest files:');
    for (const { file, ms } of files.slice(0, slowest))
      console.log(`  ${(ms / 1000).toFixed(1).padStart(6)} s  ${file}`);
  }
  const reasons = new Map<string, Set<string>>();
  for (const one of news) {
    if (one.kind === 'leftOut') reasons.set(one.reason, (reasons.get(one.reason) ?? new Set()).add(one.title));
  }
  for (const [reason, titles] of reasons) {
    console.log(`\n${titles.size} ${titles.size === 1 ? 'test was' : 'tests were'} left out: ${reason}`);
    for (const title of titles) console.log(`  - ${title}`);
  }
}
