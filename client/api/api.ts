import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Client } from '@temporalio/client';
import type { Db } from '../../sql/query.ts';
import type { Reader } from '../../sql/reader.ts';
import type { KnownKey, Scope } from '../keys/find-key.ts';

/** The server while it is being built: routes are given their schemas and know their types by them. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What the API stands on; who starts it hands it in. */
export interface ApiDeps {
  /** Logs in as the reader; everything that is read. */
  reader: Reader;
  /** The same login, for exports, which hold a connection as long as somebody downloads. */
  exports: Reader;
  /** The same login, which notes that a key was used, or that a message of GitHub's came. */
  keys: Reader;
  /** Runs `work` as the owner, who alone may change the list of loops; undefined where that login is not known. */
  asOwner?: (<T>(work: (db: Db) => Promise<T>) => Promise<T>) | undefined;
  /** A client of Temporal. Rejects with a sentence while there is none. */
  temporal: () => Promise<Client>;
  settings: ApiSettings;
  log: FastifyBaseLogger;
}

export interface ApiSettings {
  version: string;
  /** Names by which the server may be called, without ports, in lower case. */
  hostnames: readonly string[];
  /** Reads need no key: only this machine reaches it. */
  hasOpenReads: boolean;
  /** Requests a minute for each key. */
  requestsPerMinute: number;
  /** Where Temporal's UI shows workflows, to which an id is added; undefined: nobody has said. */
  workflowsUrl?: string | undefined;
  /** GitHub signs its messages with it; undefined: they are not taken. */
  webhookSecret?: string | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose key the request brought; undefined: none. */
    apiKey: KnownKey | undefined;
  }
  interface FastifyContextConfig {
    /** What the caller must be allowed; nothing: everybody may. */
    scope?: Scope;
    /** Who asks for the same at once gets the same answer, and for so many milliseconds after it was made. */
    sharedMs?: number;
  }
}
