export type ApiVersion = '2022-11-28' | '2026-03-10';

interface Person {
  login: string;
  id: number;
  [member: string]: unknown;
}

/** An issue as the API shows it. */
export interface IssueJson {
  id: number;
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  state_reason: string | null;
  user: Person | null;
  labels: (string | { name: string; [member: string]: unknown })[];
  assignees: Person[];
  milestone: { number: number; title: string; [member: string]: unknown } | null;
  comments: number;
  author_association: string;
  created_at: string;
  updated_at: string;
  closed_at: string | null;
  pull_request?: { merged_at?: string | null; [member: string]: unknown };
  [member: string]: unknown;
}
