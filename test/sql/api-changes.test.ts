import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { createKey } from '../../client/keys/change-keys.ts';
import { createDb } from '../../sql/db.ts';
import { createTestDatabase } from '../support/global.ts';
import { openApi } from '../support/open-api.ts';
import type { OpenApiOptions } from '../support/open-api.ts';
import { patience } from '../support/patience.ts';
import { storeRepository } from '../support/store-repository.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const mostStreams = 200;

describe('the stream of changes', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let db: Pool;

  before(async () => {
    database = await createTestDatabase(import.meta.url);
    db = createDb(database.url, { size: 2 });
    await storeRepository(db, 1, 'acme/widgets');
    await db.query(`insert into sync.resource (subject_id, resource, state) values (1, 'issues', 'loading')`);
  });
  after(async () => {
    await db?.end();
    await database?.drop();
  });

  /** An API that listens, which is closed behind `look`. */
  async function withApi(
    settings: OpenApiOptions['settings'],
    look: (url: string, close: () => Promise<void>) => Promise<void>,
  ) {
    const test = await openApi({ database, settings: { hostnames: ['127.0.0.1'], ...settings } });
    let isOpen = true;
    const close = async () => {
      if (isOpen) await test.close();
      isOpen = false;
    };
    try {
      await look(`${await test.api.listen({ host: '127.0.0.1', port: 0 })}/api/v1/changes`, close);
    } finally {
      await close();
    }
  }

  /** What comes until the text is there, or nothing more does. */
  async function readUntil(reader: ReadableStreamDefaultReader<string>, wanted: RegExp): Promise<string> {
    let text = '';
    while (!wanted.test(text)) {
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
    }
    return text;
  }
  const readerOf = ({ body }: Response) => body!.pipeThrough(new TextDecoderStream()).getReader();

  it('tells the present watermark, another one after each change, and none in between', async () => {
    await withApi({}, async (url) => {
      const response = await fetch(url);
      assert.deepEqual(
        ['content-type', 'cache-control', 'etag'].map((name) => response.headers.get(name)),
        ['text/event-stream', 'no-store', null],
      );
      const reader = readerOf(response);
      const first = await readUntil(reader, /data: .*\n\n/);
      assert.match(first, /^retry: \d+\n\nevent: changed\nid: (\S+)\ndata: {"watermark":"\1"}\n\n$/);
      const quiet = await Promise.race([reader.read(), delay(2_500, 'nothing')]);
      assert.equal(quiet, 'nothing', 'nothing has changed');
      await reader.cancel();

      const again = readerOf(await fetch(url));
      const before = await readUntil(again, /data: /);
      await db.query(`update sync.resource set rows_stored = rows_stored + 1`);
      const after = await readUntil(again, /data: /);
      assert.notEqual(/^id: (.*)$/m.exec(after)![1], /^id: (.*)$/m.exec(before)![1]);
      await db.query(`insert into kpi.due_month (repository_id, family, month) values (1, 'releases', '2026-01-01')`);
      await readUntil(again, /data: /);
      await db.query('delete from kpi.due_month');
      assert.match(await readUntil(again, /data: /), /^event: changed/, 'numbers were computed');
      await again.cancel();
    });
  });

  it('ends with the API, which does not wait for those who look on', async () => {
    await withApi({}, async (url, close) => {
      const reader = readerOf(await fetch(url));
      await readUntil(reader, /data: /);
      const startedAt = Date.now();
      const [rest] = await Promise.all([readUntil(reader, /never/), close()]);
      assert.doesNotMatch(rest, /event/);
      assert.ok(Date.now() - startedAt < 5_000 * patience);
    });
  });

  it('is given to so many at once, and again when one has gone', async () => {
    await withApi({}, async (url) => {
      const stops = Array.from({ length: mostStreams }, () => new AbortController());
      await Promise.all(stops.map(({ signal }) => fetch(url, { signal })));
      const refused = await fetch(url);
      assert.deepEqual([refused.status, ((await refused.json()) as { code: string }).code], [503, 'overloaded']);
      assert.ok(Number(refused.headers.get('retry-after')) > 0);
      stops[0]!.abort();
      const deadline = Date.now() + 10_000 * patience;
      let status = 503;
      while (status !== 200 && Date.now() < deadline) {
        await delay(50);
        const response = await fetch(url, { signal: stops[1]!.signal });
        ({ status } = response);
      }
      assert.equal(status, 200);
      for (const stop of stops) stop.abort();
    });
  });

  it('needs a key where reads do', async () => {
    await withApi({ hasOpenReads: false }, async (url) => {
      assert.equal((await fetch(url)).status, 401);
      const authorization = `Bearer ${await createKey(db, 'who looks on', 'read')}`;
      const stop = new AbortController();
      assert.equal((await fetch(url, { headers: { authorization }, signal: stop.signal })).status, 200);
      stop.abort();
    });
  });
});
