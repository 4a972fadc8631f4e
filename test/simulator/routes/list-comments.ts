import { json, notFound, type Answer } from '../http/answer.ts';
import { commentJson, reviewCommentJson } from '../json/comment-json.ts';
import { secondOf } from '../world/row-id.ts';
import type { IndexEntry, RowIndex, RowOrder } from '../world/row-index.ts';
import type { CommentRow, ReviewCommentRow } from '../world/thread.ts';
import type { RepositoryContext } from './context.ts';
import { findIssue, findPull } from './find-issue.ts';
import { arrayList, numberedList } from './numbered-list.ts';
import { invalidField, readChoice, readInstant } from './read-query.ts';

interface Rows {
  index: RowIndex;
  text: (entry: IndexEntry) => string;
  sorts: readonly string[];
}

/** Comments of a whole repository: by id unless sorted, `direction` only with `sort`, `since` on `updated_at`. */
function listRows(context: RepositoryContext, { index, text, sorts }: Rows): Answer {
  const { query, options, world } = context;
  const since = readInstant(query, 'since');
  if (since === 'invalid') return invalidField('IssueComment', 'since');
  const isSorted = sorts.includes(query.get('sort') ?? '');
  const sort = query.get('sort') === 'updated' ? 'updated' : 'created';
  const isDescending = isSorted && query.get('direction') === 'desc';
  const lag = (options.listLagSeconds ?? 0) * 1000;
  const from = since === null ? null : options.sinceExclusive ? since + 1 : since;
  const rows = visible(index.order(sort, from), lag > 0 ? world.clock().getTime() - lag : Infinity);
  const texts = (start: number, end: number) => {
    const picked: string[] = [];
    for (let place = start; place < end; place += 1)
      picked.push(text(rows.at(isDescending ? rows.length - 1 - place : place)));
    return picked;
  };
  return numberedList(context, { address: context.address, total: rows.length, texts, cap: options.rowCap ?? 30_000 });
}

/** The rows that were there at a moment; what was edited since shows as it is now. */
function visible(rows: RowOrder, until: number): RowOrder {
  if (until === Infinity) return rows;
  const kept = Array.from({ length: rows.length }, (_, place) => rows.at(place)).filter(
    ({ id }) => secondOf(id) <= until,
  );
  return { length: kept.length, at: (place) => kept[place] as IndexEntry };
}

const byId = <T extends { id: number }>(rows: readonly T[], id: number) => rows.find((row) => row.id === id) as T;

/** GET …/issues/comments: of issues and of pull requests' conversations. */
export function listIssueComments(context: RepositoryContext): Answer {
  const { core } = context.repository;
  const text = ({ id, number }: IndexEntry) =>
    JSON.stringify(commentJson(context.repository, number, byId<CommentRow>(core.threads.get(number).comments, id)));
  return listRows(context, { index: core.indexes.comments, text, sorts: ['created', 'updated'] });
}

/** GET …/pulls/comments: on lines of pull requests. */
export function listReviewComments(context: RepositoryContext): Answer {
  const { core, facts } = context.repository;
  if (!facts.hasPullRequests) return notFound();
  const rowOf = ({ id, number }: IndexEntry) => byId<ReviewCommentRow>(core.threads.get(number).reviewComments, id);
  const text = (entry: IndexEntry) => JSON.stringify(reviewCommentJson(context.repository, entry.number, rowOf(entry)));
  return listRows(context, { index: core.indexes.reviewComments, text, sorts: ['created', 'created_at', 'updated'] });
}

/** GET …/issues/{issue_number}/comments, in the order of their ids. */
export function listCommentsOfIssue(context: RepositoryContext): Answer {
  const found = findIssue(context);
  if ('refused' in found) return found.refused;
  const since = readInstant(context.query, 'since');
  if (since === 'invalid') return invalidField('IssueComment', 'since');
  const { number } = found.state;
  const rows = context.repository.core
    .commentsOf(number)
    .filter(({ updatedAt }) => since === null || updatedAt >= since)
    .map((row) => commentJson(context.repository, number, row));
  return arrayList(context, { address: context.address, rows });
}

/** GET …/pulls/{pull_number}/comments. */
export function listReviewCommentsOfPull(context: RepositoryContext): Answer {
  const found = findPull(context);
  if ('refused' in found) return found.refused;
  const since = readInstant(context.query, 'since');
  if (since === 'invalid') return invalidField('PullRequestReviewComment', 'since');
  const sort = readChoice(context.query, 'sort', ['created', 'updated']);
  const sign = context.query.get('sort') !== null && context.query.get('direction') === 'desc' ? -1 : 1;
  const key = (row: ReviewCommentRow) => (sort === 'updated' ? row.updatedAt : row.id);
  const { number } = found.state;
  const rows = context.repository.core
    .reviewCommentsOf(number)
    .filter(({ updatedAt }) => since === null || updatedAt >= since)
    .sort((one, other) => sign * (key(one) - key(other) || one.id - other.id))
    .map((row) => reviewCommentJson(context.repository, number, row));
  return arrayList(context, { address: context.address, rows });
}

/** GET …/pulls/comments/{comment_id}. */
export function getReviewComment({ repository, parameters }: RepositoryContext): Answer {
  const { core, facts } = repository;
  const entry = facts.hasPullRequests ? core.indexes.reviewComments.find(Number(parameters.comment_id)) : null;
  if (!entry) return notFound();
  const row = byId<ReviewCommentRow>(core.threads.get(entry.number).reviewComments, entry.id);
  return json(200, reviewCommentJson(repository, entry.number, row));
}

/** GET …/issues/comments/{comment_id}. */
export function getIssueComment({ repository, parameters }: RepositoryContext): Answer {
  const { core } = repository;
  const entry = core.indexes.comments.find(Number(parameters.comment_id));
  if (!entry) return notFound();
  return json(200, commentJson(repository, entry.number, byId(core.threads.get(entry.number).comments, entry.id)));
}
