import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { createDb } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { createTestDatabase } from '../support/global.ts';
import { groupBy } from '../support/group-by.ts';
import { openPoller } from '../support/open-poller.ts';
import { serveFeed } from '../support/serve-feed.ts';
import { readJsonLines, withData } from '../support/shared-data.ts';
import type { TestDatabase } from '../support/test-databases.ts';

interface Entry {
  id: string;
  type: string;
  repo: { id: number; name: string };
  payload: { action?: string };
  created_at: string;
}

type Recorded = { fetched_at: string; events: Entry[] };

const asOf = '2025-05-15T08:00:00Z';
const weekMs = 7 * 24 * 3_600_000;
const withRecording = withData('public-events/pages.jsonl.gz');

/** The plain computation that the views must equal: no SQL, one event after the other. */
function plainIntervals(events: Entry[]) {
  const end = Date.parse(asOf);
  const rows = new Map<string, { events: number; mean: number | null }>();
  for (const own of groupBy(events, ({ repo }) => repo.id).values()) {
    const window = own
      .filter(({ created_at: at }) => Date.parse(at) > end - weekMs && Date.parse(at) <= end)
      .sort(
        (one, other) => Date.parse(other.created_at) - Date.parse(one.created_at) || Number(other.id) - Number(one.id),
      )
      .slice(0, 500);
    const measures = new Map([
      ...groupBy(window, ({ type }) => `type ${type} `),
      ...groupBy(
        window.filter(({ payload }) => payload.action !== undefined),
        ({ type, payload }) => `type and action ${type} ${payload.action}`,
      ),
    ]);
    for (const [measure, some] of measures) {
      const times = some.map(({ created_at: at }) => Date.parse(at)).sort((one, other) => one - other);
      const gaps = times.slice(1).map((at, place) => (at - times[place]!) / 1000);
      const mean = gaps.length === 0 ? null : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
      rows.set(`${own[0]!.repo.id} ${measure}`, { events: times.length, mean });
    }
  }
  return rows;
}

