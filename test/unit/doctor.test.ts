import assert from 'node:assert/strict';
import { generateKeyPairSync, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkGitHub } from '../../client/cli/doctor/check-github.ts';
import { checkHome } from '../../client/cli/doctor/check-home.ts';
import { checkNode, checkTemporalBinary } from '../../client/cli/doctor/check-versions.ts';
import type { Finding } from '../../client/cli/doctor/finding.ts';
import type { Probes } from '../../client/cli/doctor/probes.ts';
import { loadConfig } from '../../config.ts';
import { readQuota } from '../../local/read-quota.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';

const brief = (found: Finding[]) => found.map(({ check, result }) => `${check}: ${result}`);
const told = (found: Finding[]) => found.map((finding) => [finding.found, finding.advice].join(' ')).join('\n');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Runs `work` with the URL of a server that answers so. */
async function withServer<T>(answer: Answer, work: (url: string) => Promise<T>): Promise<T> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const json =
  (status: number, body: unknown, headers = {}): Answer =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

async function examineGitHub(environment: Record<string, string>, answer: Answer): Promise<Finding[]> {
  return withServer(answer, async (url) => {
    const config = loadConfig({ GITHUB_API_URL: url, ...environment });
    return checkGitHub(config, await readQuota({ ...config, timeoutMs: 200 }));
  });
}

