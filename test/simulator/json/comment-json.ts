import type { Repository } from '../world.ts';
import { toInstant } from '../world/instant.ts';
import type { IssueState } from '../world/issue-state.ts';
import { createRandom } from '../world/random.ts';
import type { CommentRow, ReviewCommentRow, ReviewRow } from '../world/thread.ts';
import { addressesOf, nodeId, noReactions } from './addresses.ts';

const openings = ['I see this, too.', 'Thank you!', 'Which version is it?', 'Fixed on main.', 'Could you add a test?'];

/** The body of a comment; one that was made up follows from its id. */
function bodyOf({ id, body }: CommentRow): string {
  if (body !== null) return body;
  const random = createRandom('body', id);
  return `${random.pick(openings)} ${'And more of it. '.repeat(random.integer(0, 8))}`.trim();
}

function associationOf(id: number, hasUser: boolean): string {
  return hasUser ? createRandom('association', id).pick(['NONE', 'CONTRIBUTOR', 'MEMBER']) : 'NONE';
}

/** An issue as it is, or as it was when it left: feeds tell of it even then. */
function stateOf(repository: Repository, number: number): IssueState {
  const state = repository.store.get(number) ?? repository.store.departure(number)?.state;
  if (!state) throw new Error(`${repository.fullName} never had number ${number}`);
  return state;
}

/** A comment of an issue or of a pull request's conversation. */
export function commentJson(repository: Repository, number: number, row: CommentRow) {
  const { api, web } = addressesOf(repository);
  const url = `${api}/issues/comments/${row.id}`;
  const isPull = stateOf(repository, number).pullRequest !== null;
  return {
    url,
    html_url: `${web}/${isPull ? 'pull' : 'issues'}/${number}#issuecomment-${row.id}`,
    issue_url: `${api}/issues/${number}`,
    id: row.id,
    node_id: nodeId('IC', row.id),
    user: row.user,
    created_at: toInstant(row.createdAt),
    updated_at: toInstant(row.updatedAt),
    body: bodyOf(row),
    author_association: associationOf(row.id, row.user !== null),
    reactions: noReactions(url),
    performed_via_github_app: null,
    pin: null,
    minimized: null,
  };
}

/** A comment on lines of a pull request. */
export function reviewCommentJson(repository: Repository, number: number, row: ReviewCommentRow) {
  const { api, web } = addressesOf(repository);
  const url = `${api}/pulls/comments/${row.id}`;
  const html = `${web}/pull/${number}#discussion_r${row.id}`;
  const pull = `${api}/pulls/${number}`;
  const { headSha, baseSha } = repository.pullOf(stateOf(repository, number));
  return {
    id: row.id,
    node_id: nodeId('PRRC', row.id),
    url,
    pull_request_review_id: row.reviewId,
    diff_hunk: '@@ -1,4 +1,6 @@\n+a line',
    path: row.path,
    commit_id: headSha,
    original_commit_id: baseSha,
    user: row.user,
    body: bodyOf(row),
    created_at: toInstant(row.createdAt),
    updated_at: toInstant(row.updatedAt),
    html_url: html,
    pull_request_url: pull,
    author_association: associationOf(row.id, row.user !== null),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pull } },
    reactions: noReactions(url),
    start_line: null,
    original_start_line: null,
    start_side: null,
    line: row.line,
    original_line: row.line ?? 1,
    side: 'RIGHT',
    ...(row.inReplyTo === null ? {} : { in_reply_to_id: row.inReplyTo }),
    position: row.line,
    original_position: row.line ?? 1,
    subject_type: 'line',
  };
}

/** A review; one that is pending has no `submitted_at`. */
export function reviewJson(repository: Repository, number: number, row: ReviewRow) {
  const { api, web } = addressesOf(repository);
  const html = `${web}/pull/${number}#pullrequestreview-${row.id}`;
  const pull = `${api}/pulls/${number}`;
  return {
    id: row.id,
    node_id: nodeId('PRR', row.id),
    user: row.user,
    body: row.body,
    state: row.state,
    html_url: html,
    pull_request_url: pull,
    author_association: associationOf(row.id, row.user !== null),
    _links: { html: { href: html }, pull_request: { href: pull } },
    ...(row.submittedAt === null ? {} : { submitted_at: toInstant(row.submittedAt) }),
    commit_id: row.commitId ?? repository.pullOf(stateOf(repository, number)).headSha,
  };
}
