import { isObject, parseJson } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited } from '../../github/ask.ts';
import type { Slice } from '../slice/slice.ts';

/** What the default branch holds: no commit, commits of no account, or such as statistics must name; null: not known. */
export type Branch = 'none' | 'anonymous' | 'authored' | null;

/**
 * Looks at the newest hundred commits of the default branch, by one request: statistics that name nobody may be right.
 *
 * @returns null where these do not tell, or GitHub does not give them
 */
export async function lookAtBranch(slice: Slice): Promise<Branch | Limited> {
  const { deps, subject, ask } = slice;
  const reply = await ask({ url: `${deps.github.apiUrl}/repositories/${subject.id}/commits?per_page=100` });
  if (isLimited(reply)) return reply;
  if (reply.verdict.kind === 'empty') return 'none';
  if (reply.verdict.kind !== 'ok') return null;
  const commits = parseJson(reply.answer.text);
  if (!Array.isArray(commits) || commits.length === 0) return null;
  if (commits.some(isCounted)) return 'authored';
  return /rel="next"/.test(reply.answer.headers.link ?? '') ? null : 'anonymous';
}

/** Statistics leave out merges, and commits of addresses without an account. */
function isCounted(commit: unknown): boolean {
  if (!isObject(commit)) return false;
  const { author, parents } = commit;
  return isObject(author) && typeof author.id === 'number' && !(Array.isArray(parents) && parents.length > 1);
}
