import type { Config } from '../../../config.ts';
import { findings } from './finding.ts';
import type { Finding } from './finding.ts';
import { apiVersions } from '../../../github-api.ts';
import type { EnterpriseServer, Quota } from './probes.ts';

const { ok, warning, failed } = findings('github');

/** What a token is, by its first letters (GitHub: "About authentication", token formats). */
const tokenKinds: [prefix: string, kind: string][] = [
  ['github_pat_', 'a fine-grained personal token'],
  ['ghp_', 'a classic personal token'],
  ['gho_', 'a token of an OAuth app'],
  ['ghu_', "a user's token of a GitHub App"],
  ['ghs_', "an installation's token of a GitHub App"],
];

function nameCredential({ credentials }: Config): string {
  if (credentials.kind === 'app') return `GitHub App ${credentials.appId}`;
  if (credentials.kind === 'anonymous') return 'no credential';
  return tokenKinds.find(([prefix]) => credentials.token.startsWith(prefix))?.[1] ?? 'a token';
}

const number = (value: number) => value.toLocaleString('en-US');
const clock = (instant: Date) => `${instant.toISOString().slice(11, 16)} UTC`;

function ofCredential(config: Config, expires: string | undefined): Finding {
  const { credentials } = config;
  if (credentials.kind === 'anonymous') {
    const advice = config.isApiUrlSet
      ? null
      : 'For 5,000 requests an hour set GITHUB_TOKEN; a fine-grained token without any permission is enough.';
    const found = 'Requests are anonymous.';
    return advice ? warning('credential', found, advice) : ok('credential', found);
  }
  const kind = nameCredential(config);
  if (credentials.kind === 'token' && credentials.token.startsWith('ghs_')) {
    return warning('credential', `It is ${kind}, which ends within an hour.`, 'Set GITHUB_APP_ID and its key instead.');
  }
  return ok('credential', `It is ${kind}${expires ? `, good until ${expires}` : ''}.`);
}

function ofQuota({ limit, remaining, resetAt }: Extract<Quota, { kind: 'quota' }>): Finding {
  const found = `${number(remaining)} of ${number(limit)} requests an hour are left; the count begins anew at ${clock(resetAt)}.`;
  if (remaining > 0) return ok('quota', found);
  return warning('quota', found, 'Nothing is lost: the loops wait until then.');
}

function ofRefusal(config: Config, { status, message }: Extract<Quota, { kind: 'refused' }>): Finding[] {
  const found = `${config.apiUrl} answers ${status} (${message.replace(/\.$/, '')}).`;
  if (status === 401) {
    const variable = config.credentials.kind === 'app' ? 'GITHUB_APP_ID and its key' : 'GITHUB_TOKEN';
    return [
      failed(
        'credential',
        `${found} It does not accept ${nameCredential(config)}.`,
        `Make a new one and set ${variable}.`,
      ),
    ];
  }
  if (status >= 500)
    return [warning('api', found, 'GitHub has trouble of its own; the loops try again by themselves.')];
  if ((status === 400 || status === 410) && /version/i.test(message)) {
    return [failed('api', `${found} It knows no version of the API that is read here.`, 'Update Repometer.')];
  }
  const advice = 'Check GITHUB_API_URL (of GitHub Enterprise it ends in /api/v3) and what the credential may do.';
  return [failed('api', found, advice)];
}

/** That the API answers, and of an Enterprise Server what it is and what it lacks. */
function ofApi({ apiUrl }: Config, server: EnterpriseServer | undefined): Finding[] {
  if (server === undefined) return [ok('api', `${apiUrl} answers.`)];
  const { release, apiVersion } = server;
  const name = `GitHub Enterprise Server${release === null ? '' : ` ${release}`}`;
  const found = ok('api', `${apiUrl} answers: ${name}, API version ${apiVersion}.`);
  const [newest] = apiVersions;
  if (apiVersion === newest) return [found];
  return [
    found,
    warning(
      'api version',
      `It does not know API version ${newest} yet, so ${apiVersion} is spoken; it lacks star history, and does not tell ` +
        'whether pull requests are disabled.',
      'The resource star_history is disabled there; once the server is upgraded, it is asked again by itself.',
    ),
  ];
}

/** What GitHub's answer says about the credential of the configuration and its quota. */
export function checkGitHub(config: Config, quota: Quota): Finding[] {
  const { apiUrl } = config;
  switch (quota.kind) {
    case 'unreachable': {
      const advice = config.isApiUrlSet ? 'Check GITHUB_API_URL and the network.' : 'Check the network and its proxy.';
      return [failed('api', `${apiUrl} cannot be reached (${quota.reason}).`, advice)];
    }
    case 'unusable key':
      return [
        failed('credential', 'The private key of the GitHub App cannot be read.', 'Use its PEM file as it came.'),
      ];
    case 'refused':
      return ofRefusal(config, quota);
    case 'unlimited':
      return [
        ...ofApi(config, quota.server),
        ofCredential(config, undefined),
        ok('quota', 'This server sets no limit.'),
      ];
    case 'app': {
      const where = quota.installations === undefined ? '' : `, installed by ${number(quota.installations)} owners`;
      const found = `It is ${nameCredential(config)} (${quota.name})${where}; each has a quota of its own.`;
      if (quota.installations !== 0) return [...ofApi(config, quota.server), ok('credential', found)];
      return [warning('credential', found, "Install the App on the accounts of the repositories' owners.")];
    }
    case 'quota':
      return [...ofApi(config, quota.server), ofCredential(config, quota.expires), ofQuota(quota)];
  }
}
