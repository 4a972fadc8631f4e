import { ApplicationFailure, cancellationSignal } from '@temporalio/activity';
import type { OrganizationPreview, OwnerRules } from '../../workflows/contract.ts';
import { isObject, parseAs, parseJson, TransportError } from '../github/answer.ts';
import type { Answer } from '../github/answer.ts';
import { isLimited } from '../github/ask.ts';
import { parseLink } from '../github/link.ts';
import { listResources } from '../list-resources.ts';
import { listUrls } from '../resource.ts';
import { openAsking } from '../sync/slice/asking.ts';
import type { Asking } from '../sync/slice/asking.ts';
import type { SyncDeps } from '../sync/slice/deps.ts';
import { createJudge } from './judge-repositories.ts';

export interface PreviewInput extends OwnerRules {
  owner: string;
}

/** An answer of Temporal's is two megabytes at most. */
const mostShown = 5_000;

/**
 * The activity that lists what a loop of an owner would keep; nothing is stored.
 *
 * @throws ApplicationFailure, not retried, for what GitHub does not give
 */
export function createPreviewRepositories(deps: SyncDeps) {
  return async function previewRepositories({ owner, ...rules }: PreviewInput): Promise<OrganizationPreview> {
    const asking = openAsking(deps, { kind: 'owner', name: owner }, { isUrgent: true, signal: cancellationSignal() });
    const { apiUrl } = deps.github;
    const missing = `${owner} is neither an organisation nor a user, or this token may not see it (404).`;
    const account = parseAs(await ask(asking, `${apiUrl}/users/${owner}`, missing), 'an account', isAccount);
    const type = account.type === 'Organization' ? 'Organization' : 'User';
    const subject = { kind: 'owner', id: String(account.id), name: account.login, type } as const;
    const judge = createJudge(rules);
    const repositories: OrganizationPreview['repositories'] = [];
    let next: string | null = listUrls(apiUrl, subject, listResources.owner_repositories).probe;
    while (next !== null && repositories.length < mostShown) {
      const answer: Answer = await ask(asking, next, `GitHub does not list the repositories of ${account.login}.`);
      for (const row of rowsOf(answer)) {
        const named = {
          name: row.name,
          is_archived: row.archived === true,
          is_fork: row.fork === true,
          is_disabled: row.disabled === true,
        };
        repositories.push({ repository: row.full_name, leftOut: judge(named) });
      }
      next = parseLink(answer.headers.link).next;
    }
    return { owner: account.login, type, repositories, isCut: next !== null };
  };
}

async function ask(asking: Asking, url: string, missing: string): Promise<Answer> {
  const reply = await asking.ask({ url });
  if (isLimited(reply)) {
    const minutes = reply.waitMs === null ? 1 : Math.ceil(reply.waitMs / 60_000);
    throw ApplicationFailure.nonRetryable(`${reply.reason} Try again in ${minutes} min.`, 'Limited');
  }
  const { verdict, answer } = reply;
  if (verdict.kind === 'ok') return answer;
  if (verdict.kind !== 'refused') throw new TransportError(`GitHub answered ${answer.status} to ${url}.`);
  throw ApplicationFailure.nonRetryable(verdict.state === 'missing' ? missing : verdict.reason, 'Refused');
}

function isAccount(body: unknown): body is { id: number; login: string; type?: unknown } {
  return isObject(body) && typeof body.id === 'number' && typeof body.login === 'string';
}

interface ListedRow {
  name: string;
  full_name: string;
  archived?: unknown;
  fork?: unknown;
  disabled?: unknown;
}

function rowsOf({ text }: Answer): ListedRow[] {
  const body = parseJson(text);
  const isRow = (row: unknown): row is ListedRow =>
    isObject(row) && typeof row.name === 'string' && typeof row.full_name === 'string';
  if (Array.isArray(body) && body.every(isRow)) return body;
  throw new TransportError('GitHub answered 200 with something that is no list of repositories.');
}
