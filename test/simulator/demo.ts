import type { Repository, World } from './world.ts';

interface DemoRepository {
  name: string;
  description: string;
  /** Days between two issues; null: none at all. */
  cadenceDays: number | null;
  contributors: number;
  pullRequestShare: number;
  stars: number;
  statsPendingCalls?: number;
}

/** The whole demo begins here, whenever it is started. */
const beginning = Date.UTC(2023, 10, 1);
/** The last of its people has started by then: joining must not move with the calendar. */
const joinedBy = new Date(Date.UTC(2026, 9, 10));
const day = 86_400_000;

const repositories: DemoRepository[] = [
  {
    name: 'widgets',
    description: 'Widgets for web pages',
    cadenceDays: 0.46,
    contributors: 46,
    pullRequestShare: 0.35,
    stars: 1840,
  },
  {
    name: 'gateway',
    description: 'The HTTP gateway',
    cadenceDays: 1.85,
    contributors: 19,
    pullRequestShare: 0.4,
    stars: 310,
    statsPendingCalls: 2,
  },
  { name: 'handbook', description: 'How we work', cadenceDays: 7.4, contributors: 8, pullRequestShare: 0.2, stars: 57 },
  {
    name: 'incubator',
    description: 'Nothing here yet',
    cadenceDays: null,
    contributors: 1,
    pullRequestShare: 0,
    stars: 2,
  },
];

/**
 * Adds the organisation `demo`. All of it is made up. Histories start on a fixed day and grow with the calendar, so a
 * demo that is started again next week has the same issues and a few more, and its database stays right.
 */
export function addDemoOrganisation(world: World): Repository[] {
  const today = Math.floor(world.clock().getTime() / day) * day;
  return repositories.map(({ cadenceDays, ...facts }) => {
    const cadence = (cadenceDays ?? 1) * day;
    const steps = Math.max(Math.floor((today - beginning) / cadence), 1);
    const until = new Date(beginning + steps * cadence);
    const issues = cadenceDays === null ? 0 : steps;
    return world.addRepository({ owner: 'demo', ...facts, issues, from: new Date(beginning), joinedBy, until });
  });
}
