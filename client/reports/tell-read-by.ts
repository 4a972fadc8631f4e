import { asRecords } from './table.ts';
import type { Table } from './table.ts';

/** What is asked for one by one: reviews of a pull request; of lists what lies behind their end. */
const things: Record<string, string> = {
  issue_events: 'issue events behind the end of their list come by REST, one request for each issue or pull request',
};

/** Which resources are asked for one thing after the other, though GraphQL would tell many at once, and why: a sentence a reason. */
export function tellReadBy(status: Table): string[] {
  const byReason = new Map<string, Set<string>>();
  for (const { read_by: readBy, read_by_reason: reason, resource, subject } of asRecords(status)) {
    if (readBy !== 'REST' || !reason || !resource || !subject) continue;
    const what = things[resource] ?? `${resource.replaceAll('_', ' ')} come by REST, one request for each pull request`;
    const key = `${what}: ${reason}`;
    byReason.set(key, (byReason.get(key) ?? new Set()).add(subject));
  }
  return [...byReason].map(([sentence, subjects]) => `${named([...subjects])}: ${sentence}`);
}

const mostNamed = 3;

function named(subjects: string[]): string {
  const more = subjects.length - mostNamed;
  const shown = subjects.slice(0, mostNamed).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}
