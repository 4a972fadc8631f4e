import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { environmentNames, loadConfig } from '../../config.ts';
import { readCompose } from '../support/docker-compose.ts';
import { reachableFiles } from '../support/reachable-files.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const isThere = (path: string) => existsSync(new URL(`../../${path}`, import.meta.url));

interface Service {
  image: string;
  build?: unknown;
  ports?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  restart?: string;
  healthcheck?: unknown;
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  volumes?: string[];
  profiles?: string[];
}

const text = read('docker-compose.yml');
const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
const each = Object.entries(services);
const isOneShot = ({ restart }: Service) => restart === 'no';
const passwords = [...new Set([...text.matchAll(/\$\{(\w*PASSWORD)\b/g)].map((match) => match[1]!))];

/** A service's variables as Compose would fill them in: with their defaults, and a password where one is required. */
const loadable = ({ environment = {} }: Service) => ({
  environment: Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{\w+(?::-([^}]*)|:\?[^}]*)\}/g, (_use, fallback: string | undefined) => fallback ?? 'x1'),
    ]),
  ),
});

describe('docker-compose.yml', () => {
  it('is accepted by docker compose, with the demo and without', function () {
    this.timeout(300_000); // it may have to be installed
    const demo = readCompose(['--env-file', 'docker/demo.env', '--profile', 'demo'], {});
    assert.equal(demo.status, 0, demo.stderr);
    const made = parse(demo.stdout) as { services: Record<string, Service> };
    assert.deepEqual(Object.keys(made.services).sort(), Object.keys(services).sort());
    assert.equal(made.services.worker?.environment?.GITHUB_API_URL, 'http://simulator:8081');

    const set = Object.fromEntries(passwords.map((name) => [name, 'x1']));
    const plain = readCompose([], { ...set, GITHUB_TOKEN: 'token' });
    assert.equal(plain.status, 0, plain.stderr);
    const { worker, simulator } = (parse(plain.stdout) as { services: Record<string, Service> }).services;
    assert.equal(worker?.environment?.DATABASE_URL, 'postgres://repometer:x1@postgres:5432/repometer');
    assert.equal(worker?.environment?.GITHUB_API_URL, '');
    assert.ok(simulator === undefined || simulator.profiles?.includes('demo'));
  });

  it('serves the API to others than itself, so that it needs a key, by names that it is told', () => {
    const { api } = services;
    const { environment } = loadable(api!);
    const { host, port, names, webhookSecret } = loadConfig(environment).api;
    assert.deepEqual([host, port.port, names, webhookSecret], ['0.0.0.0', 8080, ['localhost'], undefined]);
    assert.deepEqual(api!.ports, ['127.0.0.1:${REPOMETER_API_PORT:-8080}:8080']);
    assert.match(read('docker/README.md'), /docker compose exec worker node bin\/repometer\.mjs keys create --name/);
  });

  it('refuses to begin without a password, and says so', function () {
    this.timeout(60_000);
    const [missing, ...others] = passwords;
    const { status, stderr } = readCompose([], Object.fromEntries(others.map((name) => [name, 'x1'])));
    assert.notEqual(status, 0);
    assert.match(stderr, new RegExp(`${missing}[^]*set it in \\.env`));
  });

  it('requires every password, and has no default for a secret', () => {
    assert.equal(passwords.length, 4);
    for (const [use] of text.matchAll(/\$\{\w*PASSWORD[^}]*\}/g)) assert.match(use, /^\$\{\w+:\?[^}]+\}$/);
    for (const [use] of text.matchAll(/\$\{\w*(TOKEN|KEY)[^}]*\}/g)) assert.match(use, /^\$\{\w+:-\}$/);
  });

  it('publishes ports on 127.0.0.1 alone', () => {
    const ports = each.flatMap(([, { ports = [] }]) => ports);
    assert.ok(ports.length > 0);
    for (const port of ports) assert.match(port, /^127\.0\.0\.1:/);
  });

  it('names a version of every image', () => {
    for (const [name, { image, build }] of each) {
      if (build === undefined) assert.match(image, /^[a-z/-]+:\d+(\.\d+)*$/, `${name} takes ${image}.`);
    }
  });

  it('gives no container a writable root, a capability or a way to new privileges', () => {
    for (const [name, service] of each) {
      assert.equal(service.read_only, true, name);
      assert.deepEqual(service.cap_drop, ['ALL'], name);
      assert.deepEqual(service.security_opt, ['no-new-privileges:true'], name);
    }
  });

  it('watches the health of what runs on, and waits for it', () => {
    for (const [name, service] of each) {
      assert.equal(service.healthcheck === undefined, isOneShot(service), `${name}: health check`);
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        const needed = services[other];
        assert.ok(needed, `${name} waits for ${other}, which is not there.`);
        assert.equal(condition, isOneShot(needed) ? 'service_completed_successfully' : 'service_healthy', name);
      }
    }
  });

  it('mounts files that are there', () => {
    const files = each.flatMap(([, { volumes = [] }]) => volumes).filter((volume) => volume.startsWith('./'));
    assert.ok(files.length > 0);
    for (const file of files) assert.ok(isThere(file.split(':')[0]!), file);
  });

  const ours = each.filter(([, { image }]) => image === 'repometer').map(([, service]) => service);

  it('sets variables that the configuration knows, and reads variables that .env.example explains', () => {
    const known = new Set([...environmentNames, 'TEMPORAL_NAMESPACE']);
    for (const { environment = {} } of ours) {
      for (const name of Object.keys(environment)) assert.ok(known.has(name), `${name} is no variable of config.ts.`);
    }
    const explained = new Set([...read('.env.example').matchAll(/^#([A-Z_]+)=/gm)].map((match) => match[1]));
    for (const [, name] of text.matchAll(/\$\{(\w+)/g)) assert.ok(explained.has(name), `${name} is in no example.`);
  });

  it('passes on every variable that means something in a container', () => {
    const not = new Set([
      ...['TEMPORAL_PROFILE', 'REPOMETER_HOME', 'REPOMETER_TEMPORAL_CLI'], // nothing is embedded there
      'GITHUB_APP_PRIVATE_KEY_FILE', // the key itself is passed
      ...['REPOMETER_POSTGRES_PORT', 'REPOMETER_TEMPORAL_PORT', 'REPOMETER_TEMPORAL_UI_PORT'], // published ports
      ...['REPOMETER_API_HOST', 'REPOMETER_API_PORT', 'REPOMETER_API_NAMES'], // no worker's
      ...['REPOMETER_TEMPORAL_UI_URL', 'REPOMETER_WEBHOOK_SECRET'],
    ]);
    const passed = Object.keys(services.worker?.environment ?? {});
    assert.deepEqual(
      environmentNames.filter((name) => !not.has(name) && !passed.includes(name)),
      [],
    );
  });

  it('has a demo whose file sets all that is required, in a project of its own', () => {
    const demo = parseEnv(read('docker/demo.env'));
    for (const name of passwords) assert.ok(demo[name], name);
    assert.equal(demo.COMPOSE_PROJECT_NAME, 'repometer-demo');
    assert.equal(demo.GITHUB_API_URL, 'http://simulator:8081');
  });
});

const programs = [
  ...['tools/build/main.ts', 'bin/repometer.mjs', 'repometer.ts', 'worker/main.ts', 'worker/build-bundle.ts'],
  ...['bin/typescript.mjs', 'test/simulator/main.ts'],
];
// Of local/ and client/ some files are programs or are imported late; folders are copied whole anyway.
const needed = [...reachableFiles([...programs, 'workflows/index.ts']), 'package.json'].filter(
  (path) => path !== '' && !path.startsWith('dist/'),
);
const isIn = (places: string[]) => (path: string) =>
  places.some((place) => path === place || path.startsWith(`${place}/`) || `${path}/`.startsWith(`${place}/`));

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.startsWith('COPY --from='))
    .flatMap((line) =>
      line
        .split(/\s+/)
        .slice(1, -1)
        .map((path) => path.replace('./', '')),
    );

  it('copies what exists, and all that the build needs', () => {
    for (const path of copied) assert.ok(isThere(path), path);
    assert.ok(needed.length > 100, 'the imports were not found');
    assert.deepEqual(
      needed.filter((path) => !isIn(copied)(path)),
      [],
    );
  });

  it('is given all of that, and nothing more, by .dockerignore', () => {
    const rules = read('.dockerignore').split('\n');
    const allowed = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1));
    assert.ok(rules.includes('*') && rules.includes('test/*') && rules.includes('tools/*'));
    assert.deepEqual(allowed.filter((path) => path !== 'test' && path !== 'tools').sort(), [...new Set(copied)].sort());
  });

  it('does not run as root, on a Node that the package allows', () => {
    assert.equal(
      lines.findLast((line) => line.startsWith('USER ')),
      'USER node',
    );
    const [, major] = /^FROM node:(\d+)-bookworm-slim$/m.exec(lines.join('\n')) ?? [];
    assert.ok(Number(major) >= 22);
  });
});

