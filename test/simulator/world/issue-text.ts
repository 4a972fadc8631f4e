import { toInstant } from './instant.ts';
import type { IssueState } from './issue-state.ts';
import type { ApiVersion } from './issue-json.ts';
import type { Label } from './label.ts';
import type { Milestone } from './milestones.ts';
import type { User } from './user.ts';

export interface Surroundings {
  fullName: string;
  /** The organisation or person that stands as a milestone's creator. */
  owner: object;
  /** The text of an account. */
  userText: (user: User) => string;
  /** Texts of labels and milestones, kept by object. */
  fragments: WeakMap<object, string>;
}

const none = '{"total":0,"completed":0,"percent_completed":0}';
const noDependencies = '{"blocked_by":0,"total_blocked_by":0,"blocking":0,"total_blocking":0}';
const noReactions = '"total_count":0,"+1":0,"-1":0,"laugh":0,"hooray":0,"confused":0,"heart":0,"rocket":0,"eyes":0';

/**
 * An issue's JSON text, with addresses of the repository's present name; 2026-03-10 has no `assignee`. It is put
 * together from kept fragments (a user alone is a kilobyte), since a page of a hundred is made in about a millisecond.
 */
export function issueText(state: IssueState, around: Surroundings, version: ApiVersion): string {
  const repositoryUrl = `https://api.github.com/repos/${around.fullName}`;
  const url = `${repositoryUrl}/issues/${state.number}`;
  const page = `https://github.com/${around.fullName}/${state.pullRequest ? 'pull' : 'issues'}/${state.number}`;
  const kept = (user: User | null) => (user === null ? 'null' : around.userText(user));
  const labels = state.labels.map((label) =>
    typeof label === 'string' ? JSON.stringify(label) : fragment(label, around, () => labelJson(label, repositoryUrl)),
  );
  const { milestone } = state;
  const milestoneText = milestone && fragment(milestone, around, () => milestoneJson(milestone, around));
  const node = Buffer.from(`${state.pullRequest ? 'PR' : 'I'}_${state.id}`).toString('base64');
  // JSON.stringify writes U+0000 and lone surrogates as escapes, as GitHub does.
  const parts = [
    `{"url":"${url}","repository_url":"${repositoryUrl}","labels_url":"${url}/labels{/name}",`,
    `"comments_url":"${url}/comments","events_url":"${url}/events","html_url":"${page}",`,
    `"id":${state.id},"node_id":"${node}","number":${state.number},"title":${JSON.stringify(state.title)},`,
    `"user":${kept(state.user)},"labels":[${labels.join()}],"state":"${state.state}","locked":${state.locked},`,
    version === '2022-11-28' ? `"assignee":${kept(state.assignees[0] ?? null)},` : '',
    `"assignees":[${state.assignees.map(kept).join()}],"milestone":${milestoneText},"comments":${state.comments},`,
    `"created_at":"${toInstant(state.createdAt)}","updated_at":"${toInstant(state.updatedAt)}",`,
    `"closed_at":${state.closedAt === null ? null : `"${toInstant(state.closedAt)}"`},`,
    `"author_association":${JSON.stringify(state.authorAssociation)},"type":null,"active_lock_reason":null,`,
    pullRequestText(state, `${repositoryUrl}/pulls/${state.number}`, page),
    `"body":${JSON.stringify(state.body)},"closed_by":${kept(state.closedBy)},`,
    `"reactions":{"url":"${url}/reactions",${noReactions}},"timeline_url":"${url}/timeline",`,
    `"performed_via_github_app":null,"state_reason":${JSON.stringify(state.stateReason)},"sub_issues_summary":${none},`,
    `"issue_dependencies_summary":${noDependencies},"issue_field_values":[]}`,
  ];
  const text = parts.join('');
  if (!state.recorded) return text;
  return JSON.stringify({ ...(JSON.parse(text) as object), ...state.recorded });
}

function fragment(value: object, { fragments }: Surroundings, json: () => unknown): string {
  const known = fragments.get(value);
  if (known !== undefined) return known;
  const made = JSON.stringify(json());
  fragments.set(value, made);
  return made;
}

/** A label with its address. */
export function labelJson(label: Label, repositoryUrl: string) {
  const node = Buffer.from(`LA_${label.id}`).toString('base64');
  return { ...label, node_id: node, url: `${repositoryUrl}/labels/${encodeURIComponent(label.name)}` };
}

function pullRequestText(state: IssueState, url: string, page: string): string {
  if (!state.pullRequest) return '';
  const { draft, mergedAt } = state.pullRequest;
  const addresses = `"url":"${url}","html_url":"${page}","diff_url":"${page}.diff","patch_url":"${page}.patch"`;
  return `"draft":${draft},"pull_request":{${addresses},"merged_at":${JSON.stringify(mergedAt)}},`;
}

/** A milestone as issues show it; its counts are only in the catalogue. */
export function milestoneJson(milestone: Milestone, { fullName, owner }: Pick<Surroundings, 'fullName' | 'owner'>) {
  const url = `https://api.github.com/repos/${fullName}/milestones/${milestone.number}`;
  return {
    url,
    html_url: `https://github.com/${fullName}/milestone/${milestone.number}`,
    labels_url: `${url}/labels`,
    node_id: Buffer.from(`MI_${milestone.id}`).toString('base64'),
    description: null,
    creator: owner,
    open_issues: 0,
    closed_issues: 0,
    state: 'open',
    created_at: '2009-10-22T00:00:00Z',
    updated_at: '2009-10-22T00:00:00Z',
    due_on: null,
    closed_at: null,
    ...milestone,
  };
}
