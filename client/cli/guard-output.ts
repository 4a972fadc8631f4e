import type { Output } from './output.ts';

/** A pipe's reader has ended, a terminal was closed. */
const unread = ['EPIPE', 'EIO', 'ENXIO', 'ECONNRESET', 'ENOTCONN', 'ERR_STREAM_DESTROYED'];

/**
 * Stops the process in order when nobody can read what it says any more, or when it cannot be written. An error of a stream that
 * nobody hears would end the process at once, and leave behind what it has started.
 *
 * @param stop told once; exit code 0 where a reader had enough, as `head` has, and 1 where something is lost
 */
export function guardOutput({ stdout, stderr }: Pick<Output, 'stdout' | 'stderr'>, stop: (exitCode: 0 | 1) => void) {
  let isTold = false;
  for (const stream of [stdout, stderr]) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      if (isTold) return;
      isTold = true;
      const isUnread = unread.includes(code ?? '');
      if (!isUnread && stream !== stderr) stderr.write(`The output cannot be written: ${message}.\n`);
      stop(isUnread ? 0 : 1);
    });
  }
}
