import { runSql } from '../../../sql/query.ts';
import type { State } from '../../../workflows/contract.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited } from '../../github/ask.ts';
import { belowSubject } from '../../resource.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { ProbeEnd } from './ask-probe.ts';

/** The token is a stranger's, or GitHub cannot be asked now whether it is. */
type Barrier = { kind: 'limited'; limit: Limited } | { kind: 'stranger'; state: State; reason: string };

/**
 * Why a list is not all of it to this token. To strangers GitHub shows the public members of an organisation, with 200, whatever role
 * they ask for: taken for the whole, everybody else would have left, and everybody shown would be an admin. About one person
 * of the list an insider is answered, and a stranger is refused.
 *
 * Asked when the list has been answered: were it asked before, the token could be shut out between the two.
 *
 * @returns null where the token is one of the people, and where the list itself was not given
 */
export async function findBarrier(slice: ListSlice, probed: ProbeEnd): Promise<Barrier | null> {
  const { list, subject, urls, ask } = slice;
  if (probed.kind !== 'page' && probed.kind !== 'unchanged') return null;
  const login = probed.kind === 'page' ? firstLogin(probed.page.json) : await storedLogin(slice);
  const sentence = `GitHub conceals members of ${subject.name} from this token`;
  // Whoever belongs to an organisation is shown one person at least.
  if (login === null || !list.people?.path)
    return { kind: 'stranger', state: 'forbidden', reason: `${sentence}, and shows nobody.` };
  const reply = await ask({ url: belowSubject(urls, list.people.path(login, subject, null)) });
  if (isLimited(reply)) return { kind: 'limited', limit: reply };
  const { verdict } = reply;
  // Somebody who left, or has another login, in this moment; a stranger is not told so.
  if (verdict.kind !== 'refused' || verdict.state === 'missing') return null;
  return {
    kind: 'stranger',
    state: 'forbidden',
    reason: `${sentence}; public ones are kept (public_members). ${verdict.reason}`,
  };
}

function firstLogin(json: string): string | null {
  const [first] = JSON.parse(json) as { login?: unknown }[];
  return typeof first?.login === 'string' ? first.login : null;
}

async function storedLogin({ deps, list, key }: ListSlice): Promise<string | null> {
  const values = { subject_id: key.subject_id };
  const [row] = await runSql<{ login: string }>(deps.db, 'absent/some_login', values, namesOfTable(list));
  return row?.login ?? null;
}
