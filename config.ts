import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { canonicalApiUrl } from './github-api.ts';
import { productFolder } from './programs.ts';

// An installed package must not write into node_modules: its data and its .env belong to the folder where it is called.
const isInstalled = productFolder.includes(`${sep}node_modules${sep}`);

/** Where `.env` and, unless told otherwise, the home are. */
const userFolder = () => (isInstalled ? process.cwd() : productFolder);

/** GitHub's public API, used unless `GITHUB_API_URL` names another one. */
const publicApiUrl = 'https://api.github.com';

/** GitHub's secondary limit in points, one for each request of ours; a server of one's own may allow more. */
const publicRequestsPerMinute = 900;

export type Credentials =
  { kind: 'anonymous' } | { kind: 'token'; token: string } | { kind: 'app'; appId: string; privateKey: string };

export interface EmbeddedPort {
  port: number;
  /** True when the user asked for exactly this port: then a busy one is an error, else it moves. */
  isSet: boolean;
}

export interface Config {
  credentials: Credentials;
  apiUrl: string;
  isApiUrlSet: boolean;
  databaseUrl: string | undefined;
  databaseReaderUrl: string | undefined;
  /** `environment`: the TEMPORAL_* variables, also those of `.env`, for @temporalio/envconfig. External when `TEMPORAL_ADDRESS` or `TEMPORAL_PROFILE` is set; a temporal.toml alone never is. */
  temporal: { external: boolean; environment: Record<string, string> };
  home: string;
  cacheFolder: string;
  repositories: string[];
  temporalCli: string | undefined;
  searchPath: string;
  /** The program that opens addresses, where BROWSER names one. */
  browser: string | undefined;
  /** Whether a window could be seen, as X and Wayland tell it. */
  hasDisplay: boolean;
  api: {
    host: string;
    port: EmbeddedPort;
    /** Names by which it may be called beside the host's, in lower case. */
    names: string[];
    /** Where people see Temporal's UI; undefined: nobody said. */
    temporalUiUrl: string | undefined;
    /** GitHub signs its messages with it; undefined: they are not taken. */
    webhookSecret: string | undefined;
  };
  ports: { postgres: EmbeddedPort; temporal: EmbeddedPort; temporalUi: EmbeddedPort };
  requestsPerMinute: number;
  connections: number;
  /** Days that GitHub's answers are kept in `raw`. */
  rawDays: number;
  /** Days that events are kept. */
  eventDays: number;
  /** Names the build of a worker, so that Temporal pins its runs to it; undefined: unversioned. */
  buildId: string | undefined;
  /** Where a worker serves its metrics to Prometheus, `127.0.0.1:9464`; undefined: nowhere. */
  metricsAddress: string | undefined;
  logLevel: string;
}

/** All faults of the environment in one error, so that nobody mends them one start at a time. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a port number')
    .transform(Number)
    .refine((value) => value > 0 && value < 65536, 'must be a port between 1 and 65535')
    .default(fallback);
const count = (fallback: number, most: number, least = 1) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be between ${least} and ${most}`)
    .default(fallback);
const url = (protocols: RegExp, example: string) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && protocols.test(value), `must be a URL such as ${example}`)
    .optional();
const isBareAddress = (value: string) => {
  if (!URL.canParse(value)) return true; // told already
  const { username, password, search, hash } = new URL(value);
  return username + password + search + hash === '';
};

const schema = z.object({
  GITHUB_TOKEN: z.string().regex(/^\S+$/, 'must not contain white space').optional(),
  GITHUB_APP_ID: z.string().regex(/^\d+$/, 'must be the number of the GitHub App').optional(),
  GITHUB_APP_PRIVATE_KEY: z.string().optional(),
  GITHUB_APP_PRIVATE_KEY_FILE: z.string().optional(),
  GITHUB_API_URL: url(/^https?:/i, 'https://HOST/api/v3').refine(
    (value) => value === undefined || isBareAddress(value),
    'must be an address alone, without a login, "?" or "#"',
  ),
  DATABASE_URL: url(/^postgres(ql)?:/, 'postgres://user:password@host:5432/database'),
  DATABASE_READER_URL: url(/^postgres(ql)?:/, 'postgres://repometer_reader:password@host:5432/database'),
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_PROFILE: z.string().optional(),
  REPOMETER_HOME: z.string().optional(),
  REPOMETER_REPOSITORIES: z.string().default(''),
  REPOMETER_TEMPORAL_CLI: z.string().optional(),
  REPOMETER_API_HOST: z.string().default('127.0.0.1'),
  REPOMETER_API_PORT: port(8080),
  REPOMETER_API_NAMES: z
    .string()
    .regex(/^[A-Za-z0-9.-]+([\s,]+[A-Za-z0-9.-]+)*$/, 'must be host names separated by commas, without ports')
    .optional(),
  REPOMETER_TEMPORAL_UI_URL: url(/^https?:/i, 'https://temporal.example.org'),
  REPOMETER_WEBHOOK_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  REPOMETER_POSTGRES_PORT: port(54329),
  REPOMETER_TEMPORAL_PORT: port(7233),
  REPOMETER_TEMPORAL_UI_PORT: port(8233),
  REPOMETER_REQUESTS_PER_MINUTE: count(600, 1_000_000),
  REPOMETER_CONNECTIONS: count(4, 50),
  REPOMETER_RAW_DAYS: count(30, 3650),
  // A feed shows 30 days: fewer would be stored and dropped over and over.
  REPOMETER_EVENT_DAYS: count(400, 3650, 31),
  REPOMETER_BUILD_ID: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,128}$/, 'must be a name of at most 128 letters, digits, points, hyphens and underscores')
    .optional(),
  REPOMETER_METRICS_ADDRESS: z
    .string()
    .regex(/^(\[[\da-f:.]+\]|[\d.]+):\d{1,5}$/i, 'must be an address and a port, such as 127.0.0.1:9464')
    .optional(),
  REPOMETER_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
type Environment = z.infer<typeof schema>;

/** Names of all variables that Repometer itself reads; `.env.example` is tested against it. */
export const environmentNames = Object.keys(schema.shape);

