import { hashText } from './random.ts';
import type { User, Users } from './user.ts';

export type TeamRole = 'member' | 'maintainer';

export interface Team {
  id: number;
  name: string;
  slug: string;
  description: string | null;
  /** secret: only its own people, those of teams below it and admins of the organisation see it. */
  privacy: 'closed' | 'secret';
  /** The team above it. */
  parent: Team | null;
  /** Its own people, without those of teams below it. */
  members: Map<User, TeamRole>;
}

export interface TeamMember {
  user: User;
  role: TeamRole;
  /** In a team below it alone. */
  isInherited: boolean;
}

interface Surroundings {
  owner: string;
  users: Users;
  record: (kind: string) => void;
}

const slugOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** Teams of one organisation, in the order in which they were made. */
export function createTeams({ owner, users, record }: Surroundings) {
  const teams: Team[] = [];

  function must(slug: string): Team {
    const found = teams.find((team) => team.slug === slug);
    if (!found) throw new Error(`${owner} has no team ${slug}`);
    return found;
  }

  const childrenOf = (parent: Team) => teams.filter((team) => team.parent === parent);

  /** Everybody in it, by id; who is in it and in a team below it is its own. */
  function peopleOf(team: Team): TeamMember[] {
    const own = [...team.members].map(([user, role]) => ({ user, role, isInherited: false }));
    const below = childrenOf(team).flatMap((child) => peopleOf(child));
    const people = new Map<User, TeamMember>();
    for (const { user } of below) people.set(user, { user, role: 'member', isInherited: true });
    for (const member of own) people.set(member.user, member);
    return [...people.values()].sort((one, other) => one.user.id - other.user.id);
  }

  function add(
    name: string,
    logins: readonly string[] = [],
    { parent = null, privacy = 'closed' }: { parent?: string | null; privacy?: Team['privacy'] } = {},
  ): Team {
    const slug = slugOf(name);
    let id = 5_000_000 + (hashText(`${owner}/${slug}`) % 10_000_000);
    while (teams.some((team) => team.id === id)) id += 1;
    const members = new Map(logins.map((login) => [users.named(login), 'member' as const]));
    const team = { id, name, slug, description: null, privacy, parent: parent === null ? null : must(parent), members };
    teams.push(team);
    record('team added');
    return team;
  }

  /** Teams below it go with it. Nothing happens where there is no such team. */
  function remove(slug: string): void {
    const team = teams.find((known) => known.slug === slug);
    if (!team) return;
    for (const child of childrenOf(team)) remove(child.slug);
    teams.splice(teams.indexOf(team), 1);
    record('team removed');
  }

  function rename(slug: string, name: string): void {
    Object.assign(must(slug), { name, slug: slugOf(name) });
    record('team renamed');
  }

  /** Puts it below another team, or below none. */
  function move(slug: string, parent: string | null): void {
    must(slug).parent = parent === null ? null : must(parent);
    record('team moved');
  }

  function join(slug: string, login: string, role: TeamRole = 'member'): void {
    must(slug).members.set(users.named(login), role);
    record('team joined');
  }

  /** Throws where nobody of that login is in the team itself. */
  function leave(slug: string, login: string): void {
    if (!must(slug).members.delete(users.named(login))) throw new Error(`${login} is not in ${slug} of ${owner}`);
    record('team left');
  }

  return {
    all: () => [...teams],
    find: (slug: string): Team | null => teams.find((team) => team.slug === slug) ?? null,
    peopleOf,
    add,
    remove,
    rename,
    move,
    join,
    leave,
    /** Somebody is gone from all of them. */
    drop(user: User): void {
      for (const team of teams) team.members.delete(user);
    },
  };
}
