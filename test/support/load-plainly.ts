import { runSql, statement } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import { ask, type Asked } from '../simulator/ask.ts';
import type { Simulator } from '../simulator/server.ts';
import type { Repository } from '../simulator/world.ts';

interface Load {
  db: Db;
  simulator: Simulator;
  repository: Repository;
}

interface List {
  /** Below `/repositories/{id}`. */
  path: string;
  stage: string;
  /** Where the rows land, and the column that has their id. */
  table: string;
  key: string;
  /** What names a row; default `id`. */
  member?: 'sha' | 'week';
}

const lists: readonly List[] = [
  { path: '/issues?state=all', stage: 'issues', table: 'issue', key: 'issue_id' },
  { path: '/pulls?state=all', stage: 'pull_requests', table: 'pull_request', key: 'pull_request_id' },
  { path: '/issues/comments?', stage: 'comments', table: 'comment', key: 'comment_id' },
  { path: '/pulls/comments?', stage: 'review_comments', table: 'review_comment', key: 'review_comment_id' },
  { path: '/issues/events?', stage: 'issue_events', table: 'issue_event', key: 'event_id' },
  { path: '/labels?', stage: 'labels', table: 'label', key: 'label_id' },
  { path: '/milestones?state=all', stage: 'milestones', table: 'milestone', key: 'milestone_id' },
  { path: '/releases?', stage: 'releases', table: 'release', key: 'release_id' },
  { path: '/forks?', stage: 'forks', table: 'fork', key: 'fork_id' },
  { path: '/deployments?', stage: 'deployments', table: 'deployment', key: 'deployment_id' },
  { path: '/commits?', stage: 'commits', table: 'commit', key: 'sha', member: 'sha' },
];
const starHistory = { path: '/stargazers/history?', stage: 'star_history', member: 'week' } as const;

const singles = ['user', 'author', 'committer', 'actor', 'assignee', 'requested_reviewer', 'creator', 'owner'];
const accountPaths = [...singles.map((member) => `$[*].${member}`), '$[*].assignees[*]', '$[*].requested_reviewers[*]'];

const answeredAt = ({ headers }: Asked) => new Date(headers.get('date') ?? '').toISOString();

/** Runs a stage statement with those of the usual parameters that it takes. */
async function stage({ db, repository }: Load, name: string, { answer, url }: { answer: Asked; url: string }) {
  const usual = {
    repository_id: repository.id,
    answered_at: answeredAt(answer),
    body: answer.text,
    cleaned_ids: [],
    paths: accountPaths,
    url,
  };
  const { parameters } = statement(`stage/${name}`);
  const taken = Object.entries(usual).filter(([parameter]) => parameters.includes(parameter));
  await runSql(db, `stage/${name}`, Object.fromEntries(taken));
}

/** Reads a list to its end; gives what its rows are named by, and when its last page was answered. */
async function walk(load: Load, { path, stage: name, member }: Pick<List, 'path' | 'stage' | 'member'>) {
  const seen: string[] = [];
  let at = '';
  const first = `${load.simulator.url}/repositories/${load.repository.id}${path}&per_page=100`;
  for (let url: string | undefined = first; url;) {
    const answer: Asked = await ask(load.simulator, url);
    if (answer.status !== 200) throw new Error(`${answer.status} at ${url}: ${answer.text}`);
    await stage(load, name, { answer, url });
    await stage(load, 'accounts', { answer, url });
    seen.push(...answer.json<Record<string, unknown>[]>().map((row) => String(row[member ?? 'id'])));
    at = answeredAt(answer);
    url = answer.links.next;
  }
  return { seen, at };
}

const reasons: Record<number, string> = { 301: 'transferred', 404: 'hidden', 410: 'deleted' };

/** Asks for a number that the list did not show: why it is gone, and where it went. */
async function findReason({ db, simulator, repository }: Load, number: number): Promise<void> {
  const answer = await ask(simulator, `/repositories/${repository.id}/issues/${number}`);
  const deletion = reasons[answer.status];
  if (deletion === undefined) throw new Error(`${answer.status} at number ${number}`);
  const values = { repository_id: repository.id, number, answered_at: answeredAt(answer), deletion };
  await runSql(db, 'absent/issue_gone', values);
  const [, toRepository, toNumber] = /(\d+)\/issues\/(\d+)$/.exec(answer.headers.get('location') ?? '') ?? [];
  if (deletion !== 'transferred') return;
  await db.query(
    `insert into github.issue_transfer (repository_id, number, to_repository_id, to_number, found_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [repository.id, number, toRepository, toNumber, answeredAt(answer)],
  );
}

/**
 * Reads everything of a repository of a world that stands still, with plain loops around the stage statements, and marks
 * what is gone: a second way to the tables that shares nothing with the engine but these statements. For small worlds.
 */
export async function loadPlainly(load: Load): Promise<void> {
  const { db, simulator, repository } = load;
  const below = `/repositories/${repository.id}`;
  for (const [path, name] of [
    ['', 'repository'],
    ['/stats/contributors', 'contributor_stats'],
  ] as const) {
    const url = `${simulator.url}${below}${path}`;
    await stage(load, name, { answer: await ask(simulator, url), url });
  }
  for (const list of lists) {
    const { seen, at } = await walk(load, list);
    if (list.table === 'issue') continue;
    await markGone(load, { ...list, seen, at });
  }
  const numbers = new Set([...repository.store.present()].map(({ number }) => number));
  for (let number = 1; number <= repository.store.highestNumber(); number += 1)
    if (!numbers.has(number)) await findReason(load, number);
  const reviews = { stage: 'reviews', table: 'review', key: 'review_id' };
  const seen: string[] = [];
  for (const { number, pullRequest } of repository.store.present())
    if (pullRequest) seen.push(...(await walk(load, { ...reviews, path: `/pulls/${number}/reviews?` })).seen);
  await markGone(load, { ...reviews, seen, at: new Date().toISOString() });
  const { seen: weeks } = await walk(load, starHistory);
  const days = weeks.map((week) => new Date(Number(week) * 1000).toISOString());
  await db.query('delete from github.star_week where repository_id = $1 and week <> all ($2::date[])', [
    repository.id,
    days,
  ]);
}

async function markGone(
  { db, repository }: Load,
  { table, key, seen, at }: { table: string; key: string; seen: string[]; at: string },
): Promise<void> {
  await db.query(
    `update github.${table} set deleted_at = $3
     where repository_id = $1 and deleted_at is null and ${key}::text <> all ($2::text[])`,
    [repository.id, seen, at],
  );
}