describe('doctor asks GitHub', () => {
  const secret = 'github_pat_0123456789secret';

  it('what a token may do, and never says the token', async () => {
    const simulator = await startSimulator({ tokenLimit: 5000 });
    try {
      const config = loadConfig({ GITHUB_API_URL: simulator.url, GITHUB_TOKEN: secret });
      const found = checkGitHub(config, await readQuota(config));
      assert.deepEqual(brief(found), ['api: ok', 'credential: ok', 'quota: ok']);
      assert.match(told(found), /fine-grained personal token/);
      assert.match(told(found), /5,000 of 5,000 requests an hour/);
      assert.ok(!told(found).includes(secret));
      assert.deepEqual(
        simulator.requests.map(({ path }) => path),
        ['/rate_limit'],
        'it must cost nothing',
      );
    } finally {
      await simulator.close();
    }
  });

  it('and tells when a token ends, and when nothing is left', async () => {
    const core = { limit: 5000, remaining: 0, reset: 1_790_000_000 };
    const headers = { 'github-authentication-token-expiration': '2027-01-31 00:00:00 UTC' };
    const found = await examineGitHub({ GITHUB_TOKEN: secret }, json(200, { resources: { core } }, headers));
    assert.deepEqual(brief(found), ['api: ok', 'credential: ok', 'quota: warning']);
    assert.match(told(found), /good until 2027-01-31/);
    assert.match(told(found), /0 of 5,000 .* begins anew at 14:13 UTC/);
  });

  it('and names a token that is refused', async () => {
    const found = await examineGitHub({ GITHUB_TOKEN: secret }, json(401, { message: 'Bad credentials' }));
    assert.deepEqual(brief(found), ['credential: failed']);
    assert.match(
      told(found),
      /401 \(Bad credentials\).*fine-grained personal token\. Make a new one and set GITHUB_TOKEN/,
    );
    assert.ok(!told(found).includes(secret));
  });

  it('and says that requests are anonymous', () => {
    const quota = { kind: 'quota', limit: 60, remaining: 58, resetAt: new Date(0), expires: undefined } as const;
    const found = checkGitHub(loadConfig({}), quota);
    assert.deepEqual(brief(found), ['api: ok', 'credential: warning', 'quota: ok']);
    assert.match(told(found), /anonymous.*set GITHUB_TOKEN/);
  });

  it('and takes a server without a limit for what it is', async () => {
    const found = await examineGitHub({ GITHUB_TOKEN: 'x' }, json(404, { message: 'Rate limiting is not enabled.' }));
    assert.deepEqual(brief(found), ['api: ok', 'credential: ok', 'quota: ok']);
  });

  describe('and an Enterprise Server what it is:', () => {
    let simulator: Simulator;
    beforeEach(async () => (simulator = await startSimulator({ enterprise: '3.18' })));
    afterEach(() => simulator.close());
    async function examine(environment: Record<string, string> = {}) {
      const config = loadConfig({ GITHUB_API_URL: simulator.url, GITHUB_TOKEN: secret, ...environment });
      return checkGitHub(config, await readQuota(config));
    }

    it('its release, the API version that it speaks, and what it lacks', async () => {
      const found = await examine();
      assert.deepEqual(brief(found), ['api: ok', 'api version: warning', 'credential: ok', 'quota: ok']);
      assert.ok(
        told(found).includes(`${simulator.url} answers: GitHub Enterprise Server 3.18.2, API version 2022-11-28.`),
      );
      assert.match(told(found), /does not know API version 2026-03-10.* lacks star history/);
      assert.match(told(found), /This server sets no limit/);
    });

    it('so where it counts requests, and where answers do not tell a release', async () => {
      simulator.options.rateLimiting = true;
      assert.match(
        told(await examine()),
        /GitHub Enterprise Server 3\.18\.2, API version 2022-11-28\. .*requests an hour/s,
      );
      await withServer(
        (request, response) => {
          // Counts, whatever version is asked for, and tells its release when it is asked for it alone.
          const version = request.headers['x-github-api-version'];
          if (request.url === '/api/v3/rate_limit')
            return json(200, { resources: { core: { limit: 9, remaining: 8, reset: 1 } } })(request, response);
          const errors = `"${version}" is not a supported version. The following API versions are currently supported: "2022-11-28".`;
          if (version !== '2022-11-28') return json(400, { message: 'Bad Request', errors })(request, response);
          return json(200, { installed_version: '3.17.0' })(request, response);
        },
        async (url) => {
          const config = loadConfig({ GITHUB_API_URL: `${url}/api/v3` });
          const found = checkGitHub(config, await readQuota(config));
          assert.deepEqual(brief(found), ['api: ok', 'api version: warning', 'credential: ok', 'quota: ok']);
          assert.match(told(found), /GitHub Enterprise Server 3\.17\.0, API version 2022-11-28/);
        },
      );
    });

    it('nothing that it lacks once it is upgraded', async () => {
      simulator.options.enterprise = '3.21';
      const found = await examine();
      assert.deepEqual(brief(found), ['api: ok', 'credential: ok', 'quota: ok']);
      assert.match(told(found), /GitHub Enterprise Server 3\.21\.0, API version 2026-03-10\./);
    });

    it('that it speaks no version that is read here', async () => {
      simulator.options.apiVersions = ['2031-01-01'];
      const found = await examine();
      assert.deepEqual(brief(found), ['api: failed']);
      assert.match(told(found), /"2031-01-01" \(most recent\).*Update Repometer/);
    });

    it('that the address of its web pages is not that of its API', async () => {
      const found = await examine({ GITHUB_API_URL: new URL(simulator.url).origin });
      assert.deepEqual(brief(found), ['api: failed']);
      assert.match(told(found), /ends in \/api\/v3/);
    });
  });

  it('and tells a server that is no GitHub, one that is silent, and one in trouble', async () => {
    const page: Answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    assert.deepEqual(brief(await examineGitHub({}, page)), ['api: failed']);
    const silent = await examineGitHub({}, () => undefined);
    assert.deepEqual(brief(silent), ['api: failed']);
    assert.match(told(silent), /no answer within 0\.2 s/);
    assert.deepEqual(brief(await examineGitHub({}, json(502, {}))), ['api: warning']);
    const closed = await withServer(json(200, {}), (url) => Promise.resolve(url));
    const gone = checkGitHub(loadConfig({}), await readQuota({ ...loadConfig({}), apiUrl: closed }));
    assert.match(told(gone), /cannot be reached \(ECONNREFUSED\)/);
  });

  it('and never follows a redirect with the token', async () => {
    const asked: string[] = [];
    await withServer(
      (request, response) => {
        asked.push(request.headers.authorization ?? 'none');
        response.writeHead(200).end('{}');
      },
      async (elsewhere) => {
        const found = await examineGitHub({ GITHUB_TOKEN: secret }, (_, response) =>
          response.writeHead(302, { location: elsewhere }).end(),
        );
        assert.deepEqual(brief(found), ['api: failed']);
      },
    );
    assert.deepEqual(asked, []);
  });

  // As GitHub gives keys, and as others write them.
  for (const type of ['pkcs1', 'pkcs8'] as const) {
    it(`who a GitHub App is, by a token that its key (${type}) has signed`, async () => {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const pem = privateKey.export({ type, format: 'pem' }).toString();
      const environment = { GITHUB_APP_ID: '7', GITHUB_APP_PRIVATE_KEY: pem.replaceAll('\n', '\\n') };
      let path: string | undefined;
      const found = await examineGitHub(environment, (request, response) => {
        path = request.url;
        const [head, claims, signature] = (request.headers.authorization ?? '').replace('Bearer ', '').split('.');
        const isSigned = verify(
          'RSA-SHA256',
          Buffer.from(`${head}.${claims}`),
          publicKey,
          Buffer.from(signature ?? '', 'base64url'),
        );
        const { iss } = JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()) as { iss: string };
        json(isSigned && iss === '7' ? 200 : 401, { name: 'Metrics', installations_count: 2 })(request, response);
      });
      assert.equal(path, '/app');
      assert.deepEqual(brief(found), ['api: ok', 'credential: ok']);
      assert.match(told(found), /GitHub App 7 \(Metrics\), installed by 2 owners/);
    });
  }

  it('and says that what is no private key is none', async () => {
    const junk = { GITHUB_APP_ID: '7', GITHUB_APP_PRIVATE_KEY: 'junk' };
    assert.match(told(await examineGitHub(junk, json(200, {}))), /private key of the GitHub App cannot be read/);
  });
});

