import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { truth } from '../simulator/truth.ts';
import type { Repository } from '../simulator/world.ts';
import { createTestDatabase } from '../support/global.ts';
import { deriveLabelPeriods, endLabelPass, labelMismatches, replayedLabels } from '../support/label-history.ts';
import { loadLabelHistory } from '../support/load-label-history.ts';
import { seededRandom } from '../support/random.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const labels = ['bug', 'docs', 'performance', 'ui', 'later', 'naïve 🐞'];

describe('Label history of a simulated repository', () => {
  let database: TestDatabase;
  let db: Pool;
  let simulator: Simulator;
  let widgets: Repository;
  let random: ReturnType<typeof seededRandom>;
  let hour = 0;

  async function start(seed: number) {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 3 });
    simulator = await startSimulator({ seed, secondary: false });
    hour = 0;
    tick();
    widgets = simulator.world.addRepository({ owner: 'acme', name: 'widgets', issues: 80, contributors: 3 });
    random = seededRandom(seed);
  }
  afterEach(async () => {
    await db.end();
    await database.drop();
    await simulator.close();
  });

  function tick() {
    // Several changes share a second now and then.
    if (hour === 0 || random.below(4) > 0) hour += 1;
    simulator.world.setClock(new Date(Date.UTC(2026, 0, 1) + hour * 3_600_000).toISOString());
  }

  function live(changes: number, names: readonly string[]) {
    for (let left = changes; left > 0; left -= 1) {
      tick();
      const states = [...widgets.store.present()];
      const { number, state, labels: worn, pullRequest } = random.pick(states);
      const first = worn[0];
      const choice = random.below(7);
      if (choice < 3) widgets.label(number, random.pick(names));
      else if (choice < 5 && first) widgets.unlabel(number, typeof first === 'string' ? first : first.name);
      else if (choice === 5 && state === 'open') widgets.close(number);
      else if (choice === 6 && state === 'closed' && !pullRequest?.mergedAt) widgets.reopen(number);
      else if (choice === 5) widgets.openIssue({ title: 'New', labels: [random.pick(names)] });
    }
  }

  async function read() {
    tick();
    await loadLabelHistory(db, simulator, widgets);
    await deriveLabelPeriods(db, widgets.id);
    await endLabelPass(db, widgets.id);
  }

  function present(): Map<number, string[]> {
    const all = truth(simulator.world, widgets).issues as { number: number; labels: { name: string }[] }[];
    const worn = all.map(({ number, labels: own }) => [number, own.map(({ name }) => name).sort(byCode)] as const);
    return new Map(worn.filter(([, own]) => own.length > 0).sort(([one], [other]) => one - other));
  }
  const byCode = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

  async function assertReplayed() {
    assert.deepEqual(await replayedLabels(db, widgets.id), present());
    assert.deepEqual(await labelMismatches(db, widgets.id), []);
    assert.deepEqual(await endLabelPass(db, widgets.id), [], 'nothing is left to derive anew');
    assert.deepEqual(await deriveLabelPeriods(db, widgets.id), { written: 0, deleted: 0 });
  }

  for (const seed of [1, 2, 3]) {
    it(`leads to the present labels, whatever was renamed or deleted before and after (seed ${seed})`, async () => {
      await start(seed);
      live(150, labels);
      widgets.renameLabel('bug', 'defect');
      widgets.deleteLabel('later');
      live(100, ['defect', 'docs', 'ui', 'performance']);
      await read();
      await assertReplayed();
      const { rows } = await db.query(
        `select former_name, label.name from github.label_alias left join github.label using (label_id) order by 1`,
      );
      assert.deepEqual(
        rows.filter(({ former_name }) => ['bug', 'later'].includes(former_name as string)),
        [
          { former_name: 'bug', name: 'defect' },
          { former_name: 'later', name: null },
        ],
      );

      live(100, ['defect', 'docs', 'ui', 'performance']);
      widgets.renameLabel('defect', 'kind: defect');
      widgets.renameLabel('ui', 'area: ui');
      tick();
      widgets.deleteLabel('docs');
      await read();
      await assertReplayed();

      live(100, ['kind: defect', 'docs', 'defect', 'performance']);
      widgets.delete(5);
      widgets.hide(6);
      await read();
      await assertReplayed();
    });
  }

  it('names an issue whose events are not all there, and nothing once they are', async () => {
    await start(4);
    live(150, labels);
    await read();
    await assertReplayed();
    const { rows } = await db.query<{ number: number; event_id: string }>(
      `select number, event_id from github.issue_label_period where unlabeled_at is null and number > 20 order by number limit 1`,
    );
    const [{ number, event_id }] = rows as [{ number: number; event_id: string }];
    await db.query(`update github.issue_event set deleted_at = '2026-06-01' where event_id = $1`, [event_id]);
    await deriveLabelPeriods(db, widgets.id, [number]);
    const [first, ...others] = await labelMismatches(db, widgets.id);
    assert.deepEqual(others, []);
    assert.equal(first!.item, `names/${number}`);
    assert.deepEqual(await labelMismatches(db, widgets.id), [first], 'its version stays as long as the issue does');
    await db.query(`update github.issue set updated_at = updated_at + interval '1 second' where number = $1`, [number]);
    assert.notEqual((await labelMismatches(db, widgets.id))[0]!.version, first!.version);
    await db.query('update github.issue_event set deleted_at = null where event_id = $1', [event_id]);
    await deriveLabelPeriods(db, widgets.id, [number]);
    await assertReplayed();
  });
});
