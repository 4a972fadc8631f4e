import { Readable } from 'node:stream';

/** Whoever reads takes at least so much within the time that is allowed. */
const pieceBytes = 64 * 1024;
const stalledAfterMs = 60_000;

/**
 * A stream of parts of any size, which ends with an error when its reader takes nothing for a minute: what the parts hold, such as a
 * connection and its transaction, is given back then, and however else the stream ends.
 *
 * @param parts the first one is awaited before anything is sent: what fails at once is no file with status 200
 */
export async function sendParts(
  parts: AsyncGenerator<{ bytes: Uint8Array }>,
  stalledMs = stalledAfterMs,
): Promise<Readable> {
  const first = await parts.next();
  const stream = Readable.from(pieces(), { objectMode: false });
  // Also where the reader has left before it took anything, so that no piece was asked for.
  stream.once('close', () => void parts.return(undefined));
  return stream;

  async function* pieces(): AsyncGenerator<Uint8Array> {
    if (!first.done) yield* cut(first.value.bytes);
    for await (const { bytes } of parts) yield* cut(bytes);
  }

  async function* cut(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const stalled = setTimeout(giveUp, stalledMs).unref();
      try {
        yield bytes.subarray(at, at + pieceBytes);
      } finally {
        clearTimeout(stalled);
      }
    }
  }

  function giveUp(): void {
    stream.destroy(new Error(`Nothing was taken for ${stalledMs / 1000} s.`));
  }
}
