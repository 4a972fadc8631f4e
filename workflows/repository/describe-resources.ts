import { describeCount } from '../describe-count.ts';
import { markdownTable } from '../markdown-table.ts';
import { tellInstant } from '../tell-instant.ts';
import type { ListLoop } from './repository-loop.ts';
import { shownResources } from './waiting.ts';

/** A table in Markdown of how each resource stands. */
export function describeResources(loop: Pick<ListLoop, 'resources' | 'waiting'>): string[] {
  return markdownTable(
    ['resource', 'state', 'rows', 'next try', 'why'],
    shownResources(loop).map(({ resource, state, rows, total, reason, nextTryAt }) => [
      resource,
      state,
      describeCount(rows, total),
      nextTryAt === null ? '' : tellInstant(nextTryAt),
      reason ?? '',
    ]),
  );
}
