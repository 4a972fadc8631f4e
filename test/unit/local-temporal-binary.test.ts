import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { findTemporalBinary, type TemporalSource } from '../../local/temporal-binary.ts';
import { archiveName, downloadTemporal } from '../../local/temporal-download.ts';
import { isAtLeast, temporalVersion } from '../../local/temporal-version.ts';

const script = (version: string) => `#!/bin/sh\necho "temporal version ${version} (Server 1.31.2, UI 2.50.1)"\n`;

describe('the temporal binary', () => {
  let folder: string;
  let said: string[];
  let makes: string[];

  const log = (sentence: string) => said.push(sentence);
  const at = (name: string) => join(folder, name);
  const cacheFolder = () => at('cache');

  function binary(name: string, version: string): string {
    writeFileSync(at(name), script(version));
    chmodSync(at(name), 0o755);
    return at(name);
  }

  function source(name: TemporalSource['name'], make: (target: string) => void): TemporalSource {
    return {
      name,
      says: `${name} …`,
      make: async (target) => {
        makes.push(name);
        make(target);
      },
    };
  }

  const works = source.bind(undefined, 'build', (target) => writeFileSync(target, script(temporalVersion)));
  const find = (options: { explicit?: string; command?: string; sources?: TemporalSource[] } = {}) =>
    findTemporalBinary({ cacheFolder: cacheFolder(), log, command: at('nowhere'), sources: [works()], ...options });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'repometer-binary-'));
    said = [];
    makes = [];
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is the one that the user named, and no other', async () => {
    const explicit = binary('mine', '1.7.0');

    assert.deepEqual(await find({ explicit }), { path: explicit, version: '1.7.0', source: 'REPOMETER_TEMPORAL_CLI' });
    await assert.rejects(find({ explicit: at('nowhere') }), {
      message: /^REPOMETER_TEMPORAL_CLI names .*nowhere, which is/,
    });
    await assert.rejects(find({ explicit: binary('old', '1.4.1') }), {
      message: /is version 1\.4\.1; 1\.5\.0 or newer/,
    });
    assert.deepEqual(makes, []);
  });

  it('is the one on PATH from version 1.5 on', async () => {
    const onPath = binary('temporal', '1.5.0');

    assert.deepEqual(await find({ command: onPath }), { path: onPath, version: '1.5.0', source: 'PATH' });
    assert.equal((await find({ command: binary('temporal', '1.4.9') })).source, 'build');
  });

  it('is made once and then found in the cache', async () => {
    const made = await find();

    assert.deepEqual(await find(), { ...made, source: 'cache' });
    assert.deepEqual(makes, ['build']);
    assert.deepEqual(said, ['build …']);
  });

  it('is made once when several look for it at the same time', async () => {
    const found = await Promise.all([find(), find(), find()]);

    assert.equal(new Set(found.map(({ path }) => path)).size, 1);
    assert.deepEqual(makes, ['build']);
  });

  it('is made anew when the cached one is half-written, damaged or was never finished', async () => {
    const { path } = await find();

    writeFileSync(path, script(temporalVersion).slice(0, 20));
    assert.equal((await find()).source, 'build');
    appendFileSync(path, '\n');
    assert.equal((await find()).source, 'build');
    rmSync(`${path}.sha256`);
    writeFileSync(`${path}.4711.new`, 'half');
    assert.equal((await find()).source, 'build');
    assert.equal(readFileSync(path, 'utf8'), script(temporalVersion));
    assert.deepEqual(readdirSync(cacheFolder()).sort(), [
      `temporal-${temporalVersion}`,
      `temporal-${temporalVersion}.sha256`,
    ]);
  });

  it('comes from the next source when one fails or makes something that does not run', async () => {
    const fails = source('download', () => {
      throw new Error('no answer within 5 s');
    });
    const makesRubbish = source('download', (target) => writeFileSync(target, 'rubbish'));

    assert.equal((await find({ sources: [fails, makesRubbish, works()] })).source, 'build');
    assert.deepEqual(makes, ['download', 'download', 'build']);
    assert.match(said[1]!, /no answer within 5 s/);
  });

  it('that cannot be had names what was tried and what to do, and leaves no file', async () => {
    const fails = source('build', () => {
      throw new Error('there is no Go on PATH');
    });

    await assert.rejects(find({ sources: [fails] }), {
      message:
        /^No Temporal server could be obtained \(build: there is no Go on PATH\)\. .*REPOMETER_TEMPORAL_CLI.*TEMPORAL_ADDRESS/,
    });
    assert.deepEqual(readdirSync(cacheFolder()), []);
  });

  describe('downloaded', () => {
    const version = temporalVersion;
    const name = archiveName(version);

    async function release(): Promise<{ archive: Buffer; sum: string }> {
      binary('temporal', version);
      writeFileSync(at('LICENSE'), 'words');
      await create({ gzip: true, cwd: folder, file: at('release.tar.gz') }, ['LICENSE', 'temporal']);
      const archive = readFileSync(at('release.tar.gz'));
      return { archive, sum: createHash('sha256').update(archive).digest('hex') };
    }

    const serve = (list: string, archive: Buffer, asked: string[] = []): typeof fetch => {
      const answer = (url: string) => new Response(url.endsWith('checksums.txt') ? list : new Uint8Array(archive));
      return (url) => {
        asked.push(url as string);
        return Promise.resolve(answer(url as string));
      };
    };

    it('is the binary of the release archive for this machine, asked for by HTTPS', async () => {
      const { archive, sum } = await release();
      const asked: string[] = [];

      await downloadTemporal({ version, target: at('made'), fetch: serve(`${sum}  ${name}\n`, archive, asked) });

      assert.equal(readFileSync(at('made'), 'utf8'), script(version));
      assert.ok(
        asked.every((url) => url.startsWith(`https://github.com/temporalio/cli/releases/download/v${version}/`)),
      );
    });

    it('is refused when the archive is cut or not listed', async () => {
      const { archive, sum } = await release();
      const get = (list: string, body: Buffer) =>
        downloadTemporal({ version, target: at('made'), fetch: serve(list, body) });

      await assert.rejects(get(`${sum}  ${name}\n`, archive.subarray(0, 100)), {
        message: /is not what the release's checksums/,
      });
      await assert.rejects(get(`${sum}  other.tar.gz\n`, archive), { message: `the release has no ${name}` });
      assert.equal(existsSync(at('made')), false);
    });

    it('is given up when no connection comes about', async () => {
      const never: typeof fetch = (_url, init) =>
        new Promise((_resolve, reject) => {
          init!.signal!.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
        });

      const work = downloadTemporal({ version, target: at('made'), fetch: never, connectWithinMs: 20 });

      await assert.rejects(work, { message: 'no answer within 0.02 s' });
    });

    it('says what the server answered', async () => {
      const fetch = () => Promise.resolve(new Response('gone', { status: 404 }));

      await assert.rejects(downloadTemporal({ version, target: at('made'), fetch }), { message: 'it answered 404' });
    });
  });

  it('has a version that is compared number by number', () => {
    assert.equal(isAtLeast('1.10.0', '1.5.0'), true);
    assert.equal(isAtLeast('1.5.0', '1.5.0'), true);
    assert.equal(isAtLeast('1.4.99', '1.5.0'), false);
  });
});
