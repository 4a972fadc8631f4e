export interface RepositoryOptions {
  owner: string;
  name: string;
  id?: number;
  /** How many issues and pull requests to make up; default 0. */
  issues?: number;
  /** Part of them that are pull requests; default 0.3. */
  pullRequestShare?: number;
  /** People with commits; default 3. */
  contributors?: number;
  /** The made-up history lies between these; default: the three years up to the start of the world's day. */
  from?: string | Date;
  until?: string | Date;
  /** The last of its people starts by then; default: shortly before `until`. */
  joinedBy?: string | Date;
  description?: string | null;
  hasIssues?: boolean;
  /** What the issue list of a repository without issues answers: 410, or its pull requests. Default 'gone'. */
  disabledList?: 'gone' | 'pull-requests';
  hasPullRequests?: boolean;
  archived?: boolean;
  /** Others than those who belong to its owner find nothing. */
  isPrivate?: boolean;
  fork?: boolean;
  /** True: no commit was ever pushed, so its statistics are 204. */
  empty?: boolean;
  stars?: number;
  /** Default: a tenth of the stars. */
  forks?: number;
  subscribers?: number;
  /** Default: an organisation; a person has no members and no teams. */
  ownerType?: 'Organization' | 'User';
  /** Logins that may see the lists of stargazers and subscribers although these are closed; members may, too. */
  collaborators?: readonly string[];
  /** How many 202 its statistics answer after each push; without it the server's option counts. */
  statsPendingCalls?: number;
}
