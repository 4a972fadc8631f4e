import { newNodeId } from '../json/addresses.ts';
import type { RouteContext } from '../routes/context.ts';
import { toInstant } from '../world/instant.ts';
import type { Repository } from '../world.ts';
import type { EventRow } from '../world/thread.ts';
import type { User } from '../world/user.ts';
import { actor } from './actor.ts';
import { connection } from './connection.ts';

interface TimelinePage {
  first: number;
  after?: string;
  itemTypes?: readonly string[];
}

/** What an event of the world is in GraphQL: its type, and the members of that type. */
interface TimelineItem {
  __typename: string;
  [member: string]: unknown;
}

interface Place {
  context: RouteContext;
  repository: Repository;
  number: number;
}

/** The events of an issue or a pull request, oldest first: of kinds that GraphQL knows, and none of a label that is gone. */
export function timelineItems(place: Place, { itemTypes, ...page }: TimelinePage) {
  const items = [...place.repository.core.threads.get(place.number).events]
    .sort((one, other) => one.id - other.id)
    .flatMap((event) => timelineItem(place, event) ?? [])
    .filter(({ __typename }) => !itemTypes || itemTypes.includes(itemTypeOf(__typename)));
  return connection(items, page, (item) => item);
}

const itemTypeOf = (type: string) => type.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();

function timelineItem(place: Place, event: EventRow): TimelineItem | null {
  const own = kinds[event.kind]?.(event.detail ?? {}, place);
  if (!own) return null;
  const { context, repository, number } = place;
  const initials = own.__typename.replace(/[^A-Z]/g, '');
  return {
    id: newNodeId(initials, repository.id, repository.store.get(number)?.id ?? 0, event.id),
    createdAt: toInstant(event.createdAt),
    actor: actor(context.world, event.actor),
    ...own,
  };
}

type Detail = Record<string, unknown>;
type Kind = (detail: Detail, place: Place) => TimelineItem | null;

const plain =
  (type: string): Kind =>
  () => ({ __typename: type });

/** The label as it is now. */
const ofLabel =
  (type: string): Kind =>
  (detail, { repository }) => {
    const label = repository.labels.meantBy(detail.label as { name: string });
    return label && { __typename: type, label: { id: newNodeId('LA', repository.id, label.id), name: label.name } };
  };

/** GraphQL names who did it, where REST names the assignee twice. */
const ofAssignee =
  (type: string): Kind =>
  (detail, { context: { world } }) => ({
    __typename: type,
    actor: actor(world, detail.assigner as User),
    assignee: actor(world, detail.assignee as User),
  });

const ofReviewer =
  (type: string): Kind =>
  (detail, { context: { world } }) => ({
    __typename: type,
    requestedReviewer: actor(world, detail.requested_reviewer as User),
  });

const ofMilestone =
  (type: string): Kind =>
  (detail) => ({ __typename: type, milestoneTitle: (detail.milestone as { title: string }).title });

const ofState =
  (type: string): Kind =>
  ({ state_reason: reason }) => ({
    __typename: type,
    closer: null,
    stateReason: typeof reason === 'string' ? reason.toUpperCase() : null,
  });

/** By REST's word. */
const kinds: Readonly<Record<string, Kind>> = {
  assigned: ofAssignee('AssignedEvent'),
  closed: ofState('ClosedEvent'),
  convert_to_draft: plain('ConvertToDraftEvent'),
  demilestoned: ofMilestone('DemilestonedEvent'),
  head_ref_deleted: plain('HeadRefDeletedEvent'),
  labeled: ofLabel('LabeledEvent'),
  locked: plain('LockedEvent'),
  mentioned: plain('MentionedEvent'),
  merged: (_, { repository, number }) => ({
    __typename: 'MergedEvent',
    commit: { oid: repository.commits.mergeOf(number) },
  }),
  milestoned: ofMilestone('MilestonedEvent'),
  ready_for_review: plain('ReadyForReviewEvent'),
  renamed: ({ rename }) => {
    const { from, to } = rename as { from: string; to: string };
    return { __typename: 'RenamedTitleEvent', previousTitle: from, currentTitle: to };
  },
  reopened: ofState('ReopenedEvent'),
  review_dismissed: plain('ReviewDismissedEvent'),
  review_request_removed: ofReviewer('ReviewRequestRemovedEvent'),
  review_requested: ofReviewer('ReviewRequestedEvent'),
  subscribed: plain('SubscribedEvent'),
  transferred: plain('TransferredEvent'),
  unassigned: ofAssignee('UnassignedEvent'),
  unlabeled: ofLabel('UnlabeledEvent'),
  unlocked: plain('UnlockedEvent'),
};
