import assert from 'node:assert/strict';
import type { CyclePlan } from '../../activities/sync/cycle/cycle-plan.ts';
import type { Resource } from '../../workflows/contract.ts';
import { readWaves } from '../../workflows/repository/read-waves.ts';

const status = { state: 'ok', rows: 0, reason: null, nextTryAt: null } as const;
const planned = (resource: Resource, isDue = true, after: Resource[] = [], isList = true) => ({
  ...status,
  resource,
  isList,
  isDue,
  after,
});

/** Plays a plan; what each list makes due is given by name, once for each reading. */
async function play(plan: CyclePlan, due: Partial<Record<Resource, Resource[][]>> = {}, mayGoOn = () => true) {
  const waves: Resource[][] = [];
  let wave: Resource[] = [];
  const left = await readWaves({
    plan,
    async read(resource) {
      if (wave.length === 0) waves.push(wave);
      wave.push(resource);
      await new Promise((resolve) => setImmediate(resolve));
      wave = [];
      return { followers: due[resource]?.shift() ?? [] };
    },
    mayGoOn,
  });
  return { waves, left };
}

describe('the waves of a cycle', () => {
  it('read what is due, at once, in the order of the plan, and nothing that is no list', async () => {
    const plan = [
      planned('repository', true, [], false),
      planned('issues'),
      planned('labels', false),
      planned('forks'),
    ];
    assert.deepEqual(await play(plan), { waves: [['issues', 'forks']], left: [] });
  });

  it('read a list after those that it needs, where they are read at all', async () => {
    const reviews = planned('reviews', true, ['issues', 'pull_requests']);
    const all = [planned('issues'), planned('pull_requests'), reviews];
    assert.deepEqual((await play(all)).waves, [['issues', 'pull_requests'], ['reviews']]);
    assert.deepEqual((await play([planned('issues', false), reviews])).waves, [['reviews']]);
  });

  it('read what a list has made due, also again, and only what the loop keeps', async () => {
    const plan = [planned('issues'), planned('comments', false), planned('labels'), planned('issue_events', false)];
    const due = {
      issues: [['comments', 'labels', 'milestones'] as Resource[]],
      labels: [[], ['issue_events'] as Resource[]],
    };
    assert.deepEqual(await play(plan, due), {
      waves: [['issues', 'labels'], ['comments', 'labels'], ['issue_events']],
      left: [],
    });
  });

  it('let a list wait for one that has just become due', async () => {
    const plan = [
      planned('issues'),
      planned('pull_requests', false),
      planned('reviews', true, ['issues', 'pull_requests']),
    ];
    assert.deepEqual((await play(plan, { issues: [['pull_requests']] })).waves, [
      ['issues'],
      ['pull_requests'],
      ['reviews'],
    ]);
  });

  it('end where lists make each other due for ever, and say what is left', async () => {
    const plan = [planned('labels'), planned('issue_events', false)];
    const always = (resource: Resource) => Array.from({ length: 50 }, () => [resource]);
    const { waves, left } = await play(plan, { labels: always('issue_events'), issue_events: always('labels') });
    assert.equal(waves.length, 8);
    assert.deepEqual(left, ['labels']);
  });

  it('go on where lists wait for each other in a circle', async () => {
    const plan = [planned('labels', true, ['milestones']), planned('milestones', true, ['labels'])];
    assert.deepEqual((await play(plan)).waves, [['labels', 'milestones']]);
  });

  it('stop when the cycle may not go on', async () => {
    const plan = [planned('issues'), planned('comments', false), planned('forks')];
    let asked = 0;
    const found = await play(plan, { issues: [['comments']] }, () => (asked += 1) === 1);
    assert.deepEqual(found, { waves: [['issues', 'forks']], left: ['comments'] });
  });
});
