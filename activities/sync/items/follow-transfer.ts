import { isObject, parseAs, TransportError } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited } from '../../github/ask.ts';
import type { ListSlice } from '../slice/list-slice.ts';

/** Where an issue is now. */
export interface Transfer {
  repositoryId: string;
  number: string;
  /** As GitHub shows them to this token; null where it does not. */
  repository: string | null;
  issueId: string | null;
}

/**
 * Follows the redirect of a transferred issue. The answer tells another repository's number: it is read for its name and
 * id alone, and never stored as a row of this one.
 *
 * @param location `…/repositories/{id}/issues/{number}`
 * @throws TransportError for a redirect to anything else, or an answer that is no issue
 */
export async function followTransfer(slice: ListSlice, location: string): Promise<Transfer | Limited> {
  const [, repositoryId, number] = /\/repositories\/(\d+)\/issues\/(\d+)$/.exec(location) ?? [];
  if (!repositoryId || !number) throw new TransportError('GitHub redirected an issue to something that is no issue.');
  const reply = await slice.ask({ url: location });
  if (isLimited(reply)) return reply;
  const unknown = { repositoryId, number, repository: null, issueId: null };
  if (reply.verdict.kind !== 'ok') return unknown;
  const issue = parseAs(reply.answer, 'a transferred issue', isObject);
  const repository = /\/repos\/([^/]+\/[^/]+)$/.exec(String(issue.repository_url))?.[1] ?? null;
  return { ...unknown, repository, issueId: typeof issue.id === 'number' ? String(issue.id) : null };
}
