import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { createReader } from '../../sql/reader.ts';
import { createTestDatabase } from '../support/global.ts';
import type { TestDatabase } from '../support/test-databases.ts';

const names = [
  'tcp_keepalives_idle',
  'tcp_keepalives_interval',
  'tcp_keepalives_count',
  'tcp_user_timeout',
  'idle_in_transaction_session_timeout',
  'idle_session_timeout',
  'jit',
];
/** Half a minute of silence, then three questions ten seconds apart. */
const keepalives = { tcp_keepalives_idle: '30', tcp_keepalives_interval: '10', tcp_keepalives_count: '3' };
/** Other systems know no such limit, and Postgres says 0 there. */
const ofWriters = process.platform === 'linux' ? '60000' : '0';

/** As Postgres and the machine's TCP took them. */
async function settingsOf(db: Pool): Promise<Record<string, string>> {
  try {
    const { rows } = await db.query<{ name: string; setting: string; is_tcp: boolean }>(
      `select name, setting, inet_server_addr() is not null as is_tcp from pg_settings where name = any ($1)`,
      [names],
    );
    assert.ok(rows.every(({ is_tcp: isTcp }) => isTcp));
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  } finally {
    await db.end();
  }
}

describe('sessions with Postgres over TCP', () => {
  let database: TestDatabase;
  before(async () => {
    database = await createTestDatabase(import.meta.url);
  });
  after(() => database.drop());

  it('of a writer compile nothing, and end within a minute or so when its machine vanishes or it stops amid a transaction', async () => {
    assert.deepEqual(await settingsOf(createDb(database.url, { size: 1 })), {
      ...keepalives,
      tcp_user_timeout: ofWriters,
      idle_in_transaction_session_timeout: '60000',
      idle_session_timeout: '0',
      jit: 'off',
    });
  });

  it('of a reader compile nothing, end when its machine vanishes, and may stand amid a transaction for as long as it likes', async () => {
    assert.deepEqual(await settingsOf(createReader(database.readerUrl, { size: 1 })), {
      ...keepalives,
      tcp_user_timeout: '0',
      idle_in_transaction_session_timeout: '0',
      idle_session_timeout: '0',
      jit: 'off',
    });
  });
});
