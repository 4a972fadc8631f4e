import type { FlowRows } from './flow-rows.ts';
import { seededRandom } from './random.ts';

const day = 24 * 3_600_000;
const begin = Date.UTC(2024, 2, 1);

/** One row that is new or different now. */
export interface Change<T extends keyof FlowRows = keyof FlowRows> {
  table: T;
  row: FlowRows[T][number];
}

const events = [
  'labeled',
  'assigned',
  'closed',
  'reopened',
  'ready_for_review',
  'convert_to_draft',
  'merged',
  'mentioned',
];

/**
 * A repository that people and bots work in at random: rows come, change, go and come back, conversations also before what they
 * are about; the same seed gives the same life.
 */
export function createFlowWorld(seed: number) {
  const { below, pick } = seededRandom(seed);
  const rows: FlowRows = {
    account: [
      ...['ann', 'bob', 'cid', 'Dan', 'eve', 'abbott', 'ci-runner'].map((login, index) => ({
        account_id: index + 1,
        login,
        is_bot: false,
      })),
      { account_id: 8, login: 'robot[bot]', is_bot: true },
      { account_id: 9, login: 'Copilot', is_bot: true },
      { account_id: 10137, login: 'ghost', is_bot: false },
    ],
    bot_rule: [],
    issue: [],
    pull_request: [],
    comment: [],
    review: [],
    review_comment: [],
    issue_event: [],
    commit: [],
  };
  let now = Date.UTC(2025, 5, 20);
  let numbers = 1;
  let ids = 100;

  const someone = () => (below(8) === 0 ? null : pick(rows.account).account_id);
  const someNumber = () => (below(15) === 0 ? null : 1 + below(numbers + 1));
  const gone = () => (below(10) === 0 ? '2025-06-30T00:00:00.000Z' : null);
  // Now and then an instant after the day, or the first one of a month.
  function someInstant(): string {
    const time = begin + below(now - begin + 3 * day);
    const iso = new Date(time - (time % 1000)).toISOString();
    return below(8) === 0 ? `${iso.slice(0, 7)}-01T00:00:00.000Z` : iso;
  }
  const maybe = () => (below(2) === 0 ? someInstant() : null);

  const made: { [T in keyof FlowRows]?: () => FlowRows[T][number] } = {
    issue: () => ({
      issue_id: (ids += 1),
      number: (numbers += 1),
      is_pull_request: below(5) === 0,
      author_id: someone(),
      created_at: someInstant(),
      closed_at: maybe(),
      deleted_at: gone(),
    }),
    pull_request: () => {
      const closed = maybe();
      return {
        pull_request_id: (ids += 1),
        number: (numbers += 1),
        author_id: someone(),
        is_draft: below(3) === 0,
        created_at: someInstant(),
        closed_at: closed,
        merged_at: below(2) === 0 ? closed : null,
        deleted_at: gone(),
      };
    },
    comment: () => ({
      comment_id: (ids += 1),
      number: someNumber(),
      author_id: someone(),
      created_at: someInstant(),
      deleted_at: gone(),
    }),
    review: () => ({
      review_id: (ids += 1),
      number: 1 + below(numbers + 1),
      author_id: someone(),
      submitted_at: below(6) === 0 ? null : someInstant(),
      deleted_at: gone(),
    }),
    review_comment: () => ({
      review_comment_id: (ids += 1),
      number: someNumber(),
      author_id: someone(),
      created_at: someInstant(),
      deleted_at: gone(),
    }),
    issue_event: () => ({
      event_id: (ids += 1),
      number: someNumber(),
      event: pick(events),
      created_at: someInstant(),
      deleted_at: gone(),
    }),
    commit: () => {
      const author = below(3) === 0 ? null : someone();
      return {
        sha: `c${(ids += 1)}`,
        author_id: author,
        author_email_sha256: author === null && below(5) > 0 ? pick(['aa', 'bb', 'cc']) : null,
        is_merge: below(6) === 0,
        authored_at: below(12) === 0 ? null : someInstant(),
        deleted_at: gone(),
      };
    },
  };
  const tables = Object.keys(made) as (keyof typeof made)[];
  const keyOf = (row: object) => Object.values(row)[0] as unknown;

  /** A row comes, or one takes all or some of another one's columns. */
  function change(): Change {
    const table = pick(tables);
    const list = rows[table] as unknown as Record<string, unknown>[];
    const fresh = made[table]!() as unknown as Record<string, unknown>;
    if (list.length === 0 || below(3) > 0) {
      list.push(fresh);
      return { table, row: fresh as never };
    }
    const place = below(list.length);
    const old = list[place]!;
    const [key] = Object.keys(old) as [string];
    const isWhole = below(3) === 0;
    const kept = Object.keys(old).filter((column) => column === 'number' || (!isWhole && below(2) === 0));
    list[place] = { ...fresh, [key]: old[key], ...Object.fromEntries(kept.map((column) => [column, old[column]])) };
    return { table, row: list[place] as never };
  }

  return {
    rows,
    keyOf,
    change,
    /** An account is told to be a bot, or none, by GitHub or by a rule. */
    changeBots(): Change {
      if (below(2) === 0) {
        const account = pick(rows.account.filter(({ login }) => login !== 'ghost'));
        account.is_bot = !account.is_bot;
        return { table: 'account', row: account };
      }
      const rule = pick([
        { match: 'login', pattern: 'ann' },
        { match: 'suffix', pattern: 'bot]' },
        { match: 'prefix', pattern: 'ci-' },
        { match: 'prefix', pattern: 'c' },
      ] as const);
      const row = { ...rule, is_bot: below(3) > 0 };
      rows.bot_rule = [
        ...rows.bot_rule.filter(({ match, pattern }) => match !== row.match || pattern !== row.pattern),
        row,
      ];
      return { table: 'bot_rule', row };
    },
    /** Mostly stays on the day, often goes on, over ends of months too, and seldom goes back. */
    passTime(): void {
      if (below(3) === 0) now += below(45) * day;
      if (below(12) === 0) now -= below(60) * day;
    },
    below,
    today: () => new Date(now).toISOString().slice(0, 10),
  };
}
