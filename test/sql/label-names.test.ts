// Whatever the labels of a repository were called before we looked: replaying their events ends with the labels of now.
// LABEL_NAME_SEEDS=300-400 runs other seeds than the usual two hundred.
import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import type { Repository } from '../simulator/world.ts';
import { assertLabelMonth } from '../support/assert-label-month.ts';
import { findLabelDifferences } from '../support/compare-label-history.ts';
import { createTestDatabase } from '../support/global.ts';
import { deriveLabelPeriods, endLabelPass } from '../support/label-history.ts';
import { createLabelStories } from '../support/label-stories.ts';
import { loadLabelHistory } from '../support/load-label-history.ts';
import { seededRandom } from '../support/random.ts';
import { storeRepository, storeResource } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const [first = 1, last = first] = (process.env.LABEL_NAME_SEEDS ?? '1-200').split('-').map(Number);
const atOnce = 20;
const hour = 3_600_000;

/** What GraphQL has told, by the seed; elsewhere nothing. */
const identities: Record<number, { share: number; isAlone: boolean }> = {
  1: { share: 50, isAlone: false },
  2: { share: 50, isAlone: true },
  3: { share: 100, isAlone: false },
};

describe('Random histories of label names', () => {
  let database: TestDatabase;
  let db: Pool;
  let simulator: Simulator;
  let now = 0;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 3 });
    simulator = await startSimulator({ seed: 1, secondary: false });
  });
  after(async () => {
    await db.end();
    await database.drop();
    await simulator.close();
  });

  function passTime(hours: number): void {
    now += hours * hour;
    simulator.world.setClock(new Date(now).toISOString());
  }

  /** What the product does once a cycle has read everything. */
  async function look(repository: Repository, identity?: { share: number; isAlone: boolean }): Promise<void> {
    await loadLabelHistory(db, simulator, repository);
    if (identity) await identify(repository, identity);
    await deriveLabelPeriods(db, repository.id);
    await endLabelPass(db, repository.id);
    const through = new Date(now).toISOString();
    for (const resource of ['issues', 'issue_events', 'labels']) {
      await storeResource(db, repository.id, resource, through);
    }
  }

  /** What GraphQL tells of some events: which label they are of; where it alone has told them, that label's name of today. */
  async function identify(
    repository: Repository,
    { share, isAlone }: { share: number; isAlone: boolean },
  ): Promise<void> {
    const chance = seededRandom(repository.id);
    const told = [...repository.store.present()]
      .flatMap(({ number }) => repository.core.threads.get(number).events)
      .flatMap(({ id, detail }) => {
        const label = detail?.label ? repository.labels.meantBy(detail.label as { name: string }) : null;
        return label && chance.below(100) < share ? [{ id, labelId: label.id, name: label.name }] : [];
      });
    await db.query(
      `update github.issue_event set label_id = told.label_id, label_name = coalesce(told.name, label_name)
       from unnest($2::bigint[], $3::bigint[], $4::text[]) as told (event_id, label_id, name)
       where repository_id = $1 and issue_event.event_id = told.event_id`,
      [
        repository.id,
        told.map(({ id }) => id),
        told.map(({ labelId }) => labelId),
        told.map(({ name }) => (isAlone ? name : null)),
      ],
    );
  }

  /** Events of which GraphQL has told the label, and that count under another name than it has. */
  async function misnamed(repository: Repository): Promise<unknown[]> {
    const { rows } = await db.query(
      `select period.number::int, period.event_id::text, period.label, label.name
       from github.issue_label_period as period
       join github.issue_event as event using (repository_id, event_id)
       join github.label using (repository_id, label_id)
       where repository_id = $1 and period.label <> label.name`,
      [repository.id],
    );
    return rows;
  }

  async function assertAgrees(repository: Repository, context: string): Promise<void> {
    const { world } = simulator;
    assert.deepEqual(await findLabelDifferences({ db, world, repository }), [], context);
    assert.deepEqual(await misnamed(repository), [], context);
    assert.deepEqual(await endLabelPass(db, repository.id), [], `${context}: nothing is left to derive anew`);
    assert.deepEqual(await deriveLabelPeriods(db, repository.id), { written: 0, deleted: 0 }, context);
    await assertLabelMonth(db, repository.id, new Date(now).toISOString().slice(0, 10), context);
  }

  async function live(seed: number): Promise<void> {
    const random = seededRandom(seed);
    now = Date.UTC(2026, 0, 1) + random.below(48) * hour;
    passTime(0);
    const name = `names-${seed}`;
    const repository = simulator.world.addRepository({ owner: 'acme', name, issues: 3, contributors: 2 });
    await storeRepository(db, repository.id, `acme/${name}`);
    const tell = createLabelStories(repository, random);
    const told: string[] = [];
    for (const changes of seed % 4 === 0 ? [50, 12, 12] : [60]) {
      for (let left = changes; left > 0; left -= 1) {
        // Several changes share a second now and then.
        if (random.below(4) > 0) passTime(1 + random.below(60));
        told.push(tell());
      }
      passTime(1);
      await look(repository, identities[seed % 5]);
      await assertAgrees(repository, `seed ${seed}, after: ${told.slice(-12).join(', ')}`);
    }
  }

  for (let seed = first; seed <= last; seed += atOnce) {
    const upTo = Math.min(seed + atOnce - 1, last);
    it(`end with the labels that issues carry, at the first look and at later ones (seeds ${seed} to ${upTo})`, async function () {
      this.timeout(120_000);
      for (let one = seed; one <= upTo; one += 1) await live(one);
    });
  }

  it('were of every kind', async () => {
    const { rows } = await db.query<Record<string, number>>(
      `select
         count(*) filter (where begun_by = 'unknown')::int as begins,
         count(*) filter (where ended_by = 'unknown')::int as ends,
         (select count(*) from github.label_alias where label_id is not null)::int as renamed,
         (select count(*) from github.label_alias where taken_at is not null)::int as taken,
         (select count(*) from github.label_former_name)::int as former,
         (select count(*) from github.label_told_name)::int as told
       from github.issue_label_period`,
    );
    for (const [kind, count] of Object.entries(rows[0]!)) assert.ok(count > 20, `${kind}: ${count}`);
  });
});
