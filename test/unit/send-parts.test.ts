import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { sendParts } from '../../client/api/server/send-parts.ts';

const mebibyte = 1024 * 1024;

/** Parts that hold something as long as they are read; `isHeld` tells whether they still do. */
function partsOf(count: number, bytesOfEach: number) {
  const held = { isHeld: false };
  async function* make() {
    held.isHeld = true;
    try {
      for (let part = 0; part < count; part += 1) {
        await delay(1);
        yield { bytes: new Uint8Array(bytesOfEach).fill(part) };
      }
    } finally {
      held.isHeld = false;
    }
  }
  return { held, parts: make() };
}

describe('a download', () => {
  it('has every byte, and holds nothing after the last one', async () => {
    const { held, parts } = partsOf(5, 100_001);
    const bytes = await buffer(await sendParts(parts));
    assert.deepEqual(bytes, Buffer.concat(Array.from({ length: 5 }, (_, part) => Buffer.alloc(100_001, part))));
    assert.equal(held.isHeld, false);
  });

  it('ends when its reader stops taking anything, and holds nothing any more', async () => {
    const { held, parts } = partsOf(1_000, mebibyte);
    let reason: Error | undefined;
    const server = createServer((_request, response) => {
      void sendParts(parts, 300).then((stream) => {
        stream.once('error', (error: Error) => {
          reason = error;
          response.destroy();
        });
        stream.pipe(response);
      });
    }).listen(0, '127.0.0.1');
    try {
      await once(server, 'listening');
      const request = get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      response.on('error', () => undefined);
      response.pause();
      assert.equal(held.isHeld, true);
      for (let waited = 0; held.isHeld && waited < 10_000; waited += 50) await delay(50);
      assert.equal(held.isHeld, false);
      assert.match(String(reason), /Nothing was taken for 0\.3 s/);
      request.destroy();
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('of a slow reader goes on', async () => {
    const { parts } = partsOf(12, 64 * 1024);
    let read = 0;
    for await (const bytes of await sendParts(parts, 1_500)) {
      read += (bytes as Uint8Array).length;
      await delay(160);
    }
    assert.equal(read, 12 * 64 * 1024);
  });

  it('that nobody began to read holds nothing', async () => {
    const { held, parts } = partsOf(3, 10);
    const stream = await sendParts(parts);
    assert.equal(held.isHeld, true);
    stream.destroy();
    await once(stream, 'close');
    await delay(5);
    assert.equal(held.isHeld, false);
  });
});
