import { createTeams } from './teams.ts';
import type { User, Users } from './user.ts';

export interface Membership {
  user: User;
  role: 'admin' | 'member';
  /** Others see only public members. */
  isPublic: boolean;
}

/** Organisations with their members and teams. An owner that is a person has neither. */
export function createOrganisations(users: Users, record: (kind: string, owner: string) => void) {
  const byLogin = new Map<string, ReturnType<typeof organisation>>();

  function organisation(account: User) {
    const members = new Map<User, Membership>();
    const collaborators = new Set<User>();
    const note = (kind: string) => record(kind, account.login);
    const teams = createTeams({ owner: account.login, users, record: note });

    /** Lets somebody in, or changes what a member is. */
    function join(login: string, { role = 'member', isPublic = true }: Partial<Omit<Membership, 'user'>> = {}): void {
      const user = users.named(login);
      members.set(user, { user, role, isPublic });
      note('member joined');
    }

    /** Throws where nobody of that login is a member. */
    function leave(login: string): void {
      const user = users.named(login);
      if (!members.delete(user)) throw new Error(`${login} is no member of ${account.login}`);
      teams.drop(user);
      note('member left');
    }

    function letIn(login: string): void {
      collaborators.add(users.named(login));
      note('outside collaborator added');
    }

    /** Throws where nobody of that login is an outside collaborator. */
    function shutOut(login: string): void {
      if (!collaborators.delete(users.named(login))) throw new Error(`${login} is no outside collaborator`);
      note('outside collaborator removed');
    }
    return {
      account,
      join,
      leave,
      /** People who may do something in a repository and are no members. */
      outsideCollaborators: () => [...collaborators],
      letIn,
      shutOut,
      addTeam: teams.add,
      removeTeam: teams.remove,
      renameTeam: teams.rename,
      moveTeam: teams.move,
      joinTeam: teams.join,
      leaveTeam: teams.leave,
      team: teams.find,
      teams: teams.all,
      /** Everybody of a team, those of teams below it included. */
      peopleOf: teams.peopleOf,
      members: () => [...members.values()],
      member: (login: string): Membership | null =>
        [...members.values()].find(({ user }) => user.login.toLowerCase() === login.toLowerCase()) ?? null,
      isMember: (login: string | null): boolean =>
        login !== null && [...members.keys()].some((user) => user.login === login),
      /** An account is no more. */
      drop(user: User): void {
        members.delete(user);
        collaborators.delete(user);
        teams.drop(user);
      },
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
    /** It has another login from now on; nobody answers under the old one. */
    rename: (from: string, to: string): void => {
      const found = byLogin.get(from.toLowerCase());
      if (!found) return;
      byLogin.delete(from.toLowerCase());
      byLogin.set(to.toLowerCase(), found);
    },
    findById: (id: number) => [...byLogin.values()].find(({ account }) => account.id === id) ?? null,
    /** An account is no more: it belongs nowhere. */
    drop(user: User): void {
      for (const known of byLogin.values()) known.drop(user);
    },
  };
}

export type Organisations = ReturnType<typeof createOrganisations>;
export type Organisation = ReturnType<Organisations['named']>;