describe('the recorded public feed, read by the activity that reads feeds', () => {
  let database: TestDatabase;
  let db: Pool;
  let events: Entry[];

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 4 });
  });
  after(async () => {
    await db.end();
    await database.drop();
  });

  withRecording(
    '20,721 rows become exactly 12,230 events, each id once',
    async (file) => {
      const recorded = readJsonLines<Recorded>(file);
      const rows = recorded.flatMap((answer) => answer.events);
      events = [...new Map(rows.map((event) => [event.id, event])).values()];
      assert.deepEqual([rows.length, events.length], [20_721, 12_230]);
      const feed = await serveFeed();
      const poller = openPoller(db, feed.url);
      try {
        for (const answer of recorded) {
          feed.show({ at: answer.fetched_at, pages: [answer.events] });
          const outcome = await poller.poll('public', { maxPages: 1 });
          assert.equal(outcome.kind, 'done');
          assert.deepEqual(outcome.kind === 'done' && outcome.wake, []);
        }
      } finally {
        await poller.close();
        await feed.close();
      }
      const { rows: stored } = await db.query(
        `select count(*)::int as rows, count(distinct event_id)::int as ids, count(distinct repository_id)::int as repositories,
         count(*) filter (where oddity is not null)::int as odd, count(*) filter (where html_url is null)::int as without_page
       from github.event`,
      );
      const pageless = events.filter(({ type }) => ['WatchEvent', 'DeleteEvent', 'MemberEvent'].includes(type)).length;
      assert.deepEqual(stored, [
        {
          rows: 12_230,
          ids: 12_230,
          repositories: new Set(events.map(({ repo }) => repo.id)).size,
          odd: 0,
          without_page: pageless,
        },
      ]);
      const { rows: status } = await db.query(
        `select rows_stored, gaps, complete_through, reason from report.sync_status where resource = 'public_events'`,
      );
      assert.deepEqual(status, [
        {
          rows_stored: 12_230,
          gaps: 0,
          complete_through: null,
          reason: 'A sample of what is public: GitHub shows less than a fifth of some kinds.',
        },
      ]);
    },
    180_000,
  );

  withRecording('the intervals equal a plain computation, for every repository, type and action', async () => {
    const rows = await runSql<{
      repository_id: number;
      measure: string;
      type: string;
      action: string | null;
      events: number;
      mean_seconds_between: number | null;
    }>(db, 'report/event_intervals', { repository: null, as_of: asOf });
    const plain = plainIntervals(events);
    assert.equal(rows.length, plain.size);
    for (const { repository_id: id, measure, type, action, events: count, mean_seconds_between: mean } of rows) {
      const wanted = plain.get(`${id} ${measure} ${type} ${action ?? ''}`);
      assert.ok(wanted, `${id} ${measure} ${type} ${action}`);
      assert.equal(count, wanted.events);
      if (wanted.mean === null) assert.equal(mean, null);
      else assert.ok(Math.abs(mean! - wanted.mean) < 1e-6, `${mean} ${wanted.mean}`);
    }
    // The busiest repository has fewer than 500 events: its window is the week.
    const [busiest] = await runSql<{ window_from: Date }>(db, 'report/event_intervals', {
      repository: rows[0]!.repository_id
        ? (events.find(({ repo }) => repo.id === rows[0]!.repository_id)?.repo.name ?? null)
        : null,
      as_of: asOf,
    });
    assert.equal(busiest?.window_from.toISOString(), new Date(Date.parse(asOf) - weekMs).toISOString());
  });

  withRecording(
    'counts by type, active repositories and those with more than one PullRequestEvent equal a plain count',
    async () => {
      const minutes = 6_000;
      const from = Date.parse(asOf) - minutes * 60_000;
      const recent = events.filter(
        ({ created_at: at }) => Date.parse(at) >= from && Date.parse(at) <= Date.parse(asOf),
      );
      assert.ok(recent.length > 1000);
      const span = { as_of: asOf, offset_minutes: minutes };
      const byType = groupBy(recent, ({ type }) => type);
      assert.deepEqual(
        new Map(
          (
            await runSql<{ type: string; events: number }>(db, 'report/event_counts', { ...span, repository: null })
          ).map((row) => [row.type, row.events]),
        ),
        new Map([...byType].map(([type, some]) => [type, some.length])),
      );
      const active = [...groupBy(recent, ({ repo }) => repo.id)]
        .map(([repository_id, some]) => ({ repository_id, events: some.length }))
        .sort((one, other) => other.events - one.events || one.repository_id - other.repository_id);
      const found = await runSql<{ repository_id: number; events: number }>(db, 'report/active_repositories', {
        ...span,
        limit: 20,
        skip: 5,
      });
      assert.deepEqual(
        found.map(({ repository_id, events: count }) => ({ repository_id, events: count })),
        active.slice(5, 25),
      );
      const pulls = [...groupBy(byType.get('PullRequestEvent') ?? [], ({ repo }) => repo.id)].filter(
        ([, some]) => some.length > 1,
      );
      const several = await runSql<{
        repository_id: number;
        pull_request_events: number;
        pull_requests_opened: number;
      }>(db, 'report/repositories_with_pull_requests', span);
      assert.ok(pulls.length > 3);
      assert.deepEqual(
        new Map(several.map((row) => [row.repository_id, [row.pull_request_events, row.pull_requests_opened]])),
        new Map(
          pulls.map(([id, some]) => [
            id,
            [some.length, some.filter(({ payload }) => payload.action === 'opened').length],
          ]),
        ),
      );
    },
  );

  withRecording('the hourly table equals a plain count, whatever the zone of the session is', async () => {
    const ids = [...groupBy(events, ({ repo }) => repo.id)]
      .sort((one, other) => other[1].length - one[1].length)
      .slice(0, 60);
    const repositoryIds = ids.map(([id]) => id);
    const plain = new Map<string, number>();
    for (const { repo, created_at: at, type } of ids.flatMap(([, some]) => some)) {
      const key = `${repo.id} ${at.slice(0, 13)} ${type}`;
      plain.set(key, (plain.get(key) ?? 0) + 1);
    }
    const input = { repositoryIds, months: [], all: false, asOf: '2025-05-31', isPast: false };
    const read = async () => {
      const { rows } = await db.query<{ key: string; events: number; month: string }>(
        `select repository_id || ' ' || to_char(hour at time zone 'utc', 'YYYY-MM-DD"T"HH24') || ' ' || type as key, events, month::text
         from kpi.event_counts_hourly order by 1`,
      );
      return rows;
    };
    const first = await computeKpiBatch(db, input);
    assert.deepEqual(first.failed, []);
    const rows = await read();
    assert.deepEqual(new Map(rows.map(({ key, events: count }) => [key, count])), plain);
    assert.deepEqual((await computeKpiBatch(db, { ...input, all: true })).families.event_counts, {
      written: 0,
      deleted: 0,
    });

    await db.query('delete from kpi.event_counts_hourly');
    await db.query(`alter database ${new URL(database.url).pathname.slice(1)} set timezone = 'Asia/Kolkata'`);
    const elsewhere = createDb(`${database.url}?options=-c%20timezone=Asia/Kolkata`, { size: 1 });
    try {
      await computeKpiBatch(elsewhere, { ...input, all: true });
    } finally {
      await elsewhere.end();
    }
    assert.deepEqual(await read(), rows);
  });
});
