import type { ApiVersion } from '../world/issue-json.ts';
import type { FeedItem, FeedSubject } from '../world/feed.ts';
import { toInstant } from '../world/instant.ts';
import type { EventRow } from '../world/thread.ts';
import type { IssueState } from '../world/issue-state.ts';
import { hashText } from '../world/random.ts';
import type { User } from '../world/user.ts';
import type { Repository } from '../world.ts';
import { commentJson, reviewCommentJson, reviewJson } from './comment-json.ts';
import { forkJson, releaseJson } from './catalogue-json.ts';
import { discussionJson } from './discussion-json.ts';

/** Ids of feeds are text of eleven digits that do not grow with time. */
function feedId(key: string): string {
  return String(40_000_000_000 + ((hashText(key) * 16 + (hashText(`${key}!`) % 16)) % 59_000_000_000));
}

const nobody = { id: 10_137, login: 'ghost' };
const noCommit = '0'.repeat(40);

function actorJson(user: User | null) {
  const { id, login } = user ?? nobody;
  const url = `https://api.github.com/users/${encodeURIComponent(login)}`;
  const avatar = `https://avatars.githubusercontent.com/u/${id}?`;
  return { id, login, display_login: login.replace('[bot]', ''), gravatar_id: '', url, avatar_url: avatar };
}

/** An entry of a feed; its repository has the name that it had then. */
export function feedJson(item: FeedItem, version: ApiVersion): Record<string, unknown> {
  const { repository, type, actor, at, key, subject } = item;
  const name = repository.nameAt(at);
  const { owner } = repository.facts;
  return {
    id: feedId(key),
    type,
    actor: actorJson(actor),
    repo: { id: repository.id, name, url: `https://api.github.com/repos/${name}` },
    payload: payloadJson(repository, subject, version, feedId(key)),
    public: true,
    created_at: toInstant(at),
    ...(owner.type === 'Organization' ? { org: actorJson(owner) } : {}),
  };
}

function issueOf(repository: Repository, state: IssueState, version: ApiVersion): unknown {
  return JSON.parse(repository.issueText(state, version));
}

function payloadJson(repository: Repository, subject: FeedSubject, version: ApiVersion, id: string): object {
  switch (subject.of) {
    case 'issue': {
      const { action, state, event } = subject;
      return { action, issue: issueOf(repository, state, version), ...changedBy(repository, event) };
    }
    case 'pull':
      return {
        action: subject.action,
        number: subject.state.number,
        pull_request: minimalPull(repository, subject.state),
        ...changedBy(repository, subject.event),
      };
    case 'discussion':
      return { action: 'created', discussion: discussionJson(repository, subject.discussion) };
    case 'comment': {
      const { state, row } = subject;
      const comment = commentJson(repository, state.number, row);
      return { action: 'created', issue: issueOf(repository, state, version), comment };
    }
    case 'review': {
      const { state, row } = subject;
      const review = reviewJson(repository, state.number, row);
      return { action: 'created', review, pull_request: minimalPull(repository, state) };
    }
    case 'review comment': {
      const comment = reviewCommentJson(repository, subject.state.number, subject.row);
      return { action: 'created', comment, pull_request: minimalPull(repository, subject.state) };
    }
    case 'push': {
      const { before, commit } = subject;
      const push = { repository_id: repository.id, push_id: Number(id) };
      return { ...push, ref: 'refs/heads/main', head: commit.sha, before: before ?? noCommit };
    }
    case 'release':
      return { action: 'published', release: releaseJson(repository, subject.release) };
    case 'fork':
      return { action: 'forked', forkee: forkJson(repository, subject.fork, version) };
    case 'watch':
      return { action: 'started' };
  }
}

/** The label or the person that an event is about: alone, and as a list of one. */
function changedBy(repository: Repository, event: EventRow | null): object {
  const { label, assignee } = event?.detail ?? {};
  const named = (label as { name: string } | undefined)?.name;
  const shown = named === undefined ? undefined : labelOf(repository, named);
  return {
    ...(shown ? { label: shown, labels: [shown] } : {}),
    ...(assignee ? { assignee, assignees: [assignee] } : {}),
  };
}

function labelOf(repository: Repository, name: string): object {
  const { id, color, description, default: isDefault } = repository.labels.look(name);
  const url = `https://api.github.com/repos/${repository.fullName}/labels/${encodeURIComponent(name)}`;
  return { id, node_id: Buffer.from(`LA_${id}`).toString('base64'), url, name, color, description, default: isDefault };
}

/** All that feeds tell of a pull request since 2025-10: two ends, no title, no author. */
function minimalPull(repository: Repository, state: IssueState) {
  const { id, headRef, headSha, baseRef, baseSha } = repository.pullOf(state);
  const name = repository.fullName;
  const repo = { id: repository.id, url: `https://api.github.com/repos/${name}`, name: name.split('/')[1] };
  const head = { ref: headRef, sha: headSha, repo };
  const base = { ref: baseRef, sha: baseSha, repo };
  return { id, number: state.number, url: `${repo.url}/pulls/${state.number}`, head, base };
}
