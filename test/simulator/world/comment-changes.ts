import type { IssueCore } from './issue-core.ts';
import type { CommentRow } from './thread.ts';

export interface CommentDraft {
  /** A login; null: an account that no longer exists. Default: the repository's first contributor. */
  user?: string | null;
  body?: string;
  at?: string | Date;
}

/** Comments of issues and of pull requests' conversations. Each change moves the issue's `updated_at`. */
export function createCommentChanges(core: IssueCore) {
  const { threads, indexes, must } = core;

  function comment(number: number, { user, body = 'One more thing.', at }: CommentDraft = {}): number {
    const { comments } = must(number);
    const createdAt = core.moment(at);
    const author = user === null ? null : core.actor(user);
    const row = core.addComment(number, { user: author, body, createdAt, updatedAt: createdAt });
    core.bump(number, createdAt, { comments: comments + 1 });
    core.record('commented', number);
    return row.id;
  }

  /** The comment of an id and the number of its issue; throws where there is none. */
  function find(id: number): { number: number; row: CommentRow } {
    const entry = indexes.comments.find(id);
    const row = entry && threads.keep(entry.number).comments.find((known) => known.id === id);
    if (!entry || !row) throw new Error(`${core.fullName()} has no comment ${id}`);
    return { number: entry.number, row };
  }

  function editComment(id: number, body: string): void {
    const { number, row } = find(id);
    const updatedAt = core.moment();
    Object.assign(row, { body, updatedAt });
    indexes.comments.touch(id, updatedAt);
    core.bump(number, updatedAt);
    core.record('comment edited', number);
  }

  /** Deletes a comment without a trace. */
  function deleteComment(id: number): void {
    const { number, row } = find(id);
    row.isDeleted = true;
    indexes.comments.remove(id);
    core.bump(number, core.moment(), { comments: must(number).comments - 1 });
    core.record('comment deleted', number);
  }
  return { comment, editComment, deleteComment };
}
