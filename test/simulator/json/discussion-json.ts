import { toInstant } from '../world/instant.ts';
import type { Discussion } from '../world/discussions.ts';
import type { Repository } from '../world.ts';
import { addressesOf, nodeId, noReactions } from './addresses.ts';

/** A discussion as feeds tell of it: open, and without an answer. */
export function discussionJson(repository: Repository, discussion: Discussion) {
  const { id, number, title, author, createdAt } = discussion;
  const { api, web } = addressesOf(repository);
  const at = toInstant(createdAt);
  const began = toInstant(repository.plan.from);
  const category = { id: 1, node_id: nodeId('DIC', 1), repository_id: repository.id, emoji: ':speech_balloon:' };
  return {
    repository_url: api,
    category: {
      ...category,
      ...{ name: 'General', description: 'Whatever there is to say.', slug: 'general', is_answerable: false },
      ...{ created_at: began, updated_at: began },
    },
    answer_html_url: null,
    answer_chosen_at: null,
    answer_chosen_by: null,
    html_url: `${web}/discussions/${number}`,
    id,
    node_id: nodeId('D', id),
    number,
    title,
    user: author,
    labels: [],
    state: 'open',
    state_reason: null,
    locked: false,
    comments: 0,
    created_at: at,
    updated_at: at,
    author_association: 'NONE',
    active_lock_reason: null,
    body: title,
    reactions: noReactions(`${api}/discussions/${number}`),
    timeline_url: `${api}/discussions/${number}/timeline`,
  };
}
