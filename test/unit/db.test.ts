import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createDb, inTransaction } from '../../sql/db.ts';

/** A message of Postgres' protocol: its letter, its length, its content. */
function message(letter: string, content: string | Buffer): Buffer {
  const body = Buffer.from(content);
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const welcome = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', 'I')]);
const farewell = message('E', 'SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0');

describe('a pool of connections', () => {
  it('survives a Postgres that welcomes a connection and dies in the same breath', async () => {
    // A real one does so too seldom to wait for it: both messages must come in one piece.
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(Buffer.concat([welcome, farewell])));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const db = createDb(`postgres://me:secret@127.0.0.1:${port}/mine`);
    try {
      await assert.rejects(
        inTransaction(db, () => Promise.resolve()),
        /connection/i,
      );
    } finally {
      await db.end();
      server.close();
    }
  });
});
