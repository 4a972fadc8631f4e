import pg from 'pg';
import { parseLink } from '../../activities/github/link.ts';
import { readProcessUse } from './process-use.ts';

// What a loader costs at least: one connection each to GitHub and Postgres, one page after the other, one statement a
// page, no raw answer, no cursor, no retry. Run with the list's address and the database; tells its costs as JSON.

interface Issue {
  id: number;
  number: number;
  state: string;
  title: string;
  body: string | null;
  user: { id: number } | null;
  labels: (string | { name: string })[];
  comments: number;
  created_at: string;
  updated_at: string;
  closed_at: string | null;
}

const createTable = `create table public.bare_issue (
  issue_id bigint primary key, number bigint, state text, title text, body text, author_id bigint, labels jsonb,
  comments bigint, created_at timestamptz, updated_at timestamptz, closed_at timestamptz
)`;
const upsert = `insert into public.bare_issue
  select * from unnest(
    $1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::jsonb[], $8::bigint[],
    $9::timestamptz[], $10::timestamptz[], $11::timestamptz[]
  )
  on conflict (issue_id) do update set
    number = excluded.number, state = excluded.state, title = excluded.title, body = excluded.body,
    author_id = excluded.author_id, labels = excluded.labels, comments = excluded.comments,
    created_at = excluded.created_at, updated_at = excluded.updated_at, closed_at = excluded.closed_at`;

function columns(page: Issue[]): unknown[] {
  return [
    page.map(({ id }) => id),
    page.map(({ number }) => number),
    page.map(({ state }) => state),
    page.map(({ title }) => title),
    page.map(({ body }) => body),
    page.map(({ user }) => user?.id ?? null),
    page.map(({ labels }) => JSON.stringify(labels)),
    page.map(({ comments }) => comments),
    page.map(({ created_at: at }) => at),
    page.map(({ updated_at: at }) => at),
    page.map(({ closed_at: at }) => at),
  ];
}

const [list = '', database = ''] = process.argv.slice(2);
const db = new pg.Client({ connectionString: database });
await db.connect();
await db.query(createTable);

const headers = { authorization: 'Bearer bare-loop', 'user-agent': 'bare-loop' };
const before = readProcessUse(process.pid);
const startedAt = performance.now();
let rows = 0;
let requests = 0;
for (let url: string | null = list; url !== null;) {
  const response = await fetch(url, { headers });
  if (response.status !== 200) throw new Error(`${response.status} from ${url}`);
  const page = JSON.parse(await response.text()) as Issue[];
  await db.query({ name: 'upsert', text: upsert, values: columns(page) });
  rows += page.length;
  requests += 1;
  url = parseLink(response.headers.get('link') ?? undefined).next;
}
const wallSeconds = (performance.now() - startedAt) / 1000;
const { cpuSeconds, peakMib } = readProcessUse(process.pid);
await db.end();
console.log(JSON.stringify({ wallSeconds, cpuSeconds: cpuSeconds - before.cpuSeconds, peakMib, requests, rows }));
