import { seededRandom } from './random.ts';
import type { IssueRow } from './store-issue.ts';

export type WorldIssue = IssueRow & { closedAt: string | null };

const day = 24 * 3_600_000;
const labels = ['bug', 'Bug', 'ui', 'perf', 'needs info', 'naïve 🐞'];
const begin = Date.UTC(2025, 0, 1);

/** Issues that are opened, closed, reopened and relabelled at random; the same seed gives the same life. */
export function createIssueWorld(repositoryId: number | string, seed: number) {
  const { below, pick } = seededRandom(seed);
  const issues = new Map<number, WorldIssue>();
  let now = Date.UTC(2025, 5, 20);

  const someLabels = () => Array.from({ length: below(4) }, () => pick(labels));

  // Now and then an instant after the day, or the first one of a month.
  function someInstant(): string {
    const time = begin + below(now - begin + 3 * day);
    const iso = new Date(time - (time % 1000)).toISOString();
    return below(8) === 0 ? `${iso.slice(0, 7)}-01T00:00:00.000Z` : iso;
  }

  function open(): WorldIssue {
    const closedAt = below(2) === 0 ? someInstant() : null;
    const isPullRequest = below(6) === 0;
    return {
      repositoryId,
      id: issues.size + 1,
      labels: someLabels(),
      createdAt: someInstant(),
      closedAt,
      isPullRequest,
    };
  }

  const edits: ((issue: WorldIssue) => WorldIssue)[] = [
    (issue) => ({ ...issue, labels: someLabels() }),
    (issue) => ({ ...issue, closedAt: issue.closedAt ? null : someInstant() }),
    (issue) => ({ ...issue, closedAt: someInstant() }),
  ];

  return {
    issues,
    /** Opens an issue or changes one. */
    change(): WorldIssue {
      const isNew = issues.size === 0 || below(2) === 0;
      const issue = isNew ? open() : pick(edits)(pick([...issues.values()]));
      issues.set(issue.id, issue);
      return issue;
    },
    /** Mostly stays on the day, often goes on, over ends of months too, and seldom goes back. */
    passTime(): void {
      if (below(3) === 0) now += below(45) * day;
      if (below(12) === 0) now -= below(60) * day;
    },
    changesToday: () => below(5),
    today: () => new Date(now).toISOString().slice(0, 10),
  };
}
