import { contributorLogin } from './world/contributor-login.ts';
import type { Fork } from './world/forks.ts';
import { createOrganisations } from './world/organisations.ts';
import { createPeople } from './world/people.ts';
import { createRepository, type Repository } from './world/repository.ts';
import type { RepositoryContext } from './world/repository-context.ts';
import type { RepositoryOptions } from './world/repository-options.ts';
import { createScratch } from './world/scratch.ts';
import { createUsers, type User } from './world/user.ts';

export type { Repository } from './world/repository.ts';
export type { RepositoryOptions } from './world/repository-options.ts';

export interface WorldOptions {
  seed?: number;
  /** What time it is in the world; default: real time. */
  clock?: () => Date;
}

interface Mutation {
  index: number;
  at: string;
  kind: string;
  repository: string;
  number?: number;
}

/** What stands before a repository: an answer that every route of it gives. */
export type Barrier = { kind: 'dmca' | 'tos'; since: string };

/** What texts, indexes and made-up commits may take together, in bytes. */
const scratchBytes = 200_000_000;

/** Everything that the simulator knows about. Same seed, same clock, same calls: same bytes. */
export function createWorld({ seed = 1, clock = () => new Date() }: WorldOptions = {}) {
  const users = createUsers();
  const people = createPeople(users);
  const scratch = createScratch(scratchBytes);
  const organisations = createOrganisations(users, (kind, owner) => {
    versions += 1;
    record(kind, owner);
  });
  const byId = new Map<number, Repository>();
  const idByName = new Map<string, number>();
  const movedFrom = new Map<string, number>();
  const barriers = new Map<number, Barrier>();
  const forbidden = new Map<number, (string | RegExp | null)[]>();
  const signOn = new Set<string>();
  const removed = new Map<string, number>();
  const mutations: Mutation[] = [];
  const key = (fullName: string) => fullName.toLowerCase();
  let time = clock;
  let versions = 0;
  let addedRows = 0;
  let lastId = 700_000_000;

  function record(kind: string, name: string, number?: number): void {
    const index = mutations.length;
    mutations.push({ index, at: time().toISOString(), kind, repository: name, ...(number ? { number } : {}) });
  }

  function repository(fullName: string): Repository {
    const id = idByName.get(key(fullName));
    const found = id === undefined ? undefined : byId.get(id);
    if (!found) throw new Error(`the world has no repository ${fullName}`);
    return found;
  }

  function repositoryById(id: number): Repository {
    const found = byId.get(id);
    if (!found) throw new Error(`the world has no repository with id ${id}`);
    return found;
  }

  const context: RepositoryContext = {
    seed,
    users,
    people,
    organisations,
    scratch,
    now: () => time().getTime(),
    nextVersion: () => (versions += 1),
    nextRow: () => (addedRows += 1),
    version: () => versions,
    record,
    find: repository,
  };

  /** Adds a repository. A name that another one left is taken over: its redirect is gone. Throws on a name in use. */
  function addRepository(options: RepositoryOptions): Repository {
    const name = `${options.owner}/${options.name}`;
    if (idByName.has(key(name))) throw new Error(`the world has a repository ${name} already`);
    const id = options.id ?? (lastId += 1);
    if (byId.has(id)) throw new Error(`the world has a repository with id ${id} already`);
    const added = createRepository(context, { ...options, id });
    byId.set(id, added);
    idByName.set(key(name), id);
    versions += 1;
    // The first of its people are members of the organisation.
    const organisation = organisations.find(options.owner);
    for (let nth = 0; organisation && nth < Math.min(added.plan.people, 5); nth += 1) {
      const login = contributorLogin(added.plan.seed, nth);
      if (login.endsWith('[bot]') || organisation.isMember(login)) continue;
      organisation.join(login, { role: nth === 0 ? 'admin' : 'member', isPublic: nth % 2 === 0 });
    }
    return added;
  }

  /** Renames or moves a repository; the old name answers 301 until somebody takes it. */
  function rename(from: string, to: string): void {
    const moved = repository(from);
    const [owner, name] = to.split('/');
    if (!owner || !name || to.split('/').length !== 2) throw new Error(`not owner/name: ${to}`);
    if (idByName.has(key(to)) && key(to) !== key(from)) throw new Error(`the world has a repository ${to} already`);
    idByName.delete(key(from));
    idByName.set(key(to), moved.id);
    movedFrom.set(key(from), moved.id);
    movedFrom.delete(key(to));
    const isPerson = moved.facts.owner.type === 'User';
    moved.set({ owner: isPerson ? users.named(owner) : organisations.named(owner).account, name });
    record('renamed', to);
  }

  /** Deletes a repository, or makes it private, which looks the same: 404 by name and by id. */
  function removeRepository(name: string): void {
    const gone = repository(name);
    removed.set(key(name), gone.id);
    idByName.delete(key(name));
    record('removed', name);
  }

  function restoreRepository(name: string): void {
    const id = removed.get(key(name));
    if (id === undefined) throw new Error(`${name} was not removed`);
    if (idByName.has(key(name))) throw new Error(`the world has a repository ${name} already`);
    removed.delete(key(name));
    idByName.set(key(name), id);
    record('restored', name);
  }

  function forbid(name: string, route: string | RegExp | null = null): void {
    const { id } = repository(name);
    forbidden.set(id, [...(forbidden.get(id) ?? []), route]);
    record('forbidden', name);
  }

  const refreshAll = () => {
    for (const known of byId.values()) known.refresh();
  };

  /** Changes an account: its id stays where it is renamed; where it is deleted, `ghost` stands in its place. */
  function changeUser(kind: string, login: string, change: () => User): void {
    change();
    refreshAll();
    record(kind, login);
  }

  const isRemoved = (id: number) => [...removed.values()].includes(id);
  const matches = (rule: string | RegExp | null, route: string) =>
    rule === null || (typeof rule === 'string' ? rule === route : rule.test(route));

  return {
    seed,
    users,
    people,
    organisations,
    /** The organisation of that login, made where it is new. */
    organisation: organisations.named,
    /** Changes whenever anything in the world does. */
    version: () => versions,
    /** Gives a person or an organisation another login; the old names of its repositories are redirected. */
    renameUser: (from: string, to: string) => {
      const renamed = [...byId.values()].filter(({ facts }) => facts.owner === users.find(from));
      const before = renamed.map(({ id, fullName }) => ({ id, fullName }));
      changeUser('user renamed', to, () => users.rename(from, to));
      organisations.rename(from, to);
      for (const { id, fullName } of before) {
        const isThere = idByName.delete(key(fullName));
        if (isThere) idByName.set(key(repositoryById(id).fullName), id);
        movedFrom.set(key(fullName), id);
      }
    },
    /** Deletes an account: its addresses belong to nobody from then on, which rewrites statistics of the past. */
    ghostUser: (login: string) =>
      changeUser('user deleted', login, () => {
        const user = users.named(login);
        people.leave(user);
        organisations.drop(user);
        return users.remove(login);
      }),
    /** Gives an address of commits an owner, which rewrites statistics of the past. */
    linkEmail: (email: string, login: string) => {
      people.link(email, login);
      versions += 1;
      record('e-mail linked', login);
    },
    /** Flags an account as spam: its issues vanish everywhere; and takes that back. */
    banUser: (login: string) => {
      for (const known of byId.values()) known.hideAuthor(login);
      record('user banned', login);
    },
    unbanUser: (login: string) => {
      for (const known of byId.values()) known.showAuthor(login);
      record('user restored', login);
    },
    mutations: mutations as readonly Mutation[],
    clock: () => time(),
    /** A fixed moment, another clock, or null for real time. */
    setClock: (to: Date | string | (() => Date) | null) => {
      const moment = typeof to === 'string' ? new Date(to) : to;
      time = typeof moment === 'function' ? moment : () => (moment ? new Date(moment) : new Date());
    },
    repository,
    repositories: () => [...byId.values()].filter(({ id }) => !isRemoved(id)),
    findById: (id: number) => (isRemoved(id) ? null : (byId.get(id) ?? null)),
    /** A fork of one of the repositories, which itself is no repository of the world: nothing hangs on it. */
    findFork: (id: number): { parent: Repository; fork: Fork } | null => {
      for (const parent of byId.values()) {
        const fork = isRemoved(parent.id) ? null : parent.forks.find(id);
        if (fork) return { parent, fork };
      }
      return null;
    },
    /** The repository of that name, or the one that has left it. */
    findByName: (name: string): { repository: Repository; moved: boolean } | null => {
      const id = idByName.get(key(name));
      const moved = id === undefined;
      const lookedUp = id ?? movedFrom.get(key(name));
      const found = lookedUp === undefined || isRemoved(lookedUp) ? undefined : byId.get(lookedUp);
      return found ? { repository: found, moved } : null;
    },
    addRepository,
    rename,
    removeRepository,
    restoreRepository,
    block: (name: string, kind: 'dmca' | 'tos') => {
      barriers.set(repository(name).id, { kind, since: time().toISOString() });
      record('blocked', name);
    },
    unblock: (name: string) => {
      barriers.delete(repository(name).id);
      record('unblocked', name);
    },
    barrier: (id: number) => barriers.get(id) ?? null,
    /** Takes away a permission: of one route, as `GET /repos/{owner}/{repo}/issues`, or of all. */
    forbid,
    /** Refuses tokens at an owner's repositories until they are authorised for its single sign-on. */
    requireSignOn: (owner: string, isRequired = true) => {
      if (isRequired) signOn.add(key(owner));
      else signOn.delete(key(owner));
      record('single sign-on', owner);
    },
    needsSignOn: (owner: string) => signOn.has(key(owner)),
    allow: (name: string) => {
      forbidden.delete(repository(name).id);
      record('allowed', name);
    },
    isForbidden: (id: number, route: string) => (forbidden.get(id) ?? []).some((rule) => matches(rule, route)),
  };
}

export type World = ReturnType<typeof createWorld>;