describe('doctor looks at this machine', () => {
  const calm: Probes = {
    readQuota,
    lookForTemporalBinary: () => Promise.resolve(undefined),
    isListening: () => Promise.resolve(false),
    freeBytes: () => Promise.resolve(50 * 2 ** 30),
    isWritable: () => true,
  };
  const home = (probes: Partial<Probes>, environment = {}) =>
    checkHome({
      config: loadConfig({ REPOMETER_HOME: '/somewhere', ...environment }),
      probes: { ...calm, ...probes },
      run: undefined,
      isInitialised: false,
      hasTables: false,
    });

  it('and knows which Node works', () => {
    assert.deepEqual(
      ['18.20.0', '20.18.3', '20.19.0', '22.12.0', '24.1.0'].map((version) => checkNode(version).result),
      ['failed', 'failed', 'ok', 'ok', 'ok'],
    );
  });

  it('and says how a missing Temporal CLI comes, without getting it', async () => {
    const missing = await checkTemporalBinary(loadConfig({}), calm);
    assert.equal(missing.result, 'warning');
    assert.match(missing.advice ?? '', /npm start/);
    const wrong = () => Promise.reject(new Error('REPOMETER_TEMPORAL_CLI names /x, which is not a temporal binary.'));
    assert.equal(
      (await checkTemporalBinary(loadConfig({}), { ...calm, lookForTemporalBinary: wrong })).result,
      'failed',
    );
    assert.equal((await checkTemporalBinary(loadConfig({ TEMPORAL_ADDRESS: 'a:1' }), calm)).result, 'ok');
  });

  it('and finds all well in an empty home', async () => {
    assert.deepEqual(brief(await home({})), ['folder: ok', 'disk: ok', 'ports: ok']);
  });

  it('and warns of a busy port that moves, but fails for one that was set', async () => {
    const isListening = (port: number) => Promise.resolve(port === 7233);
    assert.deepEqual(brief(await home({ isListening })), ['folder: ok', 'disk: ok', 'ports: warning']);
    const set = await home({ isListening }, { REPOMETER_TEMPORAL_PORT: '7233' });
    assert.deepEqual(brief(set), ['folder: ok', 'disk: ok', 'ports: failed']);
    assert.match(told(set), /set REPOMETER_TEMPORAL_PORT to another/);
  });

  it('and tells a full disk and a home of somebody else', async () => {
    const full = await home({ freeBytes: () => Promise.resolve(2 ** 20), isWritable: () => false });
    assert.deepEqual(brief(full), ['folder: failed', 'disk: failed', 'ports: ok']);
  });

  it('and leaves the home alone where nothing is embedded', async () => {
    const found = await home({}, { DATABASE_URL: 'postgres://a:b@c/d', TEMPORAL_ADDRESS: 'a:1' });
    assert.deepEqual(brief(found), ['folder: ok']);
  });
});
