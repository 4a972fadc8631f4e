import type { Resource } from '../workflows/contract.ts';
import type { GraphqlQuery } from './github/client.ts';
import type { Subject, SubjectKind } from './github/subject.ts';
import type { BulkAnswer, PartOfNumber } from './store/bulk-answer.ts';
import type { RowShape } from './store/page.ts';
import type { Stage } from './store/stage-body.ts';

/** How a resource is read; each order has its own proof that nothing is missed. */
type Order =
  /** By `updated_at` with `since`: walked upwards, resumed by time. */
  | 'updated'
  /** Newest first, until what was known when the last walk began. */
  | 'newest'
  /** Always from its first row to its last: what it does not show is gone. */
  | 'whole'
  /** The default branch, from a commit that does not move. */
  | 'commits'
  /** No list of its own: single things, one request each. */
  | 'items'
  /** One answer, read by an activity of its own. */
  | 'answer';

/** What becomes of rows that a pass over everything did not show. */
type AbsentRule =
  /** Looked at one by one where they have an address, and marked. */
  | 'marked'
  /** The same, with all that hangs on the number; and numbers that no row has are looked at, too. */
  | 'numbered'
  /** A rewritten branch has left them: marked all at once. */
  | 'branch'
  /** A week without stars has no row: deleted. */
  | 'week'
  /** No pass tells. */
  | 'none';

/** A table of `github` with rows of a resource. */
export interface TypedTable {
  name: string;
  /** Column of the id that answers name a row by, and its type; none: no row is asked for or marked by itself. */
  id?: { column: string; type: 'bigint' | 'text' };
  /** Column by which one row is asked for and marked; the id unless told. */
  key?: string;
  /** Column of the name that stands in a row's address, where that is not its key. */
  nameColumn?: string;
  /** Column of the number that rows hang on; `number` unless told. */
  ofColumn?: string;
  /** When a row came to be: what came after a pass began need not be in it. */
  bornAt?: string;
  /** What `since` of a pass bounds. */
  movedAt?: string;
  /** The time in whose month KPIs count a row; staging marks these months, and so does the mark of a row that is gone. */
  countedAt?: string;
  /** Columns that mark a row as gone, first the instant; none: such rows are deleted. */
  mark: readonly string[];
  /** A rebuild brings it up to date and deletes nothing of it. */
  isKept?: boolean;
}

/** How people of a list are looked at by themselves. */
export interface PeopleList {
  /** Path, by login; `of` is the number whose list it is. None: an absent one is gone. */
  path?: (login: string, subject: Subject, of: string | null) => string;
  /** Whether a membership that GitHub shows is one of this list; absent: any is. */
  isShown?: (membership: Record<string, unknown>) => boolean;
}

/** How the rows of many issues or pull requests are asked for at once, by GraphQL. */
export interface BulkQueries {
  /** First words of the single things that it answers: `{what}/{number}`. */
  what: readonly string[];
  /** @param name of the subject @param pulls those of the numbers that are pull requests, as far as issues are stored */
  ask: (name: string, numbers: readonly string[], pulls: ReadonlySet<string>) => GraphqlQuery;
  /** Asks for rows of one number behind those that an answer has told. */
  askMore: (next: NonNullable<PartOfNumber['next']>) => GraphqlQuery;
  read: (text: string) => BulkAnswer;
}

