import { notFound, type Answer } from '../http/answer.ts';
import { commitJson } from '../json/commit-json.ts';
import { commentJson, reviewJson } from '../json/comment-json.ts';
import { issueEventJson } from '../json/issue-event-json.ts';
import type { ApiVersion } from '../world/issue-json.ts';
import type { IssueState } from '../world/issue-state.ts';
import type { IndexEntry } from '../world/row-index.ts';
import type { EventRow } from '../world/thread.ts';
import type { Repository } from '../world.ts';
import type { RepositoryContext } from './context.ts';
import { findIssue } from './find-issue.ts';
import { arrayList, numberedList } from './numbered-list.ts';

/** An event with the issue as it is now; null where that is gone and its events are not. */
function withIssue(repository: Repository, { id, number }: IndexEntry, version: ApiVersion): string {
  const row = repository.core.threads.get(number).events.find((event) => event.id === id) as EventRow;
  const text = JSON.stringify(issueEventJson(repository, number, row));
  const state = repository.store.get(number);
  return `${text.slice(0, -1)},"issue":${state ? repository.issueText(state, version) : 'null'}}`;
}

/** GET …/issues/events: of all issues, newest first; no `since`, and no end but the cap. */
export function listIssueEvents(context: RepositoryContext): Answer {
  const { repository, options, version, world, address } = context;
  const all = repository.core.indexes.events.order('created');
  const lag = (options.listLagSeconds ?? 0) * 1000;
  const until = world.clock().getTime() - lag;
  let total = all.length;
  while (lag > 0 && total > 0 && all.at(total - 1).updatedAt > until) total -= 1;
  const texts = (start: number, end: number) => {
    const picked: string[] = [];
    for (let place = start; place < end; place += 1)
      picked.push(withIssue(repository, all.at(total - 1 - place), version));
    return picked;
  };
  const refusedFrom = options.issueEventRows === undefined ? {} : { refusedFrom: { row: options.issueEventRows } };
  return numberedList(context, { address, total, texts, cap: options.rowCap ?? 30_000, ...refusedFrom });
}

/** GET …/issues/events/{event_id}. */
export function getIssueEvent({ repository, parameters, version }: RepositoryContext): Answer {
  const entry = repository.core.indexes.events.find(Number(parameters.event_id));
  return entry ? { status: 200, body: withIssue(repository, entry, version) } : notFound();
}

/** GET …/issues/{issue_number}/events, oldest first, without the issue. */
export function listEventsOfIssue(context: RepositoryContext): Answer {
  const found = findIssue(context);
  if ('refused' in found) return found.refused;
  const { number } = found.state;
  const { events } = context.repository.core.threads.get(number);
  const rows = inOrder(events).map((row) => issueEventJson(context.repository, number, row));
  return arrayList(context, { address: context.address, rows });
}

const inOrder = <T extends { id: number }>(rows: readonly T[]) => [...rows].sort((one, other) => one.id - other.id);

/** GET …/issues/{issue_number}/timeline: events, comments, reviews and the merged commit in one list. */
export function listTimeline(context: RepositoryContext): Answer {
  const found = findIssue(context);
  if ('refused' in found) return found.refused;
  const excluded = new Set((context.query.get('exclude') ?? '').split(','));
  const rows = timeline(context.repository, found.state).filter(({ event }) => !excluded.has(String(event)));
  return arrayList(context, { address: context.address, rows });
}

function timeline(repository: Repository, state: IssueState): Record<string, unknown>[] {
  const { number } = state;
  const { events, comments, reviews } = repository.core.threads.get(number);
  const rows: { at: number; row: Record<string, unknown> }[] = [];
  for (const event of events) rows.push({ at: event.createdAt, row: issueEventJson(repository, number, event) });
  for (const comment of comments) {
    if (comment.isDeleted) continue;
    const row = { ...commentJson(repository, number, comment), event: 'commented', actor: comment.user };
    rows.push({ at: comment.createdAt, row });
  }
  for (const review of reviews) {
    if (review.state === 'PENDING') continue;
    const row = { ...reviewJson(repository, number, review), event: 'reviewed', state: review.state.toLowerCase() };
    rows.push({ at: review.submittedAt ?? state.updatedAt, row });
  }
  const head = state.pullRequest ? repository.commits.graph.find(repository.pull(number).headSha) : null;
  if (head) {
    // A committed row has neither id nor time nor actor of its own.
    const { commit, parents, sha, node_id: node, html_url: page } = commitJson(repository, head);
    const { author, committer, message, tree, verification, url } = commit as Record<string, unknown>;
    const row = { event: 'committed', sha, node_id: node, url, html_url: page, author, committer, message, tree };
    rows.push({ at: head.committedAt, row: { ...row, verification, parents } });
  }
  return rows.sort((one, other) => one.at - other.at).map(({ row }) => row);
}
