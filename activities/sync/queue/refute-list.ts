import { runSql } from '../../../sql/query.ts';
import { isObject, parseAs, PoorAnswerError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited } from '../../github/ask.ts';
import { belowSubject } from '../../resource.ts';
import type { Page } from '../../store/page.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { findPerson } from './ask-person.ts';
import { namesOfTable } from './names-of-table.ts';
import { rowUrl } from './row-url.ts';

/** The name of the gap that says that a list was refuted. */
export const refutedGap = 'list';

/** Stored rows that an answer does not show. */
interface Missing extends Record<string, unknown> {
  stored: number;
  missing: number;
  /** Up to three of them, the first, the middle and the last; one may come twice. */
  keys: string[];
}

/**
 * Whether an answer lacks so many of the stored rows that it is doubted: all of them, or more than one and more than a tenth.
 */
export function isFarFewer({ stored, missing }: Pick<Missing, 'stored' | 'missing'>): boolean {
  return missing > 0 && (missing >= stored || missing > Math.max(1, stored / 10));
}

/**
 * Refuses a list that came in one answer and lacks far more of the stored rows than go at once, where GitHub shows one of
 * these by itself: such a list would wipe them, or hide what is new. Where it shows none, they are gone.
 *
 * @param page a list from its beginning to its end
 * @returns a limit of GitHub's that stands
 * @throws PoorAnswerError when the list is refuted; a gap names it until another one is not
 */
export async function refuteList(slice: ListSlice, page: Pick<Page, 'ids' | 'answer'>): Promise<Limited | null> {
  const { list, key, deps } = slice;
  if (!(list.rowPath || list.people) || slice.row.rowsStored === 0) return null;
  const answeredAt = new Date(page.answer.date).toISOString();
  const values = { subject_id: key.subject_id, ids: page.ids, answered_at: answeredAt };
  const [found] = await runSql<Missing>(deps.db, 'doubt/missing_rows', values, namesOfTable(list));
  if (!found || !isFarFewer(found)) return null;
  const shown = await findShownOf(slice, found.keys);
  if (shown === null || typeof shown === 'object') return shown;
  const reason = `GitHub's list leaves out ${found.missing} of ${found.stored} rows that are stored, and shows ${shown} by itself.`;
  await runSql(deps.db, 'sync/record_gap', {
    ...key,
    gap: refutedGap,
    page_id: null,
    reason,
    is_open: true,
    found_at: answeredAt,
  });
  throw new PoorAnswerError(reason);
}

/**
 * The same for the rows of one issue or pull request.
 *
 * @param seen ids on all pages of its list
 * @throws PoorAnswerError when the list is refuted
 */
export async function refuteRowsOfNumber(
  slice: ListSlice,
  { number, seen, answeredAt }: { number: string; seen: string[]; answeredAt: string },
): Promise<Limited | null> {
  const { list, key, deps, urls } = slice;
  const { rowOfNumberPath, people } = list;
  if (slice.isFirstLoad || !(rowOfNumberPath || list.rowPath || people)) return null;
  const values = { subject_id: key.subject_id, number, ids: seen, answered_at: answeredAt };
  const [found] = await runSql<Missing>(deps.db, 'doubt/missing_of_number', values, namesOfTable(list));
  if (!found || !isFarFewer(found)) return null;
  const urlOf = (id: string) =>
    rowOfNumberPath ? Promise.resolve(belowSubject(urls, rowOfNumberPath(number, id))) : rowUrl(slice, id);
  const shown = people ? await findPerson(slice, found.keys, number) : await findShown(slice, found.keys, urlOf);
  if (shown === null || typeof shown === 'object') return shown;
  throw new PoorAnswerError(
    `GitHub's list of number ${number} leaves out ${found.missing} of ${found.stored} rows that are stored, and shows ${shown} by itself.`,
  );
}

function findShownOf(slice: ListSlice, keys: readonly string[]): Promise<string | Limited | null> {
  const { list, attempt, input } = slice;
  if (!list.people) return findShown(slice, keys, (id) => rowUrl(slice, id));
  if (list.people.path) return findPerson(slice, keys, null);
  // Nobody can be asked about by themselves: such a list is asked for once more before it is believed.
  if (attempt >= Math.min(2, input.transientAttempts)) return Promise.resolve(null);
  throw new PoorAnswerError(`GitHub's list leaves out most people of ${slice.key.resource} that are stored.`);
}

/** @returns the key of a row that GitHub shows; null: of none */
async function findShown(
  slice: ListSlice,
  keys: readonly string[],
  urlOf: (key: string) => Promise<string>,
): Promise<string | Limited | null> {
  for (const key of new Set(keys)) {
    const reply = await slice.ask({ url: await urlOf(key) });
    if (isLimited(reply)) return reply;
    if (reply.verdict.kind === 'ok' && isStillThere(slice, reply.answer)) return key;
  }
  return null;
}

/** A repository that was transferred is shown, and belongs to somebody else. */
function isStillThere({ list, subject }: ListSlice, answer: Answer): boolean {
  return list.isOfSubject?.(parseAs(answer, 'a row', isObject), subject) ?? true;
}
