import type { Commits } from './commit-changes.ts';
import { shaOf } from './commit-graph.ts';
import { toInstant } from './instant.ts';
import type { IssueCore } from './issue-core.ts';
import type { IssueDraft, IssueState } from './issue-state.ts';
import { pullDetails, type PullDetails, type PullOverrides } from './pull-details.ts';
import type { User } from './user.ts';

interface Place {
  core: IssueCore;
  seed: string;
  commits: Commits;
  owner: () => User;
  edit: (number: number, draft: IssueDraft) => void;
}

/** What happens to a pull request beside what happens to any issue. */
export function createPullChanges({ core, seed, commits, owner, edit }: Place) {
  const overrides = new Map<number, PullOverrides>();
  let pushes = 0;

  const pull = (number: number): PullDetails => pullOf(core.must(number));

  function pullOf(state: IssueState): PullDetails {
    const { number } = state;
    if (!state.pullRequest) throw new Error(`${core.fullName()} ${number} is no pull request`);
    const { repositoryId, threads } = core;
    const more = { owner: owner(), thread: threads.get(number), commits, overrides: overrides.get(number) };
    return pullDetails(state, { repositoryId, seed, ...more });
  }

  /** Merges a pull request: its commits come to the default branch, it is merged and closed. Gives the commit's SHA. */
  function mergePull(
    number: number,
    { method = 'merge', by }: { method?: 'merge' | 'squash'; by?: string } = {},
  ): string {
    const { user, title, state } = core.must(number);
    if (state === 'closed') throw new Error(`${core.fullName()} ${number} is closed`);
    const merger = core.actor(by);
    const author = user && user.type === 'User' ? { author: user.login } : {};
    const message = `Merge pull request #${number}\n\n${title}`;
    const pushed =
      method === 'merge'
        ? commits.pushBranch(author, merger, message)
        : { tip: pull(number).headSha, merge: commits.push({ ...author, message: `${title} (#${number})` }, merger) };
    overrides.set(number, { ...overrides.get(number), headSha: pushed.tip });
    commits.setMerge(number, pushed.merge);
    const now = new Date(core.moment());
    const pullRequest = { mergedAt: toInstant(now.getTime()), draft: false };
    edit(number, { pullRequest, state: 'closed', closedAt: now, stateReason: null, ...(by ? { by } : {}) });
    return pushed.merge;
  }

  function setDraft(number: number, draft: boolean): void {
    const { pullRequest } = core.must(number);
    if (!pullRequest) throw new Error(`${core.fullName()} ${number} is no pull request`);
    edit(number, { pullRequest: { mergedAt: pullRequest.mergedAt, draft } });
  }

  /** Pushes to the branch of a pull request: its head is another commit. */
  function pushHead(number: number, { force = false } = {}): string {
    const headSha = shaOf(`${core.repositoryId}/${number}/head/${(pushes += 1)}`);
    overrides.set(number, { ...overrides.get(number), headSha });
    const at = core.moment();
    if (force) core.append(number, { kind: 'head_ref_force_pushed', actor: core.actor(), createdAt: at, detail: null });
    core.bump(number, at);
    core.record('head pushed', number);
    return headSha;
  }

  /** Changes where a pull request comes from or goes to: `headOwner: null` is a deleted fork. */
  function editPull(number: number, changed: PullOverrides): void {
    const from = pull(number);
    overrides.set(number, { ...overrides.get(number), ...changed });
    const at = core.moment();
    if (changed.baseRef !== undefined && changed.baseRef !== from.baseRef)
      core.append(number, { kind: 'base_ref_changed', actor: core.actor(), createdAt: at, detail: null });
    core.bump(number, at);
    core.record('pull request edited', number);
  }
  return {
    pull,
    /** The same of a pull request that may be gone. */
    pullOf,
    mergePull,
    convertToDraft: (number: number) => setDraft(number, true),
    readyForReview: (number: number) => setDraft(number, false),
    pushHead,
    editPull,
  };
}
