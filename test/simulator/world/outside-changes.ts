import type { Audience } from './audience.ts';
import type { Forks } from './forks.ts';
import { fromInstant } from './instant.ts';
import type { Deployment, Deployments } from './deployments.ts';
import type { Release, Releases } from './releases.ts';
import type { AllFacts } from './repository-facts.ts';
import type { RepositoryContext } from './repository-context.ts';
import { addedRowId } from './row-id.ts';
import type { User } from './user.ts';

interface Place {
  context: RepositoryContext;
  fullName: () => string;
  facts: AllFacts;
  stars: Audience;
  subscribers: Audience;
  forks: Forks;
  releases: Releases;
  deployments: Deployments;
  actor: (login?: string) => User;
}

/** What others do to a repository: stars, forks, watchers; and its releases. */
export function createOutsideChanges(place: Place) {
  const { context, fullName, facts, stars, subscribers, forks, releases, deployments, actor } = place;
  const now = () => fromInstant(new Date(context.now()));

  function happened(kind: string): void {
    context.nextVersion();
    context.record(kind, fullName());
  }

  function release(tag: string, { isDraft = false, ...more }: Partial<Omit<Release, 'id' | 'tag'>> = {}): number {
    const at = now();
    const id = addedRowId(at, context.nextRow());
    const made = { id, tag, name: tag, body: null, isPrerelease: false, author: actor(), createdAt: at };
    releases.put({ ...made, isDraft, publishedAt: isDraft ? null : at, ...more });
    happened('released');
    return id;
  }

  function deploy(environment: string, changed: Partial<Omit<Deployment, 'id' | 'environment'>> = {}): number {
    const at = now();
    const id = addedRowId(at, context.nextRow());
    const made = { id, environment, sha: 'd'.repeat(40), ref: 'main', description: null, creator: actor() };
    deployments.put({ ...made, isProduction: environment === 'production', createdAt: at, ...changed });
    happened('deployed');
    return id;
  }

  return {
    deploy,
    /** GitHub lets inactive deployments be deleted. */
    deleteDeployment: (id: number): void => {
      deployments.remove(id);
      happened('deployment deleted');
    },
    release,
    editRelease: (tag: string, changed: Partial<Omit<Release, 'id'>>): void => {
      releases.put({ ...releases.must(tag), ...changed });
      happened('release edited');
    },
    deleteRelease: (tag: string): void => {
      releases.remove(tag);
      happened('release deleted');
    },
    forkBy: (login: string): number => {
      const { id } = forks.add(login, now());
      happened('forked');
      return id;
    },
    removeFork: (login: string): void => {
      forks.remove(login);
      happened('fork removed');
    },
    star: (login: string): void => {
      stars.add(login, now());
      happened('starred');
    },
    unstar: (login: string): void => {
      stars.remove(login);
      happened('unstarred');
    },
    watch: (login: string): void => {
      subscribers.add(login, now());
      happened('watched');
    },
    /** Closes the lists of stargazers and watchers to all but members and collaborators, or opens them. */
    closeStars: (areClosed = true): void => {
      facts.areStarsClosed = areClosed;
      happened(areClosed ? 'stars closed' : 'stars opened');
    },
  };
}
