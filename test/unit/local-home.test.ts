import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHome, type Home } from '../../local/home.ts';
import { lockHolder, takeLock } from '../../local/lock.ts';
import { choosePort } from '../../local/ports.ts';
import { identifyProcess } from '../../local/process-identity.ts';
import { createRunRecord, readRunFile } from '../../local/run-file.ts';
import { passwordsOf } from '../../local/secrets.ts';

const silent = () => undefined;

describe('a home', () => {
  let root: string;
  let home: Home;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'repometer-home-'));
    home = openHome(join(root, 'home'));
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('that cannot be made is named with what to do', () => {
    writeFileSync(join(root, 'file'), '');

    assert.throws(() => openHome(join(root, 'file', 'home')), { message: /^Cannot write to .*REPOMETER_HOME/ });
  });

  it('makes its passwords once and keeps them to its owner', () => {
    const passwords = passwordsOf(home);

    assert.deepEqual(passwordsOf(home), passwords);
    assert.equal(new Set(Object.values(passwords)).size, 3);
    assert.equal(statSync(home.secrets).mode & 0o777, 0o600);
  });

  it('says that its passwords are lost instead of making others for a database that exists', () => {
    mkdirSync(join(home.postgres, 'data'), { recursive: true });
    writeFileSync(join(home.postgres, 'data', 'PG_VERSION'), '18\n');

    assert.throws(() => passwordsOf(home), { message: /secrets\.json holds the passwords .* missing or damaged/ });
  });

  it('says that its passwords are damaged', () => {
    writeFileSync(home.secrets, '{"postgres":{"superuser":"x"');

    assert.throws(() => passwordsOf(home), { message: /missing or damaged/ });
  });

  it('is locked by one process, and free again after it', async () => {
    const release = await takeLock({ home, purpose: 'stack', log: silent });

    assert.equal(lockHolder(home)?.pid, process.pid);
    assert.equal(await takeLock({ home, purpose: 'stack', log: silent }), undefined);
    release!();
    assert.equal(lockHolder(home), undefined);
  });

  it('is taken over at once from a holder that was killed, by one of several', async () => {
    const dead = { ...identifyProcess(process.pid)!, startTime: 'before', purpose: 'stack' };
    writeFileSync(home.lock, JSON.stringify(dead));

    const takers = [1, 2, 3, 4].map(() => takeLock({ home, purpose: 'stack', log: silent }));

    assert.equal((await Promise.all(takers)).filter(Boolean).length, 1);
  });

  it('says who holds it for a moment when that moment does not end', async () => {
    const said: string[] = [];
    await takeLock({ home, purpose: 'moment', log: silent });

    const second = takeLock({ home, purpose: 'stack', log: (line) => said.push(line), waitMs: 1 });

    await assert.rejects(second, { message: new RegExp(`^Another command \\(process ${process.pid}\\) still uses`) });
    assert.equal(said.length, 1);
  });

  it('tells what runs in it only while its owner lives', () => {
    const record = createRunRecord(home, { postgres: true, temporal: true });
    const self = identifyProcess(process.pid)!;
    record.add('postgres', self, { postgres: 54329 });
    record.add('worker', { pid: 1, startTime: 'never' }, {});

    const run = readRunFile(home.folder)!;
    assert.deepEqual(run.processes, { postgres: self });
    assert.deepEqual(run.ports, { postgres: 54329 });

    writeFileSync(home.runFile, JSON.stringify({ ...run, owner: { pid: process.pid, startTime: 'before' } }));
    assert.equal(readRunFile(home.folder), undefined);
    writeFileSync(home.runFile, '{"owner":');
    assert.equal(readRunFile(home.folder), undefined);
  });
});

describe('a port of the embedded stack', () => {
  const request = { variable: 'REPOMETER_TEMPORAL_PORT', what: 'Temporal', hint: (port: number) => `export X=${port}` };

  async function withBusyPort(work: (port: number) => Promise<void>): Promise<void> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      await work((server.address() as AddressInfo).port);
    } finally {
      server.close();
    }
  }

  it('stays where it is wanted when nobody is there, also the second time', async () => {
    let free = 0;
    await withBusyPort((port) => Promise.resolve(void (free = port)));

    assert.equal(await choosePort({ ...request, port: free, isSet: false }, assert.fail), free);
    assert.equal(await choosePort({ ...request, port: free, isSet: true }, assert.fail), free);
  });

  it('moves when the default is busy, and says where to with the hint', () =>
    withBusyPort(async (port) => {
      const said: string[] = [];

      const moved = await choosePort({ ...request, port, isSet: false }, (line) => said.push(line));

      assert.notEqual(moved, port);
      assert.deepEqual(said, [`Port ${port} is in use, so Temporal listens on ${moved}. export X=${moved}`]);
    }));

  it('is an error when it was set and is busy', () =>
    withBusyPort((port) =>
      assert.rejects(choosePort({ ...request, port, isSet: true }, assert.fail), {
        message: `Port ${port} (REPOMETER_TEMPORAL_PORT) is in use by another program; free it or set REPOMETER_TEMPORAL_PORT to another.`,
      }),
    ));

  it('is never given to two servers of one start', async () => {
    const taken = new Set<number>();
    let free = 0;
    await withBusyPort((port) => Promise.resolve(void (free = port)));

    const first = await choosePort({ ...request, port: free, isSet: false }, silent, taken);
    const second = await choosePort({ ...request, port: free, isSet: false }, silent, taken);

    assert.notEqual(first, second);
  });
});
