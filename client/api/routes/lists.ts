import type { FastifyRequest } from 'fastify';
import type { ListDeclaration } from '../../reports/lists/declare-list.ts';
import { lists } from '../../reports/lists/lists.ts';
import { readList, runCount } from '../../reports/lists/read-list.ts';
import type { ListPage } from '../../reports/lists/read-list.ts';
import type { ListQuery } from '../../reports/lists/list-query.ts';
import type { Statement } from '../../reports/report-statement.ts';
import { jsonRows } from '../../reports/json-rows.ts';
import { describeView } from '../../reports/describe-view.ts';
import type { Api, ApiDeps } from '../api.ts';
import { createMemo } from '../server/memo.ts';
import { listAnswerSchema, listQuerySchema } from '../schemas/list-schema.ts';
import { readProblems } from '../schemas/problem-schema.ts';
import { repositoryParams } from '../schemas/params.ts';

const keptMs = 1_000;

/** Parameters of a list that are not filters of its own columns. */
interface Paging {
  repository?: string;
  owner?: string;
  from?: string;
  to?: string;
  by?: string;
  order: 'asc' | 'desc';
  page: number;
  page_size: number;
  after?: string;
}

function queryOf(list: ListDeclaration, given: Paging & Record<string, unknown>): ListQuery {
  const { page, page_size: pageSize, order, after, repository, owner, from, to, by } = given;
  const names = (list.filters ?? []).map(({ name }) => name).filter((name) => given[name] !== undefined);
  return {
    page,
    pageSize,
    after,
    from,
    to,
    by,
    owner,
    // Where it is one of the list's own filters, it is compared as such.
    repository: names.includes('repository') ? undefined : repository,
    filters: Object.fromEntries(names.map((name) => [name, String(given[name])])),
    isNewestFirst: order === 'desc',
  };
}

/** The address of the next page: the same question, behind the last row. */
function nextAddress({ url }: FastifyRequest, next: string | null): string | null {
  if (next === null) return null;
  const [path, query] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.delete('page');
  parameters.set('after', next);
  return `${path}?${parameters.toString()}`;
}

function answer(list: ListDeclaration, request: FastifyRequest, query: ListQuery, found: ListPage) {
  return {
    items: jsonRows(found.table, list.names),
    page: query.after === undefined ? query.page : null,
    page_size: query.pageSize,
    total_records: found.totalRecords,
    next: nextAddress(request, found.next),
  };
}

/** Adds one route for each list that is declared. */
export function addLists(api: Api, { reader }: ApiDeps): void {
  // Who turns the pages of a list asks for the same total each time.
  const count = createMemo(keptMs, (statement: Statement) => runCount(reader, statement));
  for (const list of lists) addList(list);

  function addList(list: ListDeclaration): void {
    const readAnew = (query: ListQuery) => readList(reader, list, query, count);
    const read = list.isReckoned ? createMemo(keptMs, readAnew) : readAnew;
    const isOfAddress = list.path.includes(':owner');
    const querystring = listQuerySchema(isOfAddress ? { ...list, subject: 'none' } : list);
    const [tag] = list.path.split('/');
    api.get(
      `/api/v1/${list.path}`,
      {
        config: { scope: 'read' },
        schema: {
          tags: [tag!],
          summary: list.title,
          description: describeView(list.view).comment,
          querystring,
          ...(isOfAddress && { params: repositoryParams }),
          response: {
            200: listAnswerSchema(list),
            ...readProblems('bad_cursor', 'repository_required', 'repository_unknown'),
          },
        },
      },
      async (request) => {
        const given = request.query as Paging & Record<string, unknown>;
        const { owner, name } = request.params as { owner?: string; name?: string };
        const inAddress = owner === undefined ? {} : { repository: `${owner}/${name}` };
        const query = queryOf(list, { ...given, ...inAddress });
        return answer(list, request, query, await read(query));
      },
    );
  }
}
