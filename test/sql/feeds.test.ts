import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createRawActivities } from '../../activities/raw/create-raw-activities.ts';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { openPoller } from '../support/open-poller.ts';
import type { Poller } from '../support/open-poller.ts';
import { serveFeed } from '../support/serve-feed.ts';
import type { FeedServer } from '../support/serve-feed.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const actor = { id: 11, login: 'ann', display_login: 'ann' };
const repo = { id: 7, name: 'acme/rocket', url: 'https://api.github.com/repos/acme/rocket' };
let lastId = 60_000_000_000;

/** Ids go down while time goes up: they have no order. */
const event = (at: string, more: Record<string, unknown> = {}) => ({
  id: String((lastId -= 7)),
  type: 'WatchEvent',
  actor,
  repo,
  payload: { action: 'started' },
  public: true,
  created_at: at,
  ...more,
});

const start = Date.parse('2026-03-01T00:00:00Z');
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString().replace('.000Z', 'Z');
/** The newest first, in pages of 100, at most 300. */
const pagesOf = (events: unknown[]) =>
  [0, 100, 200].map((from) => events.slice(from, from + 100)).filter((page, n) => n === 0 || page.length > 0);

describe('a feed', () => {
  let database: TestDatabase;
  let db: Pool;
  let feed: FeedServer;
  let poller: Poller;

  beforeEach(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 4 });
    feed = await serveFeed();
    poller = openPoller(db, feed.url);
    // The source is found already, as after a first look.
    await adopt('events/repository/acme/rocket', 'repository', 7, '/repositories/7/events');
  });
  afterEach(async () => {
    await poller.close();
    await feed.close();
    await db.end();
    await database.drop();
  });

  async function adopt(workflowId: string, kind: 'repository' | 'owner', id: number, path: string): Promise<void> {
    const resource = kind === 'repository' ? 'events' : 'owner_events';
    await db.query(
      `insert into sync.loop (workflow_id, kind, subject_kind, owner, name, subject_id, every, resources, state)
       values ($1, 'pollEvents', $2, 'acme', $3, $4, '15m', array[$5], 'loading')`,
      [workflowId, kind, kind === 'repository' ? 'rocket' : null, id, resource],
    );
    await db.query('insert into sync.feed (subject_kind, subject_id, resource, path) values ($1, $2, $3, $4)', [
      kind,
      id,
      resource,
      path,
    ]);
  }

  const look = (source = 'acme/rocket') => poller.poll(source);
  async function stored(): Promise<number> {
    const { rows } = await db.query<{ events: number }>('select count(*)::int as events from github.event');
    return rows[0]!.events;
  }
  const gaps = async () =>
    (await db.query<{ gap: string; bounds: string; is_open: boolean }>(`select gap, bounds, is_open from report.gaps`))
      .rows;

  it('that overflowed between two looks is a gap with its bounds', async () => {
    const events = Array.from({ length: 900 }, (_, n) => event(at(n))).reverse();
    feed.show({ at: at(100), pages: pagesOf(events.slice(-50)) });
    await look();
    // The newest event of the first look stands on the last page, where 300 are shown.
    feed.show({ at: at(350), pages: pagesOf(events.slice(-349)) });
    await look();
    assert.deepEqual([await stored(), await gaps()], [349, []]);
    feed.show({ at: at(900), pages: pagesOf(events) });
    await look();
    assert.equal(await stored(), 649);
    assert.deepEqual(await gaps(), [
      { gap: `events after ${at(348)}`, bounds: `${at(348)} to ${at(600)}`, is_open: true },
    ]);
    await computeKpiBatch(db, { repositoryIds: [7], months: [], all: false, asOf: '2026-03-31', isPast: false });
    const { rows } = await db.query(`select hour, events, is_complete from report.event_counts_hourly`);
    assert.deepEqual(rows, [{ hour: new Date(start), events: 649, is_complete: false }]);
  });

  it('is asked until a known event, stores each id once in whatever order, and costs nothing while it is unchanged', async () => {
    const events = Array.from({ length: 250 }, (_, n) => event(at(n * 60))).reverse();
    const shuffled = [
      ...events.slice(0, 90).sort((one, other) => Number(one.id) - Number(other.id)),
      ...events.slice(90),
    ];
    feed.show({ at: at(20_000), pages: pagesOf([...shuffled.slice(0, 100), ...shuffled.slice(98)]) });
    await look();
    assert.equal(await stored(), 250);
    const sent = feed.requests.length;
    const unchanged = await look();
    assert.deepEqual(
      feed.requests.slice(sent).map(({ status }) => status),
      [304],
    );
    const before = await db.query('select max(page_id) from raw.page');
    const more = [event(at(20_010)), event(at(20_005))];
    feed.show({ at: at(20_060), pages: pagesOf([...more, ...shuffled]) });
    const outcome = await look();
    // One request: its page ends with what is known.
    assert.deepEqual(
      feed.requests.slice(sent + 1).map(({ path }) => path),
      ['/repositories/7/events?per_page=100'],
    );
    assert.equal(await stored(), 252);
    assert.notDeepEqual((await db.query('select max(page_id) from raw.page')).rows, before.rows);
    assert.ok(unchanged.kind === 'done' && outcome.kind === 'done' && outcome.nextPollMs <= unchanged.nextPollMs);
    const { rows } = await db.query(
      `select not_modified, rows_stored, gaps from report.sync_status where resource = 'events'`,
    );
    assert.deepEqual(rows, [{ not_modified: 1, rows_stored: 252, gaps: 0 }]);
  });

  it('is read by each of two consumers of one address, as if it were alone', async () => {
    await adopt('events/owner/acme', 'owner', 70, '/repositories/7/events');
    const first = [event(at(10)), event(at(5))];
    feed.show({ at: at(60), pages: [first] });
    await look();
    await look('acme');
    feed.show({ at: at(120), pages: [[event(at(90)), ...first]] });
    await look();
    const second = await look('acme');
    assert.equal(second.kind === 'done' && second.rows, 3);
    assert.deepEqual(second.kind === 'done' && second.touched, ['acme/rocket']);
    assert.equal(await stored(), 3);
    assert.deepEqual(await gaps(), []);
  });

  it('tells a workflow that was killed before it heard of a look of it again', async () => {
    feed.show({ at: at(60), pages: [[event(at(10))]] });
    await look();
    feed.show({ at: at(120), pages: [[event(at(90)), event(at(10))]] });
    const heardPoll = 1;
    const told = await poller.poll('acme/rocket', { heardPoll });
    const again = await poller.poll('acme/rocket', { heardPoll });
    assert.deepEqual(told.kind === 'done' && told.touched, ['acme/rocket']);
    assert.deepEqual(again.kind === 'done' && again.touched, ['acme/rocket']);
    const later = await look();
    assert.deepEqual(later.kind === 'done' && later.touched, []);
  });

  it('keeps odd rows as they came, marks them, and stops at none', async () => {
    const odd = [
      event(at(50), { public: false, repo: {} }),
      event(at(49), { type: null }),
      event(at(48), { created_at: null }),
      event(at(47), { created_at: '1970-01-01T00:00:00Z' }),
      event(at(46), { actor: null, payload: {} }),
    ];
    feed.show({ at: at(60), pages: [odd] });
    await look();
    feed.show({ at: at(120), pages: [[event(at(100)), ...odd]] });
    await look();
    const { rows } = await db.query(
      `select repository_id, created_at is null as is_undated, oddity, entry ->> 'id' = event_id::text as has_entry
       from github.event where oddity is not null order by event_id desc`,
    );
    assert.deepEqual(rows, [
      { repository_id: null, is_undated: false, oddity: 'not public, without a repository', has_entry: true },
      { repository_id: 7, is_undated: false, oddity: 'without a type', has_entry: true },
      { repository_id: 7, is_undated: true, oddity: 'without a time', has_entry: true },
      { repository_id: 7, is_undated: true, oddity: 'without a time', has_entry: true },
    ]);
    assert.equal(await stored(), 6);
    assert.deepEqual(await gaps(), []);
  });

  it('means the same in the shape since October 2025 and in the one before', async () => {
    const pull = (number: number, more = {}) => ({
      number,
      pull_request: { number, url: `${repo.url}/pulls/${number}`, ...more },
    });
    const zero = '0'.repeat(40);
    const head = 'a'.repeat(40);
    feed.show({
      at: at(3600),
      pages: [
        [
          event(at(9), { type: 'PullRequestEvent', payload: { action: 'merged', ...pull(1) } }),
          event(at(8), { type: 'PullRequestEvent', payload: { action: 'closed', ...pull(2) } }),
          event(at(7), {
            type: 'PullRequestEvent',
            payload: { action: 'labeled', ...pull(3), label: { name: 'bug' }, labels: [{ name: 'bug' }] },
          }),
          event(at(6), {
            type: 'PullRequestEvent',
            payload: { action: 'assigned', ...pull(4), assignees: [{ id: 12, login: 'ben' }] },
          }),
          event(at(5), {
            type: 'DiscussionEvent',
            payload: {
              action: 'created',
              discussion: { number: 5, html_url: 'https://github.com/acme/rocket/discussions/5' },
            },
          }),
          event(at(4), {
            type: 'PullRequestEvent',
            payload: {
              action: 'closed',
              ...pull(6, { merged: true, html_url: 'https://github.com/acme/rocket/pull/6' }),
            },
          }),
          event(at(3), { type: 'PullRequestEvent', payload: { action: 'closed', ...pull(7, { merged: false }) } }),
          event(at(2), {
            type: 'PushEvent',
            payload: { repository_id: 7, push_id: 1, ref: 'refs/heads/main', head, before: zero },
          }),
          event(at(1), {
            type: 'PushEvent',
            payload: { push_id: 1, size: 1, ref: 'refs/heads/main', head, before: 'b'.repeat(40), commits: [] },
          }),
        ],
      ],
    });
    await look();
    const { rows } = await db.query(
      `select number, action, is_merged, label, assignee_account_id, replace(html_url, 'https://github.com/acme/rocket', '') as page
       from report.events order by created_at desc`,
    );
    const none = { is_merged: null, label: null, assignee_account_id: null };
    assert.deepEqual(rows, [
      { ...none, number: 1, action: 'merged', is_merged: true, page: '/pull/1' },
      { ...none, number: 2, action: 'closed', is_merged: false, page: '/pull/2' },
      { ...none, number: 3, action: 'labeled', label: 'bug', page: '/pull/3' },
      { ...none, number: 4, action: 'assigned', assignee_account_id: 12, page: '/pull/4' },
      { ...none, number: 5, action: 'created', page: '/discussions/5' },
      { ...none, number: 6, action: 'closed', is_merged: true, page: '/pull/6' },
      { ...none, number: 7, action: 'closed', is_merged: false, page: '/pull/7' },
      { ...none, number: null, action: null, page: `/commits/${head}` },
      { ...none, number: null, action: null, page: `/compare/${'b'.repeat(40)}...${head}` },
    ]);
  });

  it('goes with its day when it is old, and what was counted of it stays', async () => {
    const old = Date.now() - 500 * 24 * 3_600_000;
    const time = (seconds: number) => new Date(old + seconds * 1000).toISOString();
    feed.show({ at: time(60), pages: [[event(time(2)), event(time(1))]] });
    await look();
    const compute = () =>
      computeKpiBatch(db, {
        repositoryIds: [7],
        months: [],
        all: true,
        asOf: new Date().toISOString().slice(0, 10),
        isPast: false,
      });
    await compute();
    const counted = () => db.query('select hour, events from kpi.event_counts_hourly');
    const before = (await counted()).rows;
    assert.ok(before.length > 0);
    const housekeeping = createRawActivities({ db, rawDays: 30, eventDays: 400 });
    assert.match(String(await housekeeping.dropOldRaw()), /event_\d{4}_\d\d_\d\d/);
    assert.equal(await stored(), 0);
    await compute();
    assert.deepEqual((await counted()).rows, before);
  });

  it('tells the mean interval of the last 500 events, where a week has more', async () => {
    const asOf = '2026-03-08 00:00:00Z';
    await db.query(
      `select github.ensure_event_partitions(array(select generate_series('2026-03-01', '2026-03-08', interval '1 day')::date))`,
    );
    await db.query(
      `insert into github.event_repository (repository_id, name, named_at) values (77, 'busy/one', now())`,
    );
    // Every ten minutes in the first days, every minute in the last hours: 300 and 420 events of that week.
    await db.query(
      `insert into github.event (event_id, repository_id, created_at, type, first_seen_at, is_cleaned)
       select number, 77, case
         when number <= 300 then timestamptz '2026-03-02 00:00:00Z' + number * interval '10 minutes'
         else timestamptz '2026-03-07 16:59:00Z' + (number - 300) * interval '1 minute'
       end, 'PushEvent', now(), false
       from generate_series(1, 720) as number`,
    );
    const at = async (instant: string) =>
      (
        await db.query<{ events: number; mean: number; window_from: Date }>(
          `select events, mean_seconds_between as mean, window_from from report.event_intervals_at('{77}', $1)`,
          [instant],
        )
      ).rows;
    // The last 500 by time: 80 of the slow ones, from 2026-03-03 12:50 on, and all 420 of the fast ones.
    const first = new Date('2026-03-03T12:50:00Z');
    const last = new Date('2026-03-07T23:59:00Z');
    assert.deepEqual(await at(asOf), [
      { events: 500, mean: (last.getTime() - first.getTime()) / 1000 / 499, window_from: first },
    ]);
    // Fewer than 500 until then: the week.
    assert.deepEqual(await at('2026-03-07 00:00:00Z'), [
      { events: 300, mean: 600, window_from: new Date('2026-02-28T00:00:00Z') },
    ]);
  });
});
