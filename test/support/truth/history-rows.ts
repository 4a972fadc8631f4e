import { createHash } from 'node:crypto';
import type { Truth } from '../../simulator/truth.ts';
import { idOf, instant, needsCleaning } from './typed-table.ts';
import type { Account, TypedRow, TypedTable } from './typed-table.ts';

interface Signature {
  email: string;
  date: string;
}

interface Commit {
  sha: string;
  author: Account;
  committer: Account;
  commit: { author: Signature; committer: Signature; message: string };
  parents: { sha: string }[];
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function commitRow(entry: Commit): TypedRow {
  const { author, committer, message } = entry.commit;
  const authorId = idOf(entry.author);
  return {
    sha: entry.sha,
    author_id: authorId,
    author_email_sha256: authorId === null ? sha256(author.email.trim().toLowerCase()) : null,
    committer_id: idOf(entry.committer),
    subject: message.split('\n')[0],
    is_merge: entry.parents.length > 1,
    parent_shas: entry.parents.map(({ sha }) => sha),
    authored_at: instant(author.date),
    committed_at: instant(committer.date),
    is_cleaned: needsCleaning(entry),
  };
}

const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

const starRow = ({ week, total, days }: Truth['starWeeks'][number]): TypedRow => ({
  week: day(week),
  stars: total,
  stars_by_day: days,
});

function contributorRows(entries: Truth['contributorStats']): TypedRow[] {
  let nobodies = 0;
  return entries.map(({ author, total, weeks }) => {
    const active = weeks.filter(({ c }) => c > 0);
    return {
      contributor: author ? `account:${author.id}` : `null:${(nobodies += 1)}`,
      account_id: idOf(author),
      login: author?.login ?? null,
      is_bot: author?.type === 'Bot' || (author?.login.endsWith('[bot]') ?? false),
      total_commits: total,
      first_week: active[0] ? day(active[0].w) : null,
      first_week_commits: active[0]?.c ?? null,
      weeks: active.map(({ w }) => day(w)),
      week_commits: active.map(({ c }) => c),
    };
  });
}

/** Commits of the default branch, the statistics that are made of them, and the stars by week. */
export const historyTables: readonly TypedTable[] = [
  {
    name: 'github.commit',
    key: ['sha'],
    leftOut: ['deleted_at'],
    rows: ({ commits }) => (commits as unknown as Commit[]).map(commitRow),
  },
  {
    name: 'github.contributor_stats',
    key: ['contributor'],
    leftOut: [],
    rows: ({ contributorStats }) => contributorRows(contributorStats),
  },
  {
    name: 'github.star_week',
    key: ['week'],
    leftOut: [],
    // A week without stars may be listed or not: GitHub's list begins with the first week that has one.
    only: 'stars <> 0',
    rows: ({ starWeeks }) => starWeeks.filter(({ total }) => total !== 0).map(starRow),
  },
];
