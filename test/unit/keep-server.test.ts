import assert from 'node:assert/strict';
import { keepServer } from '../../local/keep-server.ts';

/** What a server does one after the other, and what was said of it. */
function createTrial({ starts, full = [] }: { starts: (string | Error)[]; full?: boolean[] }) {
  const said: string[] = [];
  const ending = new AbortController();
  const left = [...starts];
  const room = [...full];
  const kept = keepServer({
    name: 'Postgres',
    server: { exited: Promise.resolve('ended with code 1') },
    start() {
      const next = left.shift();
      if (next instanceof Error) return Promise.reject(next);
      if (next !== undefined) return Promise.resolve({ exited: Promise.resolve(next) });
      ending.abort(); // it runs on
      return Promise.resolve({ exited: new Promise<string>(() => undefined) });
    },
    isDiskFull: () => room.shift() ?? false,
    log: (sentence) => said.push(sentence),
    signal: ending.signal,
    restartMs: 1,
  });
  return { kept, said };
}

describe('keeping an embedded server', () => {
  it('starts it again', async () => {
    const { kept, said } = createTrial({ starts: [] });
    await kept;
    assert.deepEqual(said, [
      'Postgres ended with code 1 although nobody stopped it; starting it again. Nothing is lost.',
    ]);
  });

  it('gives up when it ends three times as soon as it has started', async () => {
    const { kept } = createTrial({ starts: ['ended with code 1', 'ended with code 2', 'was ended by SIGSEGV'] });
    await assert.rejects(kept, { message: 'Postgres was ended by SIGSEGV, 3 times in a row.' });
  });

  it('gives up when it does not start three times, with what it said last', async () => {
    const { kept } = createTrial({ starts: [new Error('one'), new Error('two'), new Error('three')] });
    await assert.rejects(kept, { message: 'three' });
  });

  it('waits for room on a full disk for as long as it takes, and says so once', async () => {
    const refused = new Error('Postgres does not start: could not write to file: No space left on device');
    const { kept, said } = createTrial({
      starts: [refused, refused, refused, refused],
      full: [true, true, true, true, true],
    });
    await kept;
    const sentence =
      'Postgres ended with code 1, as its disk is full: make room. It is started again then, and nothing is lost.';
    assert.deepEqual(said, [sentence, 'Postgres runs again.']);
  });

  it('leaves it alone where everything is being stopped', async () => {
    const ending = new AbortController();
    const said: string[] = [];
    const kept = keepServer({
      name: 'Postgres',
      server: { exited: Promise.resolve('ended with code 0') },
      start: () => assert.fail('it was started'),
      isDiskFull: () => false,
      log: (sentence) => said.push(sentence),
      signal: ending.signal,
    });
    setTimeout(() => ending.abort(), 20);
    await kept;
    assert.deepEqual(said, []);
  });
});
