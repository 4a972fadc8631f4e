import type { Truth } from '../../simulator/truth.ts';
import type { Account, TypedRow } from './typed-table.ts';

const members = ['user', 'author', 'committer', 'actor', 'assignee', 'requested_reviewer', 'creator', 'owner'];
const lists = ['assignees', 'requested_reviewers'];

/** Rows of `github.account` for everybody whom a column of the typed tables names. */
export function accountsOf(facts: Truth): TypedRow[] {
  const { issues, pulls, comments, reviews, reviewComments, issueEvents, commits } = facts;
  const { milestones, releases, forks, deployments } = facts;
  const threads = [issues, pulls, comments, reviews, reviewComments, issueEvents, commits];
  const rows = [...threads, milestones, releases, forks, deployments];
  const byId = new Map<number, TypedRow>();
  for (const row of rows.flat() as Record<string, unknown>[]) {
    const named = members.map((member) => row[member] as Account);
    for (const account of [...named, ...lists.flatMap((member) => (row[member] ?? []) as Account[])]) {
      const { id, login, type } = account ?? {};
      if (id === undefined || login === undefined) continue;
      const isBot = type === 'Bot' || login.endsWith('[bot]');
      byId.set(id, { account_id: id, login, account_type: type ?? null, is_bot: isBot });
    }
  }
  return [...byId.values()];
}
