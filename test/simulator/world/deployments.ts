import { contributorLogin } from './contributor-login.ts';
import { seededRowId } from './row-id.ts';
import type { User, Users } from './user.ts';

export interface Deployment {
  id: number;
  sha: string;
  ref: string;
  environment: string;
  description: string | null;
  creator: User;
  isProduction: boolean;
  /** Epoch milliseconds, whole seconds. */
  createdAt: number;
}

interface Plan {
  users: Users;
  seed: string;
  repositoryId: number;
  people: number;
  from: number;
  until: number;
}

const cadence = 21 * 86_400_000;

/** A deployment every three weeks, each fourth to production; made when they are first looked at. */
export function createDeployments({ users, seed, repositoryId, people, from, until }: Plan) {
  let made: Map<number, Deployment> | null = null;

  function seeded(): Map<number, Deployment> {
    const deployments = new Map<number, Deployment>();
    for (let at = from + cadence, nth = 1; people > 0 && at <= until; at += cadence, nth += 1) {
      const id = seededRowId(repositoryId, at, 1, nth);
      const isProduction = nth % 4 === 0;
      const environment = isProduction ? 'production' : 'staging';
      const sha = nth.toString(16).padStart(40, '0');
      const creator = users.original(contributorLogin(seed, 0));
      const createdAt = Math.floor(at / 1000) * 1000;
      deployments.set(id, { id, sha, ref: 'main', environment, description: null, creator, isProduction, createdAt });
    }
    return deployments;
  }
  const all = () => (made ??= seeded());

  return {
    put: (deployment: Deployment): void => void all().set(deployment.id, deployment),
    /** Throws where there is none of that id. */
    remove: (id: number): void => {
      if (!all().delete(id)) throw new Error(`no deployment ${id}`);
    },
    /** Newest first. */
    all: (): Deployment[] =>
      [...all().values()].sort((one, other) => other.createdAt - one.createdAt || other.id - one.id),
  };
}

export type Deployments = ReturnType<typeof createDeployments>;
