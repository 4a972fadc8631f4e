import type { Client } from '@temporalio/client';
import { buildApi } from '../../client/api/build-api.ts';
import { createLog } from '../../client/api/create-log.ts';
import type { Api, ApiDeps, ApiSettings } from '../../client/api/api.ts';
import { createDb } from '../../sql/db.ts';
import { createReader } from '../../sql/reader.ts';

export interface OpenApiOptions {
  /** Logins; none: no database answers. */
  database?: { url: string; readerUrl: string };
  client?: Client;
  settings?: Partial<ApiSettings>;
  /** Gets the lines of the log. */
  onLine?: (line: string) => void;
}

/** An API for tests that ask it by `inject`. */
export interface TestApi {
  api: Api;
  /** Answers with status, headers and body. */
  get(url: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends JSON. */
  send(
    method: 'POST' | 'DELETE' | 'PUT',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  /** The body of JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into it as it came
  body: any;
}

const nowhere = 'postgres://repometer_reader:x@127.0.0.1:1/none';

/** Builds an API on real logins, as the command does. */
export async function openApi({ database, client, settings, onLine }: OpenApiOptions = {}): Promise<TestApi> {
  const reader = createReader(database?.readerUrl ?? nowhere, { size: 4, name: 'api test' });
  const keys = createReader(database?.readerUrl ?? nowhere, { size: 2, name: 'api test keys' });
  const owner = createDb(database?.url ?? nowhere, { size: 2, name: 'api test orders' });
  const deps: ApiDeps = {
    reader,
    exports: reader,
    keys,
    asOwner: (work) => work(owner),
    temporal: () => (client ? Promise.resolve(client) : Promise.reject(new Error('No Temporal answers.'))),
    log: createLog('info', { write: onLine ?? (() => undefined) }),
    settings: { version: '1.2.3', hostnames: ['localhost'], hasOpenReads: true, requestsPerMinute: 600, ...settings },
  };
  const api = await buildApi(deps);
  const answer = (response: { statusCode: number; headers: object; body: string }): Answer => ({
    status: response.statusCode,
    headers: response.headers as Record<string, unknown>,
    text: response.body,
    get body(): unknown {
      return JSON.parse(response.body);
    },
  });
  return {
    api,
    get: async (url, headers = {}) => answer(await api.inject({ url, headers })),
    send: async (method, url, body, headers = {}) =>
      answer(await api.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body as object }) })),
    async close() {
      await api.close();
      await Promise.all([reader.end(), keys.end(), owner.end()]);
    },
  };
}
