import type { Client } from '@temporalio/client';
import type { TObject } from 'typebox';
import type { LoopName } from '../../temporal/loop-name.ts';
import type { ApiDeps } from '../api.ts';

/** What an added loop is told as. */
interface AddedLoop {
  isNew: boolean;
  loop: LoopName;
  /** Sentences that the caller should know. */
  notes: string[];
}

/** One kind of loop that takes orders over HTTP: everything that is known of it. */
export interface LoopKind {
  tag: string;
  /** Addresses of one of them, below /api/v1; the first is that of new ones. */
  paths: readonly { path: string; params: TObject }[];
  /** Where new ones are posted. */
  collection: string;
  /** What one is called, in sentences. */
  one: string;
  body: TObject;
  /** Parameters of its removal. */
  removal: TObject;
  loopOf(params: Record<string, string>): LoopName;
  /** @throws Problem for a body that cannot be */
  add(client: Client, body: Record<string, unknown>, deps: ApiDeps): Promise<AddedLoop>;
  /**
   * What else is to be done when its loop has ended: looked up before it forgets. Gives sentences about it.
   */
  plan?(loop: LoopName, query: Record<string, unknown>, deps: ApiDeps): Promise<(client: Client) => Promise<string[]>>;
}
