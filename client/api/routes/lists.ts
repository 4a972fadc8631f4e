import type { FastifyRequest } from 'fastify';
import type { ListDeclaration } from '../../reports/lists/declare-list.ts';
import { lists } from '../../reports/lists/lists.ts';
import type { RepositoryRows } from '../../reports/lists/count-in-order.ts';
import { countAnew, readList } from '../../reports/lists/read-list.ts';
import type { Counting, ListPage } from '../../reports/lists/read-list.ts';
import type { ListQuery } from '../../reports/lists/list-query.ts';
import { writeJsonRows } from '../../reports/write-json-rows.ts';
import { describeView } from '../../reports/describe-view.ts';
import type { Api, ApiDeps } from '../api.ts';
import { createMemo } from '../server/memo.ts';
import { partsOfAddress } from '../server/parts-of-address.ts';
import { reckonedMs } from '../server/share-answers.ts';
import { listAnswerSchema, listQuerySchema } from '../schemas/list-schema.ts';
import { readProblems } from '../schemas/problem-schema.ts';
import { repositoryParams } from '../schemas/params.ts';

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
  const { path, parameters } = partsOfAddress(url);
  parameters.delete('page');
  parameters.set('after', next);
  return `${path}?${parameters.toString()}`;
}

/** Rows are written from Postgres' own texts, without an object for each: of a page of numbers that is most of the work. */
function answer(
  named: ReadonlyMap<string, string>,
  request: FastifyRequest,
  query: ListQuery,
  { table, totalRecords, next }: ListPage,
): string {
  const envelope = JSON.stringify({
    page: query.after === undefined ? query.page : null,
    page_size: query.pageSize,
    total_records: totalRecords,
    next: nextAddress(request, next),
  });
  return `{"items":${writeJsonRows(table, named)},${envelope.slice(1)}`;
}

/** Adds one route for each list that is declared. */
export function addLists(api: Api, { reader }: ApiDeps): void {
  // Who turns the pages of a list asks for the same counts each time.
  const { one, inOrder } = countAnew(reader);
  const [ones, orders] = [createMemo<number>(reckonedMs), createMemo<readonly RepositoryRows[]>(reckonedMs)];
  const counting: Counting = {
    one: (statement) => ones(JSON.stringify(statement), () => one(statement)),
    inOrder: (wanted) => orders(JSON.stringify(wanted), () => inOrder(wanted)),
  };
  for (const list of lists) addList(list);

  function addList(list: ListDeclaration): void {
    const isOfAddress = list.path.includes(':owner');
    const named = new Map(Object.keys(list.columns).map((name) => [name, list.names?.[name] ?? name]));
    const querystring = listQuerySchema(isOfAddress ? { ...list, subject: 'none' } : list);
    const [tag] = list.path.split('/');
    api.get(
      `/api/v1/${list.path}`,
      {
        config: { scope: 'read', sharedMs: list.isReckoned ? reckonedMs : 0 },
        // Its answers are texts already: what would write them is not compiled for each list.
        serializerCompiler: ({ httpStatus }) => (httpStatus === '200' ? String : JSON.stringify),
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
        // What the schema says, as a text already.
        return answer(named, request, query, await readList(reader, list, query, counting)) as never;
      },
    );
  }
}
