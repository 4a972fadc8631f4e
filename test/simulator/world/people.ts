import type { User, Users } from './user.ts';

/** Who stands in a commit: a name and an address, which an account may own. */
export interface Person {
  name: string;
  email: string;
  account: User | null;
  /** The address belonged to an account that is gone: statistics still count it, under no name. */
  isAccountDeleted: boolean;
}

/** Authors of commits by e-mail address, for the whole world. */
export function createPeople(users: Users) {
  const byEmail = new Map<string, Person>();

  function add(person: Person): Person {
    byEmail.set(person.email, person);
    return person;
  }

  /** The person behind an account, under the address of its first day. */
  function of(user: User): Person {
    const name = users.firstLogin(user);
    const email = `${name.replace('[bot]', '-bot')}@users.example.com`;
    const isAccountDeleted = users.isDeleted(user);
    return byEmail.get(email) ?? add({ name, email, account: isAccountDeleted ? null : user, isAccountDeleted });
  }

  /** Somebody whose address no account owns. */
  function unlinked(email: string, name = email.split('@')[0] ?? email): Person {
    return byEmail.get(email) ?? add({ name, email, account: null, isAccountDeleted: false });
  }

  /** Somebody whose account is gone. */
  function departed(email: string): Person {
    return byEmail.get(email) ?? add({ name: 'Somebody', email, account: null, isAccountDeleted: true });
  }

  function link(email: string, login: string): void {
    const person = byEmail.get(email);
    if (!person) throw new Error(`nobody has committed as ${email}`);
    Object.assign(person, { account: users.named(login), isAccountDeleted: false });
  }

  /** Takes an account from all addresses that it owned. */
  function leave(account: User): void {
    for (const person of byEmail.values())
      if (person.account === account) Object.assign(person, { account: null, isAccountDeleted: true });
  }
  return { of, unlinked, departed, link, leave };
}

export type People = ReturnType<typeof createPeople>;
