import { hashText } from './random.ts';
import type { User, Users } from './user.ts';

export interface Membership {
  user: User;
  role: 'admin' | 'member';
  /** Others see only public members. */
  isPublic: boolean;
}

export interface Team {
  id: number;
  name: string;
  slug: string;
  members: Set<User>;
}

/** Organisations with their members and teams. An owner that is a person has neither. */
export function createOrganisations(users: Users, record: (kind: string, owner: string) => void) {
  const byLogin = new Map<string, ReturnType<typeof organisation>>();

  function organisation(account: User) {
    const members = new Map<User, Membership>();
    const teams = new Map<string, Team>();

    /** Lets somebody in, or changes the role of a member. */
    function join(login: string, { role = 'member', isPublic = true }: Partial<Omit<Membership, 'user'>> = {}): void {
      const user = users.named(login);
      members.set(user, { user, role, isPublic });
      record('member joined', account.login);
    }

    /** Throws where nobody of that login is a member. */
    function leave(login: string): void {
      if (!members.delete(users.named(login))) throw new Error(`${login} is no member of ${account.login}`);
      for (const team of teams.values()) team.members.delete(users.named(login));
      record('member left', account.login);
    }

    function addTeam(name: string, logins: readonly string[] = []): Team {
      const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      const id = 5_000_000 + (hashText(`${account.login}/${slug}`) % 10_000_000);
      const team = { id, name, slug, members: new Set(logins.map((login) => users.named(login))) };
      teams.set(slug, team);
      record('team added', account.login);
      return team;
    }
    return {
      account,
      join,
      leave,
      addTeam,
      removeTeam: (slug: string): void => void teams.delete(slug),
      team: (slug: string): Team | null => teams.get(slug) ?? null,
      teams: () => [...teams.values()],
      members: () => [...members.values()],
      isMember: (login: string | null): boolean =>
        login !== null && [...members.keys()].some((user) => user.login === login),
    };
  }

  return {
    /** The organisation of that login, made where it is new. */
    named: (login: string) => {
      const known = byLogin.get(login.toLowerCase());
      if (known) return known;
      const made = organisation(users.organisation(login));
      byLogin.set(login.toLowerCase(), made);
      return made;
    },
    find: (login: string) => byLogin.get(login.toLowerCase()) ?? null,
    findById: (id: number) => [...byLogin.values()].find(({ account }) => account.id === id) ?? null,
  };
}

export type Organisations = ReturnType<typeof createOrganisations>;
export type Organisation = ReturnType<Organisations['named']>;
