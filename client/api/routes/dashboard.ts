import type { Api } from '../api.ts';
import { loadDashboard } from '../dashboard/load-dashboard.ts';
import { Problem } from '../problem.ts';

/** Addresses that people open: the script of the page looks which of them it is. */
const pages = ['/', '/repositories/:owner/:name', '/compare', '/organizations/:owner'];

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};
const typeOf = (name: string) => types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
/** A name has the hash of what is in the file. */
const forEver = 'public, max-age=31536000, immutable';

/** Adds the dashboard: pages without data, which ask the API as everybody does. */
export function addDashboard(api: Api): void {
  const fileNamed = async (wanted: string) => (await loadDashboard()).find(({ name }) => name === wanted);

  for (const url of pages) {
    api.get(url, { schema: { hide: true } }, async (_request, reply) => {
      const page = await fileNamed('index.html');
      return reply.type(types.html!).send(page!.text);
    });
  }
  api.get('/dashboard/:file', { schema: { hide: true } }, async (request, reply) => {
    const { file: wanted } = request.params as { file: string };
    const file = await fileNamed(wanted);
    if (!file) throw new Problem('not_found', 'This file is of another version of the dashboard: load the page again.');
    return reply.type(typeOf(file.name)).header('cache-control', forEver).send(file.text);
  });
}
