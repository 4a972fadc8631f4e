import assert from 'node:assert/strict';
import pg from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { rebuildRepository } from '../../activities/raw/rebuild-repository.ts';
import { createDb } from '../../sql/db.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { tableDigests } from '../support/table-digests.ts';
import { typedDigests } from '../support/typed-digests.ts';
import { runCli } from './cli-run.ts';

const name = 'acme/abroad';

/** What an administrator may have set, and what a URL of the user's may ask for. */
const foreign = [
  `timezone = 'America/New_York'`,
  `datestyle = 'German, DMY'`,
  `intervalstyle = 'sql_standard'`,
  `default_transaction_isolation = 'serializable'`,
  `statement_timeout = '2s'`,
  `idle_session_timeout = '2s'`,
];

interface Standing {
  resource: string;
  state: string;
  /** Where it begins, in UTC. */
  since: string | null;
  pages: number;
}

const begun = ({ resource, since }: Standing) => ({ resource, since });

describe('a Postgres whose administrator has other ideas of a session', function () {
  this.timeout(180_000);
  let rig: Rig;
  let url: string;
  let from: string;

  before(async () => {
    rig = await createRig(import.meta.url);
    const database = new URL(rig.database.url).pathname.slice(1);
    const superuser = new pg.Client({ connectionString: rig.database.superuserUrl });
    await superuser.connect();
    try {
      for (const role of ['repometer', 'repometer_reader'])
        for (const setting of foreign)
          await superuser.query(`alter role ${role} in database ${database} set ${setting}`);
    } finally {
      await superuser.end();
    }
    const withOptions = new URL(rig.database.url);
    withOptions.searchParams.set('options', '-c timezone=America/New_York -c statement_timeout=2000');
    url = withOptions.href;
    rig.simulator.world.addRepository({ owner: 'acme', name: 'abroad', issues: 250, contributors: 4 });
    from = new Date(rig.simulator.world.clock().getTime() - 400 * 86_400_000).toISOString().slice(0, 10);
  });
  after(() => rig.close());

  async function standing(): Promise<Standing[]> {
    const { rows } = await rig.db.query<Standing>(
      `select resource, state, to_char(complete_from at time zone 'utc', 'YYYY-MM-DD HH24:MI') as since, pages::int
       from report.sync_status where repository = $1 order by resource`,
      [name],
    );
    return rows;
  }

  it('changes nothing of a load, of its beginning and of the next cycle', async () => {
    await rig.startWorker({ DATABASE_URL: url });
    await rig.startLoop(name, { resources: null, from });
    await rig.settled(name);
    const loaded = await standing();
    assert.deepEqual(
      loaded.filter(({ state }) => state !== 'ok' && state !== 'empty'),
      [],
    );
    assert.deepEqual([...new Set(loaded.map(({ since }) => since))].sort(), [`${from} 00:00`, null]);

    rig.simulator.world.repository(name).openIssue({ title: 'opened after the load' });
    await rig.cycle(name);
    const changed = await standing();
    assert.deepEqual(changed.map(begun), loaded.map(begun));
    const pages = (rows: Standing[]) => rows.reduce((sum, row) => sum + row.pages, 0);
    assert.ok(pages(changed) - pages(loaded) <= loaded.length, 'the second cycle read everything again');
  });

  it('lets a statement take longer than the administrator likes', async () => {
    const db = createDb(url, { size: 1 });
    try {
      await assert.doesNotReject(db.query('select pg_sleep(2.5)'));
    } finally {
      await db.end();
    }
  });

  it('changes nothing of migrate, rebuild, doctor, sql and reports', async () => {
    const digests = await typedDigests(rig.db);
    const environment = {
      DATABASE_URL: url,
      DATABASE_READER_URL: rig.database.readerUrl,
      GITHUB_API_URL: rig.simulator.url,
      GITHUB_TOKEN: 'rig-token',
      TEMPORAL_ADDRESS: rig.temporalAddress,
      TEMPORAL_NAMESPACE: rig.namespace,
    };
    const migrated = await runCli(['migrate'], environment);
    assert.equal(migrated.code, 0, migrated.err);
    const rebuilt = await runCli(['rebuild', name], environment);
    assert.equal(rebuilt.code, 0, rebuilt.err);
    assert.deepEqual(await typedDigests(rig.db), digests);
    const doctor = await runCli(['doctor', 'postgres'], environment);
    assert.equal(doctor.code, 0, `${doctor.out}${doctor.err}`);
    const select = `select current_setting('timezone') as zone, current_setting('datestyle') as style, max(created_at) as newest
      from report.issues`;
    const { out, err } = await runCli(['sql', select, '--format', 'json'], environment);
    assert.match(err, /^$/);
    const [row] = JSON.parse(out) as { zone: string; style: string; newest: string }[];
    assert.deepEqual([row?.zone, row?.style], ['UTC', 'ISO, MDY']);
    assert.match(row?.newest ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const report = await runCli(['report', 'issues', '--repository', name, '--format', 'json'], environment);
    assert.ok((JSON.parse(report.out) as unknown[]).length > 0, report.err);
  });

  it('is not needed: statements say their zone themselves', async () => {
    const options = '-c timezone=Asia/Kolkata -c datestyle=ISO -c statement_timeout=0';
    const abroad = new pg.Pool({ connectionString: rig.database.url, options, max: 2 });
    const asOf = rig.simulator.world.clock().toISOString().slice(0, 10);
    const { rows } = await rig.db.query<{ id: string }>('select repository_id::text as id from github.repository');
    const digestsAfter = async (pool: pg.Pool) => {
      await rebuildRepository(pool, name);
      await computeKpiBatch(pool, {
        repositoryIds: rows.map(({ id }) => id),
        months: [],
        all: true,
        asOf,
        isPast: false,
      });
      return tableDigests(rig.db);
    };
    try {
      const here = await digestsAfter(rig.db);
      assert.deepEqual(await digestsAfter(abroad), here);
      await rig.db.query('delete from kpi.issue_labels_monthly');
      assert.deepEqual(await digestsAfter(abroad), here);
    } finally {
      await abroad.end();
    }
  });
});