function withEnvFile(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const file = join(userFolder(), '.env');
  const merged = existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...environment } : environment;
  // An empty value in a compose file or .env means "not set".
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

function readCredentials(env: Environment, faults: string[]): Credentials {
  if (env.GITHUB_TOKEN) return { kind: 'token', token: env.GITHUB_TOKEN };
  if (!env.GITHUB_APP_ID) return { kind: 'anonymous' };
  if (env.GITHUB_APP_PRIVATE_KEY) {
    return { kind: 'app', appId: env.GITHUB_APP_ID, privateKey: env.GITHUB_APP_PRIVATE_KEY.replaceAll('\\n', '\n') };
  }
  const file = env.GITHUB_APP_PRIVATE_KEY_FILE;
  if (!file) {
    faults.push('GITHUB_APP_ID needs GITHUB_APP_PRIVATE_KEY or GITHUB_APP_PRIVATE_KEY_FILE.');
    return { kind: 'anonymous' };
  }
  if (!existsSync(file)) {
    faults.push(`GITHUB_APP_PRIVATE_KEY_FILE names ${file}, which does not exist.`);
    return { kind: 'anonymous' };
  }
  return { kind: 'app', appId: env.GITHUB_APP_ID, privateKey: readFileSync(file, 'utf8') };
}

function temporalVariables(environment: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(environment).filter(([name, value]) => name.startsWith('TEMPORAL_') && value);
  return Object.fromEntries(entries) as Record<string, string>;
}

/**
 * Reads and validates the environment and `.env`, which lies beside this file or, for an installed package, in the
 * current folder; the environment wins.
 *
 * @throws ConfigError naming every fault at once, never a secret's value.
 */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const merged = withEnvFile(environment);
  const parsed = schema.safeParse(merged);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
    throw new ConfigError(lines.join('\n'));
  }
  const env = parsed.data;
  const faults: string[] = [];
  const credentials = readCredentials(env, faults);
  const apiUrl = canonicalApiUrl(env.GITHUB_API_URL ?? publicApiUrl);
  if (apiUrl === publicApiUrl && env.REPOMETER_REQUESTS_PER_MINUTE > publicRequestsPerMinute) {
    faults.push(
      `REPOMETER_REQUESTS_PER_MINUTE must be at most ${publicRequestsPerMinute}, which is all that GitHub allows.`,
    );
  }
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  const isSet = (name: string) => merged[name] !== undefined;

  return {
    credentials,
    apiUrl,
    isApiUrlSet: env.GITHUB_API_URL !== undefined,
    databaseUrl: env.DATABASE_URL,
    databaseReaderUrl: env.DATABASE_READER_URL,
    temporal: {
      external: env.TEMPORAL_ADDRESS !== undefined || env.TEMPORAL_PROFILE !== undefined,
      environment: temporalVariables(merged),
    },
    home: resolve(env.REPOMETER_HOME ?? join(userFolder(), '.repometer')),
    cacheFolder: join(merged.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'repometer'),
    repositories: env.REPOMETER_REPOSITORIES.split(/[\s,]+/).filter(Boolean),
    temporalCli: env.REPOMETER_TEMPORAL_CLI,
    searchPath: merged.PATH ?? '',
    browser: merged.BROWSER,
    hasDisplay: (merged.DISPLAY ?? merged.WAYLAND_DISPLAY) !== undefined,
    api: {
      host: env.REPOMETER_API_HOST,
      port: { port: env.REPOMETER_API_PORT, isSet: isSet('REPOMETER_API_PORT') },
      names: (env.REPOMETER_API_NAMES ?? '')
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
      temporalUiUrl: env.REPOMETER_TEMPORAL_UI_URL,
      webhookSecret: env.REPOMETER_WEBHOOK_SECRET,
    },
    ports: {
      postgres: { port: env.REPOMETER_POSTGRES_PORT, isSet: isSet('REPOMETER_POSTGRES_PORT') },
      temporal: { port: env.REPOMETER_TEMPORAL_PORT, isSet: isSet('REPOMETER_TEMPORAL_PORT') },
      temporalUi: { port: env.REPOMETER_TEMPORAL_UI_PORT, isSet: isSet('REPOMETER_TEMPORAL_UI_PORT') },
    },
    requestsPerMinute: env.REPOMETER_REQUESTS_PER_MINUTE,
    connections: env.REPOMETER_CONNECTIONS,
    rawDays: env.REPOMETER_RAW_DAYS,
    eventDays: env.REPOMETER_EVENT_DAYS,
    buildId: env.REPOMETER_BUILD_ID,
    metricsAddress: env.REPOMETER_METRICS_ADDRESS,
    logLevel: env.REPOMETER_LOG_LEVEL,
  };
}

/** Whether npm (npx, yarn, pnpm) runs this process as one of its scripts. */
export const isRunByNpm = (): boolean => process.env.npm_lifecycle_event !== undefined;

/**
 * The environment for a child process of ours: the parent's, with the given values on top.
 *
 * @param values variables to set; undefined removes one, so that a demo's child never inherits the user's token.
 */
export function childEnvironment(values: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const merged: NodeJS.ProcessEnv = { ...process.env, ...values };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}

/** A short stable name for a secret, safe to store and to log: the first 12 hex digits of its SHA-256. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 12);
}
