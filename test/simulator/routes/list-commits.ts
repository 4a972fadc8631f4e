import { json, notFound, refusal, type Answer } from '../http/answer.ts';
import { commitJson, fileJson, fullCommitJson } from '../json/commit-json.ts';
import { addressesOf } from '../json/addresses.ts';
import type { Commit } from '../world/commit-graph.ts';
import type { Person } from '../world/people.ts';
import type { RepositoryContext } from './context.ts';
import { arrayList, numberedList } from './numbered-list.ts';
import { invalidField, readInstant } from './read-query.ts';

const empty = (): Answer =>
  refusal(409, 'Git Repository is empty.', { url: 'https://docs.github.com/rest/commits/commits#list-commits' });

/** The commit of a SHA or of the default branch's name. */
function resolve({ repository }: RepositoryContext, ref: string | null): Commit | null {
  const head = repository.commits.head();
  if (ref === null || ref === '' || ['main', 'HEAD', 'refs/heads/main', 'heads/main'].includes(ref)) return head;
  return repository.commits.graph.find(ref);
}

const isBy = ({ account, email }: Person, who: string | null) =>
  who === null || email === who || account?.login.toLowerCase() === who.toLowerCase();

/** GET …/commits: from a SHA or the default branch, newest committed first; 409 where nothing was ever pushed. */
export function listCommits(context: RepositoryContext): Answer {
  const { repository, query, address } = context;
  if (!repository.commits.head()) return empty();
  const start = resolve(context, query.get('sha'));
  if (!start) return notFound();
  const [since, until] = [readInstant(query, 'since'), readInstant(query, 'until')];
  if (since === 'invalid' || until === 'invalid')
    return invalidField('Commit', since === 'invalid' ? 'since' : 'until');
  const [author, committer] = [query.get('author'), query.get('committer')];
  const all = repository.commits.graph.log(start.index);
  const isWhole = since === null && until === null && author === null && committer === null;
  const rows = isWhole
    ? all
    : all.filter(
        (commit) =>
          commit.committedAt >= (since ?? -Infinity) &&
          commit.committedAt <= (until ?? Infinity) &&
          isBy(commit.author, author) &&
          isBy(commit.author, committer),
      );
  const texts = (from: number, to: number) =>
    rows.slice(from, to).map((commit) => JSON.stringify(commitJson(repository, commit)));
  return numberedList(context, { address, total: rows.length, texts });
}

/** GET …/commits/{ref}. */
export function getCommit(context: RepositoryContext): Answer {
  const { repository, parameters } = context;
  if (!repository.commits.head()) return empty();
  const ref = parameters.ref ?? '';
  const commit = resolve(context, ref);
  if (commit) return json(200, fullCommitJson(repository, commit));
  return /^[0-9a-f]{40}$/.test(ref) ? refusal(422, `No commit found for SHA: ${ref}`) : notFound();
}

/** GET …/compare/{base}...{head}: commits oldest first, 250 unless paged; 404 where one end cannot be reached. */
export function compareCommits(context: RepositoryContext): Answer {
  const { repository, parameters, query, address } = context;
  const [baseRef, headRef, ...rest] = (parameters.basehead ?? '').split('...');
  const [base, head] = [resolve(context, baseRef ?? ''), resolve(context, headRef ?? '')];
  if (!baseRef || !headRef || rest.length || !base || !head) return notFound();
  const compared = repository.commits.graph.compare(base, head);
  if (!compared) return refusal(404, `No common ancestor between ${baseRef} and ${headRef}.`);
  const { ahead, behind, mergeBase } = compared;
  const { api, web } = addressesOf(repository);
  const isPaged = query.has('page') || query.has('per_page');
  const rows = ahead.map((commit) => commitJson(repository, commit));
  const page = arrayList(context, { address, rows, perPage: isPaged ? {} : { usual: 250, most: 250 } });
  const isFirst = Number(query.get('page') ?? '1') <= 1;
  const common = `${api}/compare/${parameters.basehead}`;
  const body = {
    url: common,
    html_url: `${web}/compare/${parameters.basehead}`,
    permalink_url: `${web}/compare/${base.sha}...${head.sha}`,
    diff_url: `${web}/compare/${parameters.basehead}.diff`,
    patch_url: `${web}/compare/${parameters.basehead}.patch`,
    base_commit: commitJson(repository, base),
    merge_base_commit: commitJson(repository, mergeBase),
    status: behind ? (ahead.length ? 'diverged' : 'behind') : ahead.length ? 'ahead' : 'identical',
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: JSON.parse(page.body) as unknown,
    files: isFirst
      ? ahead
          .filter(({ additions, deletions }) => additions + deletions > 0)
          .slice(-1)
          .map((commit) => fileJson(repository, commit))
      : [],
  };
  return json(200, body, page.links ? { links: page.links } : {});
}

const linkedEmails = 500;

/**
 * GET …/contributors: by their number of commits without merges, most first; `anon` adds addresses that no account
 * owns, and those behind the first five hundred. 204 where nothing was ever pushed.
 */
export function listContributors(context: RepositoryContext): Answer {
  const { repository, query, address } = context;
  const log = repository.commits.log();
  if (log.length === 0) return { status: 204, body: '', identity: null };
  const counts = new Map<Person, number>();
  for (const { author, parents } of log) if (parents.length < 2) counts.set(author, (counts.get(author) ?? 0) + 1);
  const byAccount = new Map<number, { row: Record<string, unknown>; contributions: number }>();
  const anonymous: { row: Record<string, unknown>; contributions: number }[] = [];
  const people = [...counts].sort(([, one], [, other]) => other - one);
  for (const [place, [{ account, name, email }, contributions]] of people.entries()) {
    const known = account && byAccount.get(account.id);
    if (known) known.contributions += contributions;
    else if (account && place < linkedEmails) byAccount.set(account.id, { row: { ...account }, contributions });
    else anonymous.push({ row: { email, name, type: 'Anonymous' }, contributions });
  }
  const withAnonymous = ['1', 'true'].includes(query.get('anon') ?? '');
  const rows = [...byAccount.values(), ...(withAnonymous ? anonymous : [])]
    .sort((one, other) => other.contributions - one.contributions)
    .map(({ row, contributions }) => ({ ...row, contributions }));
  return arrayList(context, { address, rows });
}
