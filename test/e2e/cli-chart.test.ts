import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { openApi } from '../support/open-api.ts';
import type { TestApi } from '../support/open-api.ts';
import { patience } from '../support/patience.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { runCli } from './cli-run.ts';

describe('numbers that are looked at from the command line', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'repometer-open-'));
  let database: TestDatabase;
  let api: TestApi;
  let environment: Record<string, string>;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    const db = createDb(database.url, { size: 1 });
    await storeRepository(db, 1, 'acme/widgets');
    await storeRepository(db, 2, 'acme/gateway');
    // Of widgets June is not there, and July came to nothing.
    await db.query(
      `insert into kpi.releases_monthly (repository_id, month, releases, prereleases, definition_version, computed_at)
       values (1, '2026-05-01', 4, 1, 1, now()), (1, '2026-07-01', 0, 0, 1, now()), (2, '2026-05-01', 1, 1, 1, now())`,
    );
    await db.query(
      `insert into sync.resource (subject_id, resource, state, complete_through) values (1, 'releases', 'ok', '2026-07-15Z')`,
    );
    await db.query(
      `insert into kpi.follows (family, source, months_on) values ('releases', 'releases', 0) on conflict do nothing`,
    );
    await db.end();
    api = await openApi({ database, settings: { hostnames: ['127.0.0.1'] } });
    await api.api.listen({ host: '127.0.0.1', port: 0 });
    const { port } = api.api.server.address() as { port: number };
    environment = {
      DATABASE_URL: database.url,
      DATABASE_READER_URL: database.readerUrl,
      REPOMETER_API_PORT: String(port),
      BROWSER: '',
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
    };
  });
  after(async () => {
    await api?.close();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('report --chart draws the first number of a view, or the one that is named', async () => {
    const { code, out, err } = await runCli(['report', 'releases-monthly', '--chart'], environment);
    assert.deepEqual([code, err], [0, '']);
    assert.equal(
      out,
      [
        'releases_monthly: releases (items), by UTC month',
        '',
        'acme/widgets',
        ...['4 │██', '  │██', '  │██', '  │██', '  │██', '0 │██    __', '      ?? ~~', '   2026-07'],
        '',
        'acme/gateway',
        ...['1 │██', '  │██', '  │██', '  │██', '  │██', '0 │██', '   ~~ ?? ??', '   2026-07'],
        '',
        '? nobody knows: nothing is drawn · ~ not complete yet · _ none',
        '',
      ].join('\n'),
    );
    const one = ['report', 'releases-monthly', '--repository', 'acme/gateway', '--chart', 'prereleases'];
    assert.match((await runCli(one, environment)).out, /^releases_monthly: prereleases[^]*acme\/gateway\n1 │██/);
  });

  it('report --chart says what it cannot draw', async () => {
    for (const [args, sentence] of [
      [['issues', '--chart'], /--chart draws months, and issues has none/],
      [['releases-monthly', '--chart', 'stars'], /has no number "stars"; it has releases, prereleases/],
      [['releases-monthly', '--chart', '--format', 'csv'], /leave out one of them/],
      [['--chart'], /Name the view that is meant/],
    ] as const) {
      const { code, err } = await runCli(['report', ...args], environment);
      assert.equal(code, 2, args.join(' '));
      assert.match(err, sentence);
    }
  });

  it('open prints the address where there is no browser, and is told to where there is one', async () => {
    const origin = `http://127.0.0.1:${environment.REPOMETER_API_PORT}/`;
    const bare = await runCli(['open'], environment);
    assert.deepEqual([bare.code, bare.out], [0, `${origin}\n`]);
    assert.match(bare.err, /No browser was found here/);
    const printed = await runCli(['open', '--print', 'acme/widgets'], { ...environment, BROWSER: '/not/there' });
    assert.deepEqual([printed.code, printed.out, printed.err], [0, `${origin}repositories/acme/widgets\n`, '']);

    const note = join(folder, 'opened');
    const browser = join(folder, 'browser');
    writeFileSync(browser, `#!/bin/sh\necho "$1" > ${note}.part && mv ${note}.part ${note}\n`, { mode: 0o755 });
    const opened = await runCli(['open', 'acme'], { ...environment, BROWSER: browser });
    assert.deepEqual([opened.code, opened.out, opened.err], [0, '', `Opened ${origin}organizations/acme\n`]);
    const deadline = Date.now() + 5_000 * patience;
    let shown = '';
    while (shown === '' && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      try {
        shown = readFileSync(note, 'utf8');
      } catch {
        // Not yet.
      }
    }
    assert.equal(shown, `${origin}organizations/acme\n`);
    const missing = await runCli(['open'], { ...environment, BROWSER: join(folder, 'none') });
    assert.equal(missing.code, 1);
    assert.match(missing.err, /could not be started .*; open http:\/\/127\.0\.0\.1:\d+\/ yourself/);
  });

  it('open says when nothing serves the dashboard', async () => {
    const { code, err } = await runCli(['open'], { ...environment, REPOMETER_API_PORT: '1' });
    assert.equal(code, 1);
    assert.match(
      err,
      /Nothing serves the dashboard at http:\/\/127\.0\.0\.1:1\/: "npm start" or "repometer api" does\./,
    );
  });
});
