import { runSql } from '../../../sql/query.ts';
import type { State } from '../../../workflows/contract.ts';
import { isObject, parseAs, TransportError } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited, Reply } from '../../github/ask.ts';
import { belowSubject } from '../../resource.ts';
import type { PeopleList } from '../../resource.ts';
import type { ListSlice } from '../slice/list-slice.ts';

/** Somebody on a list of people. */
export interface Person {
  /** GitHub's id of the account. */
  id: string;
  /** The number whose list it is; null: the subject's own. */
  of: string | null;
}

/** Whether GitHub shows them on the list; a limit or a refusal says nothing of them. */
export type PersonEnd =
  | { kind: 'shown' | 'gone'; answer: Answer }
  | { kind: 'limited'; limit: Limited }
  | { kind: 'refused'; state: State; reason: string };

/**
 * Asks GitHub about one person of a list. It knows them by login alone, which somebody may have changed: under one that is not
 * found it is asked by the account's id what they are called now.
 *
 * @throws Error for a list whose people cannot be asked for one by one
 * @throws TransportError for an answer that tells neither
 */
export async function askPerson(slice: ListSlice, person: Person): Promise<PersonEnd> {
  const { people } = slice.list;
  if (!people?.path) throw new Error(`People of ${slice.key.resource} cannot be asked for one by one.`);
  let login = await storedLogin(slice, person);
  for (let asked = 1; asked <= 2; asked += 1) {
    const reply = await slice.ask({ url: belowSubject(slice.urls, people.path(login, slice.subject, person.of)) });
    if (isLimited(reply)) return { kind: 'limited', limit: reply };
    const told = await toldOf(people, person, reply);
    if (told !== null) return told;
    const present = await presentLogin(slice, person);
    if (present.kind !== 'named') return present.kind === 'nobody' ? { kind: 'gone', answer: reply.answer } : present;
    if (present.login === login) return { kind: 'gone', answer: reply.answer };
    login = present.login;
  }
  throw new TransportError(`Account ${person.id} has changed its login while it was asked for.`);
}

/** @returns the account of a person whom GitHub shows by themselves; null: of none, or it does not tell */
export async function findPerson(
  slice: ListSlice,
  ids: readonly string[],
  of: string | null,
): Promise<string | Limited | null> {
  for (const id of new Set(ids)) {
    const end = await askPerson(slice, { id, of });
    if (end.kind === 'limited') return end.limit;
    // They are looked at again before anybody counts as gone, and then the refusal stands.
    if (end.kind === 'refused') return null;
    if (end.kind === 'shown') return id;
  }
  return null;
}

/** @returns null: GitHub knows nobody there under this login, or somebody else */
async function toldOf({ isShown }: PeopleList, { id }: Person, { verdict, answer }: Reply): Promise<PersonEnd | null> {
  switch (verdict.kind) {
    case 'empty':
      return { kind: 'shown', answer };
    case 'ok': {
      const membership = parseAs(answer, 'a membership', isObject);
      const user = membership.user as { id?: unknown } | undefined;
      if (user?.id !== undefined && String(user.id) !== id) return null;
      return { kind: isShown?.(membership) === false ? 'gone' : 'shown', answer };
    }
    case 'refused':
      if (verdict.state === 'missing' || verdict.state === 'gone') return null;
      return { kind: 'refused', state: verdict.state, reason: verdict.reason };
    default:
      throw new TransportError(`GitHub answered ${answer.status} to a question about one person.`);
  }
}

async function storedLogin({ deps }: ListSlice, { id }: Person): Promise<string> {
  const [row] = await runSql<{ login: string }>(deps.db, 'absent/login', { account_id: id });
  if (!row) throw new Error(`Account ${id} is on a list, and is not stored.`);
  return row.login;
}

type PresentLogin =
  { kind: 'named'; login: string } | { kind: 'nobody' } | Extract<PersonEnd, { kind: 'limited' | 'refused' }>;

async function presentLogin({ ask, deps }: ListSlice, { id }: Person): Promise<PresentLogin> {
  const reply = await ask({ url: `${deps.github.apiUrl}/user/${id}` });
  if (isLimited(reply)) return { kind: 'limited', limit: reply };
  const { verdict, answer } = reply;
  if (verdict.kind === 'ok') return { kind: 'named', login: parseAs(answer, 'an account', isAccount).login };
  if (verdict.kind !== 'refused') throw new TransportError(`GitHub answered ${answer.status} to an account.`);
  if (verdict.state === 'missing' || verdict.state === 'gone') return { kind: 'nobody' };
  return { kind: 'refused', state: verdict.state, reason: verdict.reason };
}

function isAccount(body: unknown): body is { login: string } {
  return isObject(body) && typeof body.login === 'string';
}
