import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a feed shows at one time: its pages, newest first. */
interface ShownFeed {
  /** GitHub's clock. */
  at: string;
  pages: readonly (readonly unknown[])[];
}

/** A server that shows one feed, at whatever path, page by page, as a test sets it. */
export interface FeedServer {
  url: string;
  show(feed: ShownFeed): void;
  requests: { path: string; status: number }[];
  close(): Promise<void>;
}

/** @param pollSeconds its X-Poll-Interval */
export async function serveFeed(pollSeconds = 0): Promise<FeedServer> {
  let shown: ShownFeed = { at: '2026-01-01T00:00:00Z', pages: [[]] };
  const requests: FeedServer['requests'] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin());
    const page = Number(url.searchParams.get('page') ?? 1);
    const rows = shown.pages[page - 1];
    const body = JSON.stringify(
      rows ?? { message: 'In order to keep the API fast for everyone, pagination is limited.' },
    );
    const etag = `"${createHash('sha256').update(body).digest('hex')}"`;
    const isSame = request.headers['if-none-match'] === etag;
    const status = rows === undefined ? 422 : isSame ? 304 : 200;
    requests.push({ path: url.pathname + url.search, status });
    response.setHeader('date', new Date(shown.at).toUTCString());
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('x-poll-interval', String(pollSeconds));
    response.setHeader('etag', etag);
    url.searchParams.set('page', String(page + 1));
    if (page < shown.pages.length) response.setHeader('link', `<${url.href}>; rel="next"`);
    response.writeHead(status).end(isSame ? '' : body);
  });
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: origin(),
    show: (feed) => void (shown = feed),
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
