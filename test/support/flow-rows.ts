/** An instant as GitHub writes it. */
type Instant = string;

/** What KPIs of flows and contributors see, as rows of the tables of `github`, by table; `kpi.bot_rule` beside them. */
export interface FlowRows {
  account: { account_id: number; login: string; is_bot: boolean }[];
  bot_rule: { match: 'login' | 'prefix' | 'suffix'; pattern: string; is_bot: boolean }[];
  issue: (Numbered & { issue_id: number; is_pull_request: boolean; created_at: Instant; closed_at: Instant | null })[];
  pull_request: PullRow[];
  comment: (Numbered & { comment_id: number; created_at: Instant })[];
  review: (Numbered & { review_id: number; submitted_at: Instant | null })[];
  review_comment: (Numbered & { review_comment_id: number; created_at: Instant })[];
  issue_event: (Gone & { event_id: number; number: number | null; event: string; created_at: Instant })[];
  commit: CommitRow[];
}

export interface Gone {
  deleted_at: Instant | null;
}

interface Numbered extends Gone {
  number: number | null;
  author_id: number | null;
}

export interface PullRow extends Numbered {
  pull_request_id: number;
  is_draft: boolean;
  created_at: Instant;
  closed_at: Instant | null;
  merged_at: Instant | null;
}

interface CommitRow extends Gone {
  sha: string;
  author_id: number | null;
  author_email_sha256: string | null;
  is_merge: boolean;
  authored_at: Instant | null;
}

/** GitHub's account for everybody whose own was deleted. */
const ghost = 10137;

export const isThere = ({ deleted_at }: Gone) => deleted_at === null;
export const known = (account: number | null) => (account === ghost ? null : account);

/** Whether an account is a bot, by the rules and GitHub's word. */
export function botJudge({ account, bot_rule }: Pick<FlowRows, 'account' | 'bot_rule'>) {
  const accounts = new Map(account.map((one) => [one.account_id, one]));
  return (id: number | null): boolean => {
    const found = id === null ? undefined : accounts.get(id);
    if (!found) return false;
    const login = found.login.toLowerCase();
    const exact = bot_rule.find(({ match, pattern }) => match === 'login' && pattern === login);
    const [longest] = bot_rule
      .filter(
        ({ match, pattern }) =>
          (match === 'prefix' && login.startsWith(pattern)) || (match === 'suffix' && login.endsWith(pattern)),
      )
      .sort((a, b) => b.pattern.length - a.pattern.length || (a.match < b.match ? -1 : 1));
    return (exact ?? longest ?? found).is_bot;
  };
}
