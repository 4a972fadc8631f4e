import { botJudge, isThere, known, type FlowRows } from './flow-rows.ts';
import type { PlainRow } from './plain-flows.ts';
import { endOfDay, monthOf, monthsFrom } from './plain-months.ts';

interface Contribution {
  kind: string;
  contributor: string;
  isKnown: boolean;
  isBot: boolean;
  hasAccount: boolean;
  at: number;
}

/** Everything that counts as a contribution, up to the end of a day. */
function contributionsOf(rows: FlowRows, asOf: string): Contribution[] {
  const judge = botJudge(rows);
  const end = endOfDay(asOf);
  const found: Contribution[] = [];
  function add(
    kind: string,
    item: number | string,
    author: number | null,
    at: string | null,
    email: string | null = null,
  ) {
    if (at === null || Date.parse(at) >= end) return;
    const account = known(author);
    const contributor = account !== null ? `account:${account}` : email !== null ? `email:${email}` : `null:${item}`;
    found.push({
      kind,
      contributor,
      isKnown: account !== null || email !== null,
      isBot: judge(account),
      hasAccount: account !== null,
      at: Date.parse(at),
    });
  }
  for (const row of rows.commit.filter((commit) => isThere(commit) && !commit.is_merge))
    add('commits', row.sha, row.author_id, row.authored_at, row.author_email_sha256);
  for (const row of rows.issue.filter((issue) => isThere(issue) && !issue.is_pull_request))
    add('issues_opened', row.issue_id, row.author_id, row.created_at);
  for (const row of rows.pull_request.filter(isThere)) {
    add('pull_requests_opened', row.pull_request_id, row.author_id, row.created_at);
    add('pull_requests_merged', row.pull_request_id, row.author_id, row.merged_at);
  }
  for (const row of rows.review.filter(isThere)) add('reviews', row.review_id, row.author_id, row.submitted_at);
  for (const row of rows.comment.filter(isThere)) add('comments', row.comment_id, row.author_id, row.created_at);
  for (const row of rows.review_comment.filter(isThere))
    add('review_comments', row.review_comment_id, row.author_id, row.created_at);
  return found.sort((a, b) => a.at - b.at);
}

function firsts(contributions: Contribution[]): Contribution[] {
  const first = new Map<string, Contribution>();
  for (const one of contributions) if (!first.has(one.contributor)) first.set(one.contributor, one);
  return [...first.values()];
}

const sources = ['commits', 'pull_requests_merged', 'pull_requests_opened'];

/** The rows of `kpi.new_contributors` of lists, ordered by source and contributor. */
export function plainNewContributors(rows: FlowRows, asOf: string): PlainRow[] {
  const all = contributionsOf(rows, asOf);
  return sources.flatMap((source) =>
    firsts(all.filter(({ kind }) => kind === source))
      .sort((a, b) => (a.contributor < b.contributor ? -1 : 1))
      .map(({ contributor, at, isBot }) => ({
        source,
        contributor,
        first_contribution_at: new Date(at).toISOString(),
        month: monthOf(at),
        is_bot: String(isBot),
      })),
  );
}

/** The rows of `kpi.new_contributors_monthly` of lists, ordered by source and month. */
export function plainNewContributorsMonthly(rows: FlowRows, asOf: string): PlainRow[] {
  const all = contributionsOf(rows, asOf);
  return sources.flatMap((source) => {
    const people = firsts(all.filter(({ kind }) => kind === source));
    return monthsFrom(
      people.map(({ at }) => at),
      asOf,
    ).map(({ month }) => {
      const came = people.filter(({ at }) => monthOf(at) === month);
      return {
        source,
        month,
        new_contributors: came.length,
        new_bots: came.filter(({ isBot }) => isBot).length,
        new_without_account: came.filter(({ hasAccount }) => !hasAccount).length,
      };
    });
  });
}

/** The rows of `kpi.contributors_monthly`, ordered by month. */
export function plainContributorsMonthly(rows: FlowRows, asOf: string): PlainRow[] {
  const all = contributionsOf(rows, asOf).filter(({ kind, isKnown }) => isKnown && kind !== 'pull_requests_merged');
  const came = new Map(firsts(all).map(({ contributor, at }) => [contributor, monthOf(at)]));
  return monthsFrom(
    all.map(({ at }) => at),
    asOf,
  ).map(({ month }) => {
    const active = firsts(all.filter(({ at }) => monthOf(at) === month));
    const count = (wantsBots: boolean, isNew?: boolean) =>
      active.filter(
        ({ isBot, contributor }) =>
          isBot === wantsBots && (isNew === undefined || (came.get(contributor) === month) === isNew),
      ).length;
    return {
      month,
      active: count(false),
      new: count(false, true),
      returning: count(false, false),
      active_bots: count(true),
      new_bots: count(true, true),
      returning_bots: count(true, false),
    };
  });
}

/** How few of these counts reach half of their sum (CHAOSS, Contributor Absence Factor); null of none. */
export function absenceFactor(counts: number[]): number | null {
  const half = counts.reduce((sum, count) => sum + count, 0) / 2;
  let reached = 0;
  const place = counts.toSorted((a, b) => b - a).findIndex((count) => (reached += count) >= half);
  return place === -1 ? null : place + 1;
}

/** The rows of `kpi.contributor_absence_monthly`, ordered by month. */
export function plainContributorAbsence(rows: FlowRows, asOf: string): PlainRow[] {
  const all = contributionsOf(rows, asOf).filter(({ kind }) => kind === 'commits');
  const ofPeople = all.filter(({ isKnown, isBot }) => isKnown && !isBot);
  return monthsFrom(
    all.map(({ at }) => at),
    asOf,
  ).map(({ month, start, end }) => {
    const begin = new Date(start);
    const from = Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() - 11, 1);
    const counts = new Map<string, number>();
    for (const { contributor, at } of ofPeople)
      if (at >= from && at < end) counts.set(contributor, (counts.get(contributor) ?? 0) + 1);
    const commits = [...counts.values()];
    return {
      month,
      commits: commits.reduce((sum, count) => sum + count, 0),
      contributors: commits.length,
      contributor_absence_factor: absenceFactor(commits),
    };
  });
}
