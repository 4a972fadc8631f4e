import assert from 'node:assert/strict';
import { eventKinds } from '../../activities/store/event-kinds.ts';
import { eventRows, readEvents } from '../../activities/store/graphql-events.ts';
import { githubSchema } from '../simulator/graphql/schema.ts';
import { newNodeId } from '../simulator/json/addresses.ts';

const ada = { __typename: 'User', login: 'ada', databaseId: 1 };
const bob = { __typename: 'User', login: 'bob', databaseId: 2 };
const [asAda, asBob] = [ada, bob].map(({ login, databaseId: id }) => ({ id, type: 'User', login }));
const createdAt = '2020-01-02T03:04:05Z';
const label = { id: newNodeId('LA', 5, 2_080_459), name: 'bug' };

function event(type: string, more: object = {}) {
  return { __typename: type, id: newNodeId('E', 5, 3_000_000_007, 6_766_051_996), createdAt, actor: ada, ...more };
}

function answer(nodes: object[], { hasNextPage = false, totalCount = nodes.length, databaseId = 5 } = {}): string {
  const timelineItems = { totalCount, pageInfo: { hasNextPage, endCursor: 'Y3Vyc29y' }, nodes };
  return JSON.stringify({ data: { repository: { databaseId, p7: { id: 'I_7', number: 7, timelineItems } } } });
}

const rowOf = (node: object) => (JSON.parse(eventRows(answer([node]))) as Record<string, unknown>[])[0];

/** Members that every row has, with these of its own. */
const row = (word: string, own: object = {}) => ({
  id: '6766051996',
  issue: { number: 7 },
  event: word,
  actor: asAda,
  commit_id: null,
  created_at: createdAt,
  ...own,
});

describe('events of GraphQL', function () {
  this.timeout(20_000);

  for (const [node, expected] of [
    [event('LabeledEvent', { label }), row('labeled', { label: { id: '2080459', name: 'bug' } })],
    [event('UnlabeledEvent', { label }), row('unlabeled', { label: { id: '2080459', name: 'bug' } })],
    [event('ClosedEvent', { closer: null, stateReason: null }), row('closed', { state_reason: null })],
    [
      event('ClosedEvent', { closer: { oid: 'abc' }, stateReason: 'NOT_PLANNED' }),
      row('closed', { commit_id: 'abc', state_reason: 'not_planned' }),
    ],
    // By a pull request, of which REST says nothing here.
    [event('ClosedEvent', { closer: {}, stateReason: null }), row('closed', { state_reason: null })],
    [event('ReopenedEvent'), row('reopened')],
    [
      event('RenamedTitleEvent', { previousTitle: 'a', currentTitle: 'b' }),
      row('renamed', { rename: { from: 'a', to: 'b' } }),
    ],
    // As recorded: REST's actor is the assignee, whoever did it.
    [event('AssignedEvent', { assignee: bob }), row('assigned', { actor: asBob, assignee: asBob })],
    [event('UnassignedEvent', { assignee: bob }), row('unassigned', { actor: asBob, assignee: asBob })],
    [event('MilestonedEvent', { milestoneTitle: 'v1' }), row('milestoned', { milestone: { title: 'v1' } })],
    [event('DemilestonedEvent', { milestoneTitle: 'v1' }), row('demilestoned', { milestone: { title: 'v1' } })],
    [event('ReviewRequestedEvent', { requestedReviewer: bob }), row('review_requested', { requested_reviewer: asBob })],
    [event('ReviewRequestedEvent', { requestedReviewer: { __typename: 'Team' } }), row('review_requested')],
    [event('MergedEvent', { commit: { oid: 'abc' } }), row('merged', { commit_id: 'abc' })],
    [event('ReferencedEvent', { commit: { oid: 'abc' } }), row('referenced', { commit_id: 'abc' })],
    [event('HeadRefForcePushedEvent'), row('head_ref_force_pushed')],
    [event('SubscribedEvent'), row('subscribed')],
  ] as const) {
    const { id: _id, createdAt: _at, actor: _by, ...own } = node;
    it(`become rows as REST writes them: ${JSON.stringify(own)}`, () => {
      assert.deepEqual(rowOf(node), expected);
    });
  }

  for (const [what, node] of Object.entries({
    'an actor who is gone': event('ClosedEvent', { actor: null }),
    'an id of another repository': event('ClosedEvent', { id: newNodeId('CE', 6, 7, 8) }),
    'an id of an unknown form': event('ClosedEvent', { id: 'CE_kwDO' }),
    'a label with an id of an unknown form': event('LabeledEvent', { label: { id: 'LA_x', name: 'bug' } }),
    'an assignee who is gone': event('AssignedEvent', { assignee: null }),
    'a reviewer who is gone': event('ReviewRequestedEvent', { requestedReviewer: null }),
    'a commit that is gone': event('MergedEvent', { commit: null }),
    'a kind that REST writes in a way not known': event('BaseRefForcePushedEvent'),
    'a kind that was not asked for': event('IssueComment'),
  })) {
    it(`${what}: none of the issue's rows is taken`, () => {
      const text = answer([event('ReopenedEvent'), node]);
      assert.deepEqual(JSON.parse(eventRows(text)), []);
      assert.equal(readEvents(text).parts[0]?.rows, null);
    });
  }

  it('are those of the repository that was asked for', () => {
    const text = answer([event('ReopenedEvent')], { databaseId: 6 });
    assert.deepEqual([readEvents(text).repositoryId, JSON.parse(eventRows(text))], ['6', []]);
  });

  it('behind the first hundred name their repository, too', () => {
    const timelineItems = {
      totalCount: 101,
      pageInfo: { hasNextPage: false, endCursor: null },
      nodes: [event('ReopenedEvent')],
    };
    const node = { id: 'I_7', number: 7, repository: { databaseId: 5 }, timelineItems };
    const told = readEvents(JSON.stringify({ data: { node } }));
    assert.deepEqual(told, {
      repositoryId: '5',
      parts: [{ number: '7', rows: [row('reopened')], total: 101, next: null }],
      lacking: null,
    });
  });

  it('are of every kind of the timelines but those that REST has in no list of events, or in another one', () => {
    const elsewhere = [
      'CrossReferencedEvent',
      'IssueComment',
      'PullRequestCommit',
      'PullRequestCommitCommentThread',
      'PullRequestReview',
      'PullRequestReviewThread',
      'PullRequestRevisionMarker',
    ];
    const unions = ['IssueTimelineItems', 'PullRequestTimelineItems'].map((name) => {
      const union = githubSchema().getType(name);
      assert.ok(union && 'getTypes' in union);
      return union.getTypes().map((type) => type.name);
    }) as [string[], string[]];
    const [ofIssues, ofPulls] = unions.map((names) => names.filter((name) => !elsewhere.includes(name)).sort());
    assert.deepEqual(Object.keys(eventKinds).sort(), ofPulls);
    assert.deepEqual(
      Object.keys(eventKinds)
        .filter((kind) => !eventKinds[kind]?.isOfPulls)
        .sort(),
      ofIssues,
    );
  });
});
