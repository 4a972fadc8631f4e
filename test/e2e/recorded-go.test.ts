import assert from 'node:assert/strict';
import { addRecordedIssues } from '../simulator/recorded.ts';
import type { PlainIssue } from '../support/plain-label-kpis.ts';
import { computed } from '../support/computed.ts';
import { plainIssueLabelsMonthly } from '../support/plain-label-kpis.ts';
import { seededRandom } from '../support/random.ts';
import { readLabelRows } from '../support/read-label-rows.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { readJsonLines, recordedForm, withData } from '../support/shared-data.ts';
import { tableDigests } from '../support/table-digests.ts';

interface Recording {
  file: string;
  issues: number;
  /** When its first issue was opened, and a day after all that happened to them. */
  from: string;
  until: string;
}

const recording = (file: string): Recording => ({ file, issues: 17_549, from: '2009-10-22', until: '2016-10-31' });
const madeUp: Recording = {
  file: recordedForm('issues.jsonl'),
  issues: 300,
  from: '2013-09-03',
  until: '2016-11-30',
};
const seed = Number(process.env.REPOMETER_TEST_SEED ?? 20_261_121);

describe('issues as somebody recorded them, through the real loop', () => {
  let calm: Record<string, string> | undefined;

  async function load(
    title: string,
    meanwhile: (rig: Rig) => Promise<void>,
    { file, issues, from, until: lastDay }: Recording,
  ): Promise<Record<string, string>> {
    const rig = await createRig(`${import.meta.url}-${title}`, { latencyMs: 20 });
    try {
      const { world } = rig.simulator;
      // A fixed past, so that both loads see the same bytes.
      world.addRepository({
        owner: 'golang',
        name: 'go',
        id: 23_096_959,
        from,
        until: lastDay,
        contributors: 40,
      });
      assert.equal(await addRecordedIssues(world, 'golang/go', file), issues);
      await rig.startWorker();
      const handle = await rig.startLoop('golang/go');
      await meanwhile(rig);
      await rig.settled('golang/go', 1, 240_000);
      await computed(rig, 'golang/go');

      const recorded = readJsonLines<PlainIssue>(file);
      const { rows } = await rig.db.query<{ as_of: string; id: string }>(
        `select as_of::text, repository_id::text as id from kpi.computation where family = 'issue_labels'`,
      );
      assert.deepEqual(
        await readLabelRows(rig.db, rows[0]?.id ?? ''),
        plainIssueLabelsMonthly(recorded, rows[0]?.as_of ?? ''),
      );
      const history = await handle.describe();
      assert.ok(history.historyLength < 2000, `${history.historyLength} events`);
      return await tableDigests(rig.db);
    } finally {
      await rig.close();
    }
  }

  it('give the numbers of a separate computation, where they are made up in the trimmed form of a mirror', async () => {
    const tables = await load('made-up', () => Promise.resolve(), madeUp);
    assert.match(tables['github.issue'] ?? '', /^300 rows/);
  }).timeout(120_000);

  withData('go-issues/issues.jsonl.gz')(
    'give the numbers of a separate computation, all of golang/go',
    async (file) => {
      calm = await load('calm', () => Promise.resolve(), recording(file));
      assert.match(calm['github.issue'] ?? '', /^17549 rows/);
    },
    300_000,
  );

  withData('go-issues/issues.jsonl.gz')(
    'give the same tables when the worker is killed three times amid golang/go',
    async (file) => {
      const { issues } = recording(file);
      const random = seededRandom(seed);
      const kill = async (rig: Rig) => {
        for (let kills = 0; kills < 3; kills += 1) {
          const third = Math.floor(issues / 3.2);
          const target = kills * third + random.below(third);
          await until(async () => (await storedRows(rig)) >= target, { waitMs: 120_000 });
          await rig.stopWorker('SIGKILL');
          await rig.startWorker();
        }
      };
      assert.deepEqual(await load('killed', kill, recording(file)), calm, `seed ${seed}`);
    },
    400_000,
  );
});

async function storedRows({ db }: Rig): Promise<number> {
  const { rows } = await db.query<{ rows_stored: number }>(
    `select rows_stored from sync.resource where resource = 'issues'`,
  );
  return rows[0]?.rows_stored ?? 0;
}
