import type { Simulator } from './server.ts';

export interface Asked {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; throws where it is not JSON. */
  json: <T = Record<string, unknown>>() => T;
  /** Addresses of the Link header by relation. */
  links: Record<string, string>;
}

/** Asks the simulator for a path or an absolute address, with a token and the current API version unless told otherwise. */
export async function ask(
  simulator: Simulator,
  pathOrUrl: string,
  { headers = {}, method = 'GET' }: { headers?: Record<string, string>; method?: string } = {},
): Promise<Asked> {
  const url = pathOrUrl.startsWith('/') ? `${simulator.url}${pathOrUrl}` : pathOrUrl;
  const usual = { authorization: 'token one', 'x-github-api-version': '2026-03-10' };
  const given = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== '');
  const response = await fetch(url, { method, headers: Object.fromEntries(given), redirect: 'manual' });
  const text = await response.text();
  const link = response.headers.get('link') ?? '';
  const links = [...link.matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, address = '', relation = '']) => [
    relation,
    address,
  ]);
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: () => JSON.parse(text) as never,
    links: Object.fromEntries(links) as Record<string, string>,
  };
}

export interface ListedIssue {
  id: number;
  number: number;
  title: string;
  updated_at: string;
  state: string;
}

/** Follows `rel="next"` to the end and gives all rows as they came, doubles included. */
export async function walk(simulator: Simulator, path: string): Promise<ListedIssue[]> {
  const rows: ListedIssue[] = [];
  for (let next: string | undefined = path; next;) {
    const page: Asked = await ask(simulator, next);
    if (page.status !== 200) throw new Error(`${page.status} at ${next}: ${page.text}`);
    rows.push(...page.json<ListedIssue[]>());
    next = page.links.next;
  }
  return rows;
}
