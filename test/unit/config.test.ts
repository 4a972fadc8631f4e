import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ConfigError, environmentNames, loadConfig } from '../../config.ts';

describe('the environment', () => {
  it('needs nothing', () => {
    const config = loadConfig({ HOME: '/home/someone' });
    assert.deepEqual(config.credentials, { kind: 'anonymous' });
    assert.equal(config.apiUrl, 'https://api.github.com');
    assert.deepEqual(config.ports.postgres, { port: 54329, isSet: false });
    assert.equal(config.temporal.external, false);
  });

  it('tells all its faults at once, and never a secret', () => {
    const token = 'ghp_secret with a space';
    assert.throws(
      () => loadConfig({ GITHUB_TOKEN: token, REPOMETER_API_PORT: 'banana', DATABASE_URL: 'mysql://x' }),
      (error: Error) => {
        assert.ok(error instanceof ConfigError);
        assert.deepEqual(
          error.message
            .split('\n')
            .map((line) => line.split(' ')[0])
            .sort(),
          ['DATABASE_URL', 'GITHUB_TOKEN', 'REPOMETER_API_PORT'],
        );
        assert.ok(!error.message.includes('secret'));
        return true;
      },
    );
  });

  it('takes an empty variable for one that is not set', () => {
    assert.deepEqual(loadConfig({ GITHUB_TOKEN: '', TEMPORAL_ADDRESS: '' }).credentials, { kind: 'anonymous' });
  });

  it("refuses a pace that GitHub does not allow, but not on a server of one's own", () => {
    for (const GITHUB_API_URL of ['', 'https://API.github.com/']) {
      assert.throws(() => loadConfig({ GITHUB_API_URL, REPOMETER_REQUESTS_PER_MINUTE: '2000' }), /at most 900/);
    }
    const own = { REPOMETER_REQUESTS_PER_MINUTE: '2000', GITHUB_API_URL: 'https://github.example/api/v3/' };
    assert.equal(loadConfig(own).requestsPerMinute, 2000);
    assert.equal(loadConfig(own).apiUrl, 'https://github.example/api/v3');
  });

  it('writes the address of an API in one way, and takes nothing but an address', () => {
    const urlOf = (GITHUB_API_URL: string) => loadConfig({ GITHUB_API_URL }).apiUrl;
    assert.equal(urlOf('HTTPS://GitHub.Example:443/api/v3/'), 'https://github.example/api/v3');
    assert.equal(urlOf('http://127.0.0.1:8081/'), 'http://127.0.0.1:8081');
    for (const wrong of [
      'https://me:hunter2@github.example/api/v3',
      'https://github.example/?x',
      'https://github.example/#x',
    ]) {
      assert.throws(
        () => urlOf(wrong),
        (error: Error) =>
          /GITHUB_API_URL must be an address alone/.test(error.message) && !error.message.includes('hunter2'),
      );
    }
  });

  it('says which half of a GitHub App is missing', () => {
    assert.throws(() => loadConfig({ GITHUB_APP_ID: '7' }), /GITHUB_APP_PRIVATE_KEY/);
  });

  it('is external Temporal by address or profile alone', () => {
    assert.equal(loadConfig({ TEMPORAL_ADDRESS: 'temporal:7233' }).temporal.external, true);
    assert.equal(loadConfig({ TEMPORAL_NAMESPACE: 'other' }).temporal.external, false);
  });

  it('names a build of the worker, or none', () => {
    assert.equal(loadConfig({}).buildId, undefined);
    assert.equal(loadConfig({ REPOMETER_BUILD_ID: '' }).buildId, undefined);
    assert.equal(loadConfig({ REPOMETER_BUILD_ID: 'v0.2.0-3f2a91c' }).buildId, 'v0.2.0-3f2a91c');
    for (const id of ['two words', 'a:b', 'x'.repeat(129)]) {
      assert.throws(() => loadConfig({ REPOMETER_BUILD_ID: id }), /REPOMETER_BUILD_ID must be a name/);
    }
  });

  it('stands complete in .env.example', () => {
    const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const [own = ''] = text.split('# --- docker compose only');
    const named = [...own.matchAll(/^#([A-Z_]+)=/gm)].map((match) => match[1]).sort();
    assert.deepEqual(named, [...environmentNames].sort());
  });
});
