import assert from 'node:assert/strict';
import { parse, validate } from 'graphql';
import { eventsQuery, moreEventsQuery } from '../../activities/store/graphql-events.ts';
import { moreReviewsQuery, readReviews, reviewRows, reviewsQuery } from '../../activities/store/graphql-reviews.ts';
import { costOf } from '../simulator/graphql/cost.ts';
import { githubSchema } from '../simulator/graphql/schema.ts';

const hundred = Array.from({ length: 100 }, (_, nth) => String(nth + 1));

const author = { __typename: 'User', login: 'ada', databaseId: 1 };
const review = {
  fullDatabaseId: '9007199254740995',
  state: 'APPROVED',
  body: '',
  submittedAt: '2026-01-02T03:04:05Z',
  authorAssociation: 'MEMBER',
  commit: { oid: 'abc' },
  author,
};
function answer(nodes: object[], { hasNextPage = false, totalCount = nodes.length } = {}): string {
  const reviews = { totalCount, pageInfo: { hasNextPage, endCursor: 'Y3Vyc29y' }, nodes };
  return JSON.stringify({ data: { repository: { databaseId: 5, p7: { id: 'PR_7', number: 7, reviews } } } });
}

describe('queries of GraphQL', function () {
  this.timeout(20_000);

  for (const [what, { query }] of [
    ['reviews of a hundred pull requests', reviewsQuery('acme/widgets', hundred)],
    ['more reviews of one', moreReviewsQuery({ node: 'PR_7', after: 'x' })],
    ['events of a hundred issues', eventsQuery('acme/widgets', hundred, new Set())],
    ['events of a hundred pull requests', eventsQuery('acme/widgets', hundred, new Set(hundred))],
    ['events of both', eventsQuery('acme/widgets', hundred, new Set(hundred.slice(40)))],
    ['more events of one', moreEventsQuery({ node: 'I_7', after: 'x' })],
  ] as const) {
    it(`${what}: GitHub's schema knows them, and they cost a point`, () => {
      const document = parse(query);
      assert.deepEqual(validate(githubSchema(), document).map(String), []);
      assert.equal(costOf(document).points, 1);
    });
  }

  it('hold no text that others have written', () => {
    const { query, variables } = reviewsQuery('acme/wid"gets', ['7']);
    assert.ok(!query.includes('gets'));
    assert.deepEqual(variables, { owner: 'acme', name: 'wid"gets' });
    assert.throws(() => reviewsQuery('acme/widgets', ['7) { id } #']), SyntaxError);
    assert.throws(() => eventsQuery('acme/widgets', ['7) { id } #'], new Set()), SyntaxError);
  });

  it('become rows as REST writes them, ids above 2^53 included', () => {
    assert.deepEqual(JSON.parse(reviewRows(answer([review]))), [
      {
        id: '9007199254740995',
        pull_request_url: '/pulls/7',
        user: { id: 1, type: 'User', login: 'ada' },
        author_association: 'MEMBER',
        state: 'APPROVED',
        body: '',
        commit_id: 'abc',
        submitted_at: '2026-01-02T03:04:05Z',
      },
    ]);
  });

  it('a bot has the ending in its login that REST gives it', () => {
    const bot = { ...review, author: { __typename: 'Bot', login: 'dependabot', databaseId: 49699333 } };
    const [row] = JSON.parse(reviewRows(answer([bot]))) as { user: object }[];
    assert.deepEqual(row?.user, { id: 49699333, type: 'Bot', login: 'dependabot[bot]' });
  });

  for (const [what, change] of Object.entries({
    'an author who is gone': { author: null },
    'an author without an id': { author: { __typename: 'EnterpriseUserAccount', login: 'ada' } },
    'a commit that is gone': { commit: null },
    'no id': { fullDatabaseId: null },
  })) {
    it(`${what}: none of the pull request's rows is taken`, () => {
      const text = answer([review, { ...review, ...change }]);
      assert.deepEqual(JSON.parse(reviewRows(text)), []);
      assert.equal(readReviews(text).parts[0]?.rows, null);
    });
  }

  it('tell where more of a pull request begins, and how many there are', () => {
    const [part] = readReviews(answer([review], { hasNextPage: true, totalCount: 230 })).parts;
    assert.deepEqual([part?.next, part?.total], [{ node: 'PR_7', after: 'Y3Vyc29y' }, 230]);
  });

  it('name what an answer lacks', () => {
    const lacking = [{ type: 'NOT_FOUND', path: ['repository', 'p8'], message: 'No' }];
    const text = JSON.stringify({ data: { repository: { databaseId: 5, p8: null } }, errors: lacking });
    assert.deepEqual(readReviews(text), { repositoryId: '5', parts: [], lacking: ['8'] });
  });

  it('cost what GitHub counts, up to its bounds', () => {
    const cost = (query: string) => costOf(parse(query));
    // GitHub, "Rate limits and query limits for the GraphQL API": 5,101 requests are 51 points.
    const documented = `{ viewer { repositories(first: 100) { nodes { issues(first: 50) { nodes { labels(first: 60) { nodes { id } } } } } } } }`;
    assert.deepEqual(cost(documented), { requests: 5_101, nodes: 305_100, points: 51 });
    assert.throws(() => cost(documented.replace('60', '100')), /exceeds the maximum limit of 500000/);
    assert.throws(() => cost('{ viewer { repositories(first: 101) { totalCount } } }'), /limit of 100 records/);
  });
});