describe('package.json', () => {
  const {
    bin,
    engines,
    private: isPrivate,
  } = JSON.parse(read('package.json')) as {
    bin: Record<string, string>;
    engines: { node: string };
    private?: boolean;
  };

  it('ships all that its command imports', () => {
    const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' });
    const [{ files }] = JSON.parse(listed) as [{ files: { path: string }[] }];
    const shipped = files.map(({ path }) => path);
    const atRunTime = [
      ...['bin/is-built.mjs', 'dist/repometer.mjs', 'dist/worker.mjs', 'dist/simulator.mjs', 'dist/workflows.cjs'],
      ...['dist/LICENCES.txt', 'tools/temporal/go.mod', bin.repometer ?? ''],
      ...readdirSync('sql', { recursive: true, encoding: 'utf8' }).flatMap((file) =>
        file.endsWith('.sql') ? [`sql/${file}`] : [],
      ),
    ];
    assert.deepEqual(
      atRunTime.filter((path) => !shipped.includes(path)),
      [],
    );
    assert.deepEqual(
      shipped.filter((path) => /\.ts$|^test\//.test(path) && !path.endsWith('.d.mts')),
      [],
      'no sources',
    );
  });

  it('may be published, and says which Node it needs', () => {
    assert.equal(isPrivate, undefined);
    assert.equal(engines.node, '>=20.19');
  });
});