/** Everything that the engine knows of a resource. */
export interface ResourceDeclaration extends RowShape {
  /** Whose rows it holds. */
  subject: SubjectKind;
  order: Order;
  /** Path below the subject, with the parameters that choose and order the rows; '' where it has no list. */
  path: string;
  /** How typed rows are made of an answer. */
  stage: Stage;
  /** GitHub's own bound of rows in a page. */
  perPage: number;
  /** Whether `per_page=1` tells the number of rows. */
  hasTotal: boolean;
  /** GitHub ends the list at 30,000 rows without saying so, and counts no further. */
  isCapped: boolean;
  /** A load with `from` begins there; false: it always holds everything. */
  isBounded: boolean;
  /** Asked in every cycle; the others when what they follow has changed, or daily. */
  isAskedEachCycle: boolean;
  /** A change of one of these makes it stale. */
  follows: readonly Resource[];
  /** Read after these where they are read in the same cycle: its things are found in their rows. */
  after: readonly Resource[];
  /** A 404 of the list means this; elsewhere it means that the subject is missing. */
  disabledReason?: string;
  /** Path of one row, by its key; where there is none, an absent row is gone. */
  rowPath?: (key: string, subject: Subject) => string;
  /** Its rows are people: times in which the list showed them, who are looked at by their login. */
  people?: PeopleList;
  /** To strangers GitHub shows a part that looks whole: it is read only where the token is one of the people. */
  isForInsiders?: boolean;
  /** One row is another repository: that it is refused says nothing of this subject. */
  isElsewhere?: boolean;
  /**
   * Whether a row that GitHub shows by itself belongs to the subject still. Such a row is always looked at before it counts as
   * gone: it tells where it went.
   */
  isOfSubject?: (row: Record<string, unknown>, subject: Subject) => boolean;
  /** The same for rows whose address holds a number, too. */
  rowOfNumberPath?: (number: string, id: string) => string;
  /** Path of all rows of one issue, pull request or team. */
  ofNumberPath?: (number: string, subject: Subject) => string;
  /** The same of many at once, where GraphQL may be asked. */
  bulk?: BulkQueries;
  /** What such a list answers unchanged is not read again. */
  isEtagKeptOfNumber?: boolean;
  /** Its rows hang on an issue or pull request each, by number; one that does not say on which is asked for by itself. */
  isOfNumber?: boolean;
  /** Statements below `sql/` that find single things to ask for, each with names of its own. */
  queues: readonly string[];
  /** They are missing only where GitHub's count of the list is not what is stored, which is one request for all of them. */
  isProvenByTotal?: boolean;
  /** Statement that ends rows of numbers which are gone, when no single thing is left to ask for. */
  endGone?: string;
  /** Single things are complete as far as this list is, which tells them. */
  completeWith?: Resource;
  /** Rows are corrected for so long after their time: a walk goes back so far. */
  rereadMs: number;
  /** What it says of the history of labels: events make it, names in the catalogue change what they mean. */
  labelHistory?: 'events' | 'names';
  /** Statement that takes a finished walk to rows of other resources, whose `updated_at` GitHub does not move for it. */
  apply?: string;
  absent: AbsentRule;
  /** The first is counted as `rows_stored`; a rebuild makes all of them anew. */
  tables: readonly TypedTable[];
  /** In which group a reconciliation compares it, one after the other; null: not by a list. */
  reconcileGroup: 1 | 2 | 3 | null;
  /** Compared only when everything is: a head or a sum proves it otherwise. */
  isReconciledWhole: boolean;
}

export interface ListUrls {
  /** The subject's own address, by id, so that a name taken over by another one is never read. */
  subject: string;
  /** One constant address: newest change first; its ETag tells whether anything changed. */
  probe: string;
  /** Oldest change first; `since` and `page` are added by the walk. */
  walk: string;
  /** One row a page, so that the number of the last page is the number of rows. */
  total: string;
}

/** The column of a subject's typed tables that holds its id. */
export const subjectColumns: Record<SubjectKind, string> = {
  repository: 'repository_id',
  owner: 'owner_id',
  // Its rows name the repository that each is about.
  public: 'repository_id',
};

/** The column that says since when a row is gone. */
export const goneColumn = ({ mark }: Pick<TypedTable, 'mark'>): string => mark[0] ?? 'deleted_at';

const addressOf: Record<SubjectKind, (subject: Subject) => string> = {
  repository: ({ id }) => `/repositories/${id}`,
  owner: ({ name, type }) => `/${type === 'User' ? 'users' : 'orgs'}/${name}`,
  public: () => '',
};

/** The addresses of a subject's list. */
export function listUrls(
  apiUrl: string,
  subject: Subject,
  { path, order, perPage }: Pick<ResourceDeclaration, 'path' | 'order' | 'perPage'>,
): ListUrls {
  const address = apiUrl + addressOf[subject.kind](subject);
  const base = `${address}${path}`;
  const and = base.endsWith('?') ? '' : '&';
  const newestFirst = order === 'updated' ? 'sort=updated&direction=desc&' : '';
  return {
    subject: address,
    probe: `${base}${and}${newestFirst}per_page=${perPage}`,
    walk: `${base}${and}sort=updated&direction=asc`,
    total: `${base}${and}per_page=1`,
  };
}

/** The address of a row or of the rows of a number, below a subject; `/../` leads beside it, as in any address. */
export function belowSubject({ subject }: ListUrls, path: string): string {
  return path.startsWith('/../') ? new URL(`${subject}${path}`).href : `${subject}${path}`;
}
