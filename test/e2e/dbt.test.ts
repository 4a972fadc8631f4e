import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { childEnvironment } from '../../config.ts';
import { productFolder } from '../../programs.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { loadFixture, queryCsv } from '../support/load-fixture.ts';
import { pythonWith } from '../support/python-packages.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { runCli } from './cli-run.ts';

// dbt-core 2 and its kin fetch a binary while they install.
const packages = ['dbt-core==1.11.16', 'dbt-postgres==1.11.0'];
const program = fileURLToPath(new URL('../fixtures/dbt/run.py', import.meta.url));

interface Result {
  node: string;
  status: string;
}

describe('the dbt package', function () {
  this.timeout(600_000);
  let database: TestDatabase;
  let db: Pool;
  let folder: string;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    folder = mkdtempSync(join(tmpdir(), 'repometer-dbt-'));
    await loadFixture(db, 'queries');
    await computeKpiBatch(db, { repositoryIds: [7, 8], months: [], all: true, asOf: '2026-04-10', isPast: false });
  });
  after(async () => {
    await db?.end();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What dbt does as `repometer_reader`, with the environment that dbt/README.md tells of. */
  async function runDbt(): Promise<Record<'build' | 'stale' | 'fresh', Result[]>> {
    const { hostname, port, username, password, pathname } = new URL(database.readerUrl);
    const child = spawn(pythonWith(packages, 'the test of dbt'), [program, join(productFolder, 'dbt'), database.url], {
      env: childEnvironment({
        PGHOST: hostname,
        PGPORT: port,
        PGUSER: username,
        PGPASSWORD: decodeURIComponent(password),
        PGDATABASE: pathname.slice(1),
        PGOPTIONS: '-c default_transaction_read_only=off -c statement_timeout=0',
        DBT_TARGET_PATH: join(folder, 'target'),
        DBT_LOG_PATH: join(folder, 'logs'),
      }),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close');
    const [said, out, answer] = await Promise.all([
      text(child.stderr!),
      text(child.stdout!),
      text(child.stdio[3] as Readable),
    ]);
    const [code] = (await ended) as [number];
    assert.equal(code, 0, `${said}${out}`);
    return JSON.parse(answer) as Record<'build' | 'stale' | 'fresh', Result[]>;
  }

  it('builds in a schema that was added for it, with every test passed, and tells what is stale', async () => {
    const added = await runCli(['schema', 'add', 'analytics'], { DATABASE_URL: database.url });
    assert.equal(added.code, 0, added.err);
    const { build, stale, fresh } = await runDbt();

    const failed = build.filter(({ status }) => !['success', 'pass'].includes(status));
    assert.deepEqual(failed, []);
    const names = build.map(({ node }) => node.split('.').slice(0, 3).join('.')).sort();
    assert.ok(
      names.includes('model.repometer.bugs_by_quarter') && names.includes('test.repometer.complete_months_are_over'),
    );
    assert.ok(names.filter((name) => name.includes('source_unique_together')).length >= 8, names.join());
    assert.deepEqual([stale.map(({ status }) => status), fresh.map(({ status }) => status)], [['error'], ['pass']]);

    const reader = createDb(database.readerUrl, { size: 1 });
    try {
      assert.deepEqual(
        await queryCsv(
          reader,
          `select quarter, opened, closed from analytics.bugs_by_quarter where repository = 'demo/widgets' order by 1`,
        ),
        ['quarter,opened,closed', '2025-10-01,1,0', '2026-01-01,5,3', '2026-04-01,0,0'],
      );
      assert.deepEqual(
        await queryCsv(
          reader,
          `select month, issues_opened, open_issues, median_hours_to_first_response as median, pull_requests_merged as merged, new_people, is_complete
           from analytics.repository_months where repository = 'demo/widgets' and month >= '2026-03-01' order by 1`,
        ),
        [
          'month,issues_opened,open_issues,median,merged,new_people,is_complete',
          '2026-03-01,4,5,2,1,0,true',
          '2026-04-01,2,7,1,1,0,false',
        ],
      );
    } finally {
      await reader.end();
    }
  });
});
